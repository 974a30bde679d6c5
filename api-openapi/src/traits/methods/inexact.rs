//! The statements of a description about an operation and its values that a method cannot make.

use super::{Builder, Method};
use crate::model::{Schema, anonymous};

impl<'t, 'a> Builder<'t, 'a> {
    /// Notes all of it, but for types that are written: those have comments of their own.
    pub(super) fn inexact(&mut self) {
        let operation = self.operation;
        for inexact in &operation.inexact {
            self.loss(&operation.at, inexact.clone());
        }
        for parameter in &operation.parameters {
            self.inexact_parts(&parameter.schema, &format!("`{}`", parameter.name));
        }
        if let Some((body, content, form)) = self.content()
            && let Some(schema) = &content.schema
        {
            self.inexact_parts(schema, "the body");
            if let Some(object) = self.loose_object(body, content, form) {
                for (name, property) in &object.properties {
                    self.inexact_parts(&property.schema, &format!("`{name}`"));
                }
            }
        }
        for response in &operation.responses {
            for schema in response.contents.iter().filter_map(|content| content.schema.as_ref()) {
                self.inexact_parts(schema, &format!("the response {}", response.status));
            }
        }
    }

    fn inexact_parts(&mut self, schema: &Schema, what: &str) {
        for inexact in schema.inexact() {
            self.loss(&schema.at, format!("{what}: {inexact}"));
        }
    }
}

/// Why a trait with these methods can have no server.
pub(crate) fn unserved(methods: &[Method]) -> Option<String> {
    let mut seen: Vec<(String, &str)> = Vec::new();
    for method in methods.iter().filter(|method| !method.path.is_empty()) {
        let constants = method
            .options
            .iter()
            .filter(|option| ["query(", "fields("].iter().any(|word| option.starts_with(word)));
        let constants: Vec<&str> = constants.map(String::as_str).collect();
        let request =
            format!("{} {} {}", method.verb, anonymous(&method.path), constants.join(", "));
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == request) {
            return Some(format!(
                "`{first}` and `{}` take the same request, so that there is no server",
                method.name
            ));
        }
        seen.push((request, &method.name));
        let path = method.path.split('?').next().unwrap_or_default();
        if path.strip_suffix("*}").unwrap_or(path).contains("*}") {
            return Some(format!(
                "`{}` has a path that no server could take apart, so that there is none",
                method.name
            ));
        }
    }
    None
}
