//! `enum` and `const`.

use super::reader::Reader;
use super::{Choice, Kind, Scalar};
use crate::document::{Node, Value};

impl<'a> Reader<'a> {
    /// `enum` and `const`.
    pub(super) fn constants(
        &mut self,
        node: &Node<'a>,
        types: &[String],
        nullable: &mut bool,
    ) -> Option<Kind> {
        let one;
        let values = match (node.value.get("const"), node.value.get("enum")) {
            (Some(value), _) => {
                one = [value.clone()];
                one.as_slice()
            }
            (None, Some(Value::List(values))) => values.as_slice(),
            _ => return None,
        };
        *nullable |= values.contains(&Value::Null) && values.len() > 1;
        // Truth values are an enum already. Texts beside `array` are meant for its elements.
        if types.iter().any(|name| matches!(name.as_str(), "array" | "boolean" | "object")) {
            return None;
        }
        let is_integer = types == ["integer"];
        let is_text = types.iter().any(|name| name == "string");
        let names = ["x-enumNames", "x-enum-varnames"].iter().map(|name| node.texts(name));
        let names = names.into_iter().find(|names| !names.is_empty()).unwrap_or_default();
        let words = ["x-enumDescriptions", "x-enum-descriptions"].map(|name| node.texts(name));
        let words = words.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        let mut choices: Vec<Choice> = Vec::new();
        let values: Vec<&Value> = values.iter().filter(|value| **value != Value::Null).collect();
        for (index, value) in values.iter().enumerate() {
            let value = match value {
                Value::Text(text) if is_integer => Scalar::Integer(text.trim().parse().ok()?),
                Value::Text(text) => Scalar::Text(text.clone()),
                Value::Number(number) if !is_text => Scalar::Integer(number.as_i64()?),
                Value::Number(_) | Value::Bool(_) if is_text => Scalar::Text(value.to_string()),
                _ => return None,
            };
            if !choices.iter().any(|choice| choice.value == value) {
                let name = names.get(index).cloned().filter(|_| names.len() == values.len());
                let description = words.get(index).cloned().filter(|_| words.len() == values.len());
                choices.push(Choice { value, name, description });
            }
        }
        let texts = choices.iter().filter(|c| matches!(c.value, Scalar::Text(_))).count();
        (!choices.is_empty() && (texts == 0 || texts == choices.len()))
            .then(|| Kind::Enum(choices.into()))
    }
}
