//! Schemas as JSON, and the types that have one.

use std::borrow::Cow;

use futures_core::Stream;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::types::Types;
use crate::{Body, Nullable, Part, Patch};

/// Says of the schema of a [`Patch`] that its null is sent.
pub(super) const PATCH: &str = "x-patch";
/// Marks the schema of a [`Nullable`], which is never left out. Removed in the end.
pub(super) const NULLABLE: &str = "x-api-core-nullable";

/// A schema as it is sent, and true if the value may be left out. Its null is sent only of a [`Patch`] and of
/// a [`Nullable`].
pub(super) fn without_unsent_null(schema: Value) -> (Value, bool) {
    let (bare, optional) = without_null(schema.clone());
    if schema.get(NULLABLE).is_some() {
        (schema, false)
    } else if schema.get(PATCH).is_some() {
        (schema, optional)
    } else {
        (bare, optional)
    }
}

/// A JSON object that is put together.
#[derive(Debug, Default)]
pub(crate) struct Object(pub(crate) Map<String, Value>);

impl Object {
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

impl From<Value> for Object {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(object) => Self(object),
            _ => Self::default(),
        }
    }
}

/// A reference to the schema `name` at `place`.
pub(super) fn reference(place: &str, name: &str) -> Value {
    json!({ "$ref": format!("{place}{name}") })
}

/// The name behind `place` in a reference, which is a JSON pointer in a URI fragment.
pub(super) fn reference_name(schema: &Value, place: &str) -> Option<String> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix(place)?;
    let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

/// A schema without null, and true if it had one: `Option<T>` is a `T` that may be left out.
pub(crate) fn without_null(schema: Value) -> (Value, bool) {
    let Value::Object(mut object) = schema else { return (schema, false) };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        let before = types.len();
        types.retain(|name| name != "null");
        let had = types.len() < before;
        if let [only] = &types[..] {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
        if let Some(Value::Array(values)) = object.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
        return (Value::Object(object), had);
    }
    if object.get("type").is_some_and(|name| name == "null") {
        return (Value::Object(object), true);
    }
    for word in ["anyOf", "oneOf"] {
        let Some(Value::Array(choices)) = object.get_mut(word) else { continue };
        let before = choices.len();
        choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
        if choices.len() == before {
            continue;
        }
        if let [only] = &mut choices[..] {
            let only = Object::from(only.take()).0;
            object.remove(word);
            object.extend(only);
        }
        return (Value::Object(object), true);
    }
    (Value::Object(object), false)
}

/// A member of an object.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) schema: Value,
    pub(crate) required: bool,
}

/// The members of an object, in the order of their names. None of a schema that does not name them all.
pub(crate) fn members(types: &Types, schema: &Value) -> Option<Vec<Member>> {
    let schema = types.resolved(schema);
    let open = ["anyOf", "oneOf", "allOf", "not", "if", "patternProperties"];
    let is_map = schema.get("additionalProperties").is_some_and(|more| *more != Value::Bool(false));
    if is_map || open.iter().any(|word| schema.get(word).is_some()) {
        return None;
    }
    let properties = schema.get("properties")?.as_object()?;
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|it| it == name));
    let mut members: Vec<Member> = properties
        .iter()
        .map(|(name, schema)| {
            let (schema, optional) = without_unsent_null(schema.clone());
            let required = is_required(name) && !optional;
            Member { name: name.clone(), schema, required }
        })
        .collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    Some(members)
}

/// A value with a schema. The parameter `K` has no effect: all traits of parameters have one here, so that
/// generated code need not know which of them need it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described, which `openapi` asks for",
    label = "does not implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on it, or take `openapi` off the trait"
)]
pub trait Described<K>: JsonSchema {}

/// Marks types that have a schema.
#[derive(Debug)]
pub struct BySchema;

#[diagnostic::do_not_recommend]
impl<T: JsonSchema + ?Sized> Described<BySchema> for T {}

