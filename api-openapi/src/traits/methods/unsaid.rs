//! What a description says of an operation and its values, and a method cannot.

use super::Builder;
use crate::model::Schema;

impl<'t, 'a> Builder<'t, 'a> {
    /// Notes all of it, but for types that are written: those have comments of their own.
    pub(super) fn unsaid(&mut self) {
        let operation = self.operation;
        for unsaid in &operation.unsaid {
            self.loss(&operation.at, unsaid.clone());
        }
        for parameter in &operation.parameters {
            self.unsaid_of(&parameter.schema, &format!("`{}`", parameter.name));
        }
        if let Some((body, content, form)) = self.content()
            && let Some(schema) = &content.schema
        {
            self.unsaid_of(schema, "the body");
            if let Some(object) = self.loose_object(body, content, form) {
                for (name, property) in &object.properties {
                    self.unsaid_of(&property.schema, &format!("`{name}`"));
                }
            }
        }
        for response in &operation.responses {
            for schema in response.contents.iter().filter_map(|content| content.schema.as_ref()) {
                self.unsaid_of(schema, &format!("the response {}", response.status));
            }
        }
    }

    fn unsaid_of(&mut self, schema: &Schema, what: &str) {
        for unsaid in schema.unsaid() {
            self.loss(&schema.at, format!("{what}: {unsaid}"));
        }
    }
}
