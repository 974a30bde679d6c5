//! `enum` and `const`.

use super::reader::Reader;
use super::{Choice, Kind, Scalar, Schema};
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
        // Of several types, each value has its own.
        let is_text = types == ["string"];
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
        match choices.len() {
            0 => None,
            all if texts == 0 || texts == all => Some(Kind::Enum(choices.into())),
            _ => Some(self.of_two_types(node, choices)),
        }
    }

    /// One of some texts, or one of some integers.
    fn of_two_types(&self, node: &Node<'a>, choices: Vec<Choice>) -> Kind {
        let is_text = |choice: &Choice| matches!(choice.value, Scalar::Text(_));
        let (texts, integers): (Vec<Choice>, Vec<Choice>) = choices.into_iter().partition(is_text);
        let variant = |name: &str, choices: Vec<Choice>| {
            Schema::of(node.at.step("enum").step(name), Kind::Enum(choices.into()))
        };
        let variants = vec![variant("string", texts), variant("integer", integers)];
        Kind::Union { variants, discriminator: None }
    }
}
