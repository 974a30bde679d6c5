//! The versions of OpenAPI.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Version {
    /// 3.0, for tools that know no other. Its schemas say less: no null among the types, no constants.
    V3_0,
    /// 3.1.
    V3_1,
    /// 3.2, which has words for streams and for methods of any name.
    V3_2,
}

impl Version {
    pub(super) fn number(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0.4",
            Self::V3_1 => "3.1.0",
            Self::V3_2 => "3.2.0",
        }
    }

    /// Says a description in the words of this version.
    pub(super) fn adapt(self, description: &mut Map<String, Value>) {
        if self != Self::V3_2 {
            description.values_mut().for_each(without_streams);
        }
        if self == Self::V3_0 {
            let schemas = description.get_mut("components").and_then(|it| it.get_mut("schemas"));
            if let Some(Value::Object(schemas)) = schemas {
                schemas.values_mut().for_each(reduce);
            }
            if let Some(paths) = description.get_mut("paths") {
                reduce_within(paths);
            }
        }
    }
}

/// A stream of items as OpenAPI 3.1 can say it: as text, with the items in an extension.
fn without_streams(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(without_streams),
        Value::Object(object) => {
            if let Some(items) = object.remove("itemSchema") {
                object.insert("x-itemSchema".to_owned(), items);
                object.insert("schema".to_owned(), json!({ "type": "string" }));
            }
            object.values_mut().for_each(without_streams);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Reduces every schema in a part of a description that is no schema itself.
fn reduce_within(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(reduce_within),
        Value::Object(object) => {
            for (name, value) in object {
                match name.as_str() {
                    "schema" => reduce(value),
                    "example" => {}
                    _ => reduce_within(value),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Says a schema in the words of OpenAPI 3.0.
fn reduce(schema: &mut Value) {
    for word in ["contentMediaType", "contentSchema"] {
        if let Value::Object(schema) = schema {
            schema.remove(word);
        }
    }
    choices(schema);
    if let Ok(schema) = <&mut Schema>::try_from(schema) {
        let mut settings = SchemaSettings::openapi3();
        settings.transforms.iter_mut().for_each(|transform| transform.transform(schema));
    }
}

/// A list of types becomes a choice of them. One beside null is left to schemars.
fn choices(schema: &mut Value) {
    let Value::Object(object) = schema else {
        if let Value::Array(list) = schema {
            list.iter_mut().for_each(choices);
        }
        return;
    };
    let types = object.get("type").and_then(Value::as_array).cloned().unwrap_or_default();
    if types.iter().filter(|name| *name != "null").count() > 1 {
        let choice = |name: &Value| match name.as_str() {
            Some("null") => json!({ "enum": [null] }),
            _ => json!({ "type": name }),
        };
        let all: Vec<Value> = types.iter().map(choice).collect();
        object.remove("type");
        object.insert("anyOf".to_owned(), all.into());
    }
    object.values_mut().for_each(choices);
}
