//! The schemas of schemars, put so that older tools understand them and so that their order says
//! nothing.

use serde_json::{Map, Value};

use super::pairs::is_of;
use super::schema::Object;

/// Gives an integer of a Rust type the bounds that schemars leaves to its format, which few tools know.
pub(super) fn bounded(object: &mut Map<String, Value>) {
    let (least, most) = match object.get("format").and_then(Value::as_str) {
        Some("uint32") => (0.into(), u32::MAX.into()),
        Some("uint64") => (0.into(), u64::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("int64") => (i64::MIN.into(), i64::MAX.into()),
        _ => return,
    };
    if is_of(object, "integer") {
        object.entry("minimum").or_insert(least);
        object.entry("maximum").or_insert(most);
    }
}

/// Sorts the names of required members, which are a set. Their order would be that of the fields, which
/// a description does not keep.
pub(super) fn ordered(object: &mut Map<String, Value>) {
    if object.get("type").is_some_and(|name| name == "object")
        && let Some(Value::Array(required)) = object.get_mut("required")
    {
        required.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }
}

/// Takes a reference apart from what is beside it and is more than words: older tools ignore that.
pub(super) fn apart(object: &mut Map<String, Value>) {
    let is_word = |name: &str| {
        ["$ref", "description", "title", "deprecated", "default", "examples"].contains(&name)
            || name.starts_with("x-")
    };
    if !object.get("$ref").is_some_and(Value::is_string) || object.keys().all(|name| is_word(name))
    {
        return;
    }
    let Some(reference) = object.remove("$ref") else { return };
    let beside = std::mem::take(object);
    let reference = Object::default().with("$ref", reference);
    *object = Object::default().with("allOf", vec![reference.into(), Value::Object(beside)]).0;
}