/// Stands in for a type that the caller chooses: its schema is true.
pub type Untyped = Value;

/// A flag, which has no value to describe.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be a flag", label = "not a truth value")]
pub trait DescribedFlag<K> {}

impl DescribedFlag<AsIs> for bool {}
impl DescribedFlag<AsIs> for Option<bool> {}

/// Marks types that are described as they are.
#[derive(Debug)]
pub struct AsIs;

/// A body of bytes. A description says of it only whether it may be absent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described as a body of bytes",
    label = "neither bytes nor an `api_core::Body`"
)]
pub trait DescribedBytes<K> {
    /// True if there may be no body.
    const OPTIONAL: bool = false;
}

impl DescribedBytes<AsIs> for Untyped {}
impl DescribedBytes<AsIs> for Body {}
impl DescribedBytes<AsIs> for Vec<u8> {}
impl DescribedBytes<AsIs> for bytes::Bytes {}
impl DescribedBytes<AsIs> for crate::Bytes {}
impl DescribedBytes<AsIs> for [u8] {}
impl<const N: usize> DescribedBytes<AsIs> for [u8; N] {}
impl<T: DescribedBytes<K> + ?Sized, K> DescribedBytes<K> for &T {
    const OPTIONAL: bool = T::OPTIONAL;
}
impl<T: DescribedBytes<K>, K> DescribedBytes<K> for Option<T> {
    const OPTIONAL: bool = true;
}

/// A part of a multipart body. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described, which `openapi` asks for",
    label = "does not implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on it, or take `openapi` off the trait"
)]
pub trait DescribedPart<K> {
    /// The schema of the part, or of the list of parts.
    fn part(types: &mut Types) -> Value;
}

/// Marks parts with a file name and a content type of their own.
#[derive(Debug)]
pub struct Whole;

#[diagnostic::do_not_recommend]
impl DescribedPart<Whole> for Part {
    fn part(_: &mut Types) -> Value {
        json!({ "type": "string", "format": "binary" })
    }
}

#[diagnostic::do_not_recommend]
impl DescribedPart<Whole> for Option<Part> {
    fn part(_: &mut Types) -> Value {
        json!({ "type": ["string", "null"], "format": "binary" })
    }
}

#[diagnostic::do_not_recommend]
impl DescribedPart<Whole> for Vec<Part> {
    fn part(types: &mut Types) -> Value {
        // A list without elements has no part.
        json!({ "type": ["array", "null"], "items": Part::part(types) })
    }
}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema> DescribedPart<BySchema> for T {
    fn part(types: &mut Types) -> Value {
        types.sent::<T>()
    }
}

/// A body of JSON lines. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described, which `openapi` asks for",
    label = "neither a list nor a stream of values that implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on its elements, or take `openapi` off the trait"
)]
pub trait DescribedLines<K> {
    /// The schema of one line.
    fn line(types: &mut Types) -> Value;
}

/// Marks streams.
#[derive(Debug)]
pub struct OfStream;

#[diagnostic::do_not_recommend]
impl<T: JsonSchema> DescribedLines<BySchema> for T {
    fn line(types: &mut Types) -> Value {
        let list = types.sent::<T>();
        let (list, _) = without_null(list);
        types.resolved(&list).get("items").cloned().unwrap_or(Value::Bool(true))
    }
}

#[diagnostic::do_not_recommend]
impl<S: Stream<Item: JsonSchema>> DescribedLines<OfStream> for S {
    fn line(types: &mut Types) -> Value {
        types.sent::<S::Item>()
    }
}

macro_rules! null_is_sent {
    ($($type:ident: $mark:expr;)*) => {$(
        impl<T: JsonSchema> JsonSchema for $type<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                Option::<T>::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                Option::<T>::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let mut schema = Option::<T>::json_schema(generator);
                schema.insert($mark.to_owned(), Value::Bool(true));
                schema
            }
        }
    )*};
}

null_is_sent! {
    Nullable: NULLABLE;
    Patch: PATCH;
}
