//! Values as name-value pairs, in words of OpenAPI: a list or a map by its `style`, a spread one by its
//! members.

use serde_json::{Map, Value, json};

use super::schema::{Object, PATCH, members, without_null};
use super::types::Types;
use crate::wire::style::{List, Nested, Style};

/// A name of a query or a form.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) schema: Value,
    /// `style` and `explode`, where they are not the usual ones of a query, and extensions.
    pub(crate) style: Map<String, Value>,
}

/// The names that a value is sent under. `required` is false if something around it may be left out.
pub(crate) fn pairs(
    types: &Types,
    name: &str,
    schema: Value,
    required: bool,
    style: Style,
) -> Vec<Pair> {
    let (mut schema, nullable) = without_null(schema);
    // Null has no pair.
    schema.as_object_mut().map(|schema| schema.remove(PATCH));
    let required = required && !nullable;
    let within = Style { flatten: false, ..style };
    if style.flatten {
        return match members(types, &schema) {
            Some(members) => members
                .into_iter()
                .flat_map(|member| {
                    let required = member.required && required;
                    pairs(types, &member.name, member.schema, required, within)
                })
                .collect(),
            // Its members are known at run time: `form` with `explode` is such an object.
            None => {
                let spread = Object::default().with("style", "form").with("explode", true);
                vec![Pair { name: name.to_owned(), required, schema, style: spread.0 }]
            }
        };
    }
    let resolved = types.resolved(&schema);
    if is(resolved, "array") {
        vec![list(types, name, schema, required, style)]
    } else if is(resolved, "object") || resolved.get("properties").is_some() {
        map(types, name, schema, required, style)
    } else if style.nested == Nested::Brackets && may_be_more(types, resolved) {
        let style = brackets(style.list);
        vec![Pair { name: name.to_owned(), required, schema, style: style.0 }]
    } else {
        let schema = match style.digits && is(resolved, "boolean") {
            true => digits(),
            false => schema,
        };
        let style = Object::default().with_some("x-encoded", style.encoded.then_some(true));
        vec![Pair { name: name.to_owned(), required, schema, style: style.0 }]
    }
}

fn list(types: &Types, name: &str, mut schema: Value, required: bool, style: Style) -> Pair {
    let is_digits = style.digits
        && types
            .resolved(&schema)
            .get("items")
            .is_some_and(|items| is(types.resolved(items), "boolean"));
    if is_digits {
        schema = json!({ "type": "array", "items": digits() });
    }
    let apart = |style: &str| Object::default().with("style", style).with("explode", false);
    let (name, words) = match style.list {
        List::Repeat => (name.to_owned(), Object::default()),
        List::Csv => (name.to_owned(), apart("form")),
        List::Ssv => (name.to_owned(), apart("spaceDelimited")),
        List::Pipes => (name.to_owned(), apart("pipeDelimited")),
        List::Brackets => (format!("{name}[]"), Object::default()),
        List::Indices => (name.to_owned(), deep().with("x-list", "indices")),
    };
    let words = words.with_some("x-encoded", style.encoded.then_some(true));
    Pair { name, required, schema, style: words.0 }
}

fn map(types: &Types, name: &str, schema: Value, required: bool, style: Style) -> Vec<Pair> {
    let words = match style.nested {
        Nested::Brackets => brackets(style.list),
        Nested::Unsupported => Object::default(),
        // OpenAPI has no style for it, but the names can be written out.
        Nested::Dots => match members(types, &schema) {
            None => Object::default().with("x-nested", "dots"),
            Some(members) => {
                let dotted = |member: &str| format!("{name}.{member}");
                return members
                    .into_iter()
                    .flat_map(|member| {
                        let required = member.required && required;
                        pairs(types, &dotted(&member.name), member.schema, required, style)
                    })
                    .collect();
            }
        },
    };
    vec![Pair { name: name.to_owned(), required, schema, style: words.0 }]
}

/// The words for members in brackets, and for the lists among them.
fn brackets(list: List) -> Object {
    let list = Some(list).filter(|list| *list != List::Repeat);
    deep().with_some("x-list", list.map(List::word))
}

/// The words for a list in brackets that keeps its name: as a member of a whole form, whose schema names
/// it. They are those of such lists in the descriptions of others.
pub(super) fn list_in_brackets() -> Object {
    brackets(List::Brackets)
}

/// True of a union with an object or a list among its variants.
fn may_be_more(types: &Types, schema: &Value) -> bool {
    let variants = ["anyOf", "oneOf"].iter().filter_map(|word| schema.get(word)?.as_array());
    variants.flatten().any(|variant| {
        let variant = types.resolved(variant);
        is(variant, "object") || is(variant, "array") || variant.get("properties").is_some()
    })
}

fn deep() -> Object {
    Object::default().with("style", "deepObject").with("explode", true)
}

/// A truth value as it is written with `bools = "digits"`.
fn digits() -> Value {
    json!({ "type": "integer", "enum": [0, 1], "x-bools": "digits" })
}

/// True of a schema of one type, or of that and null.
pub(super) fn is_of(schema: &Map<String, Value>, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(own)) => own == name,
        Some(Value::Array(all)) => all.iter().any(|own| own == name),
        _ => false,
    }
}

fn is(schema: &Value, name: &str) -> bool {
    schema.as_object().is_some_and(|schema| is_of(schema, name))
}
