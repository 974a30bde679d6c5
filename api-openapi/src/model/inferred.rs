//! The type of a schema, by its `type` or by its other words.

use super::Integer;
use super::object::conditional;
use crate::document::{Node, Value};

/// The types that a schema names, and whether null is one of them.
pub(super) fn types(node: &Node<'_>) -> (Vec<String>, bool) {
    let mut types = match node.value.get("type") {
        Some(Value::Text(one)) => vec![one.clone()],
        Some(Value::List(_)) => node.texts("type"),
        _ => Vec::new(),
    };
    let before = types.len();
    types.retain(|name| name != "null");
    let has_null = types.len() < before;
    (types, has_null)
}

/// The type of a schema that does not name it.
pub(super) fn inferred(node: &Node<'_>) -> Option<&'static str> {
    let has = |name: &str| node.get(name).is_some();
    let is_conditional = !conditional(node).is_empty();
    if has("properties")
        || has("additionalProperties")
        || has("patternProperties")
        || is_conditional
    {
        Some("object")
    } else if has("items") || has("prefixItems") {
        Some("array")
    } else if has("required") && has("type") {
        Some("object")
    } else if has("pattern") || has("maxLength") || has("minLength") {
        Some("string")
    } else {
        of_values(node)
    }
}

/// The values that `const` or `enum` permits.
pub(super) fn permitted<'a>(node: &Node<'a>) -> &'a [Value] {
    match (node.value.get("const"), node.value.get("enum")) {
        (Some(value), _) => std::slice::from_ref(value),
        (None, Some(Value::List(values))) => values.as_slice(),
        _ => &[],
    }
}

/// The type of the values that are permitted, if they are no texts and no integers.
fn of_values(node: &Node<'_>) -> Option<&'static str> {
    let values = permitted(node);
    let word = |value: &Value| match value {
        Value::Bool(_) => Some("boolean"),
        Value::Number(_) => Some("number"),
        Value::List(_) => Some("array"),
        Value::Object(_) => Some("object"),
        Value::Text(_) | Value::Null => None,
    };
    let first = values.first().and_then(word)?;
    values.iter().all(|value| word(value) == Some(first)).then_some(first)
}

pub(super) fn integer(node: &Node<'_>, format: &str) -> Integer {
    let least = match node.value.get("minimum") {
        Some(Value::Number(least)) => least.as_f64(),
        _ => None,
    };
    let unsigned = least.is_some_and(|least| least >= 0.0);
    match format {
        "int32" if unsigned => Integer::U32,
        "int64" | "long" if unsigned => Integer::U64,
        "int8" => Integer::I8,
        "int16" => Integer::I16,
        "int32" => Integer::I32,
        "int64" | "long" => Integer::I64,
        "uint8" => Integer::U8,
        "uint16" => Integer::U16,
        "uint32" => Integer::U32,
        "uint64" | "uint" => Integer::U64,
        "int128" => Integer::I128,
        "uint128" => Integer::U128,
        _ if unsigned => Integer::U64,
        _ => Integer::I64,
    }
}
