//! The return types of endpoints, in words of OpenAPI.

use http::HeaderMap;
use schemars::JsonSchema;
use serde_json::{Value, json};

use super::operation::Operation;
use super::types::Types;
use crate::response::{Decoded, Optional, Raw, ReturnType, Undecoded, WithHead};
use crate::streams::{Streamed, Transfer};
use crate::{Body, ByteStream, Bytes, EventStream, JsonLines, Response, Text};

/// The content of a response.
#[derive(Debug)]
pub enum Content {
    /// None, or any that is not read.
    Nothing,
    /// JSON with this schema, in the envelope of the endpoint.
    Json(Value),
    /// Text.
    Text,
    /// Bytes of any type.
    Bytes,
    /// Events, whose data have this schema.
    Events(Value),
    /// JSON lines with this schema.
    Lines(Value),
    /// One of these, by the status.
    ByStatus(Vec<Variant>),
    /// A response that is handed over as it is, whatever its status.
    Any,
}

/// The content of a response with one of these statuses.
#[derive(Debug)]
pub struct Variant {
    pub(super) statuses: &'static [u16],
    pub(super) docs: &'static str,
    pub(super) content: Content,
}

/// A return type with a description. The parameter `K` keeps the implementations apart; inference finds
/// it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described, which `openapi` asks for",
    label = "does not implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on it, or take `openapi` off the trait"
)]
pub trait DescribedResponse<K> {
    /// The content of the response.
    fn content(types: &mut Types) -> Content;
}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema> DescribedResponse<Decoded> for T {
    fn content(types: &mut Types) -> Content {
        let schema = types.received::<T>();
        match schema.get("type") {
            Some(name) if name == "null" => Content::Nothing,
            _ => Content::Json(schema),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: DescribedResponse<K>, K> DescribedResponse<WithHead<K>> for Response<T> {
    fn content(types: &mut Types) -> Content {
        T::content(types)
    }
}

macro_rules! as_sent {
    ($($type:ty: $content:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl DescribedResponse<Raw> for $type {
            fn content(_: &mut Types) -> Content {
                Content::$content
            }
        }
    )*};
}

as_sent! {
    Bytes: Bytes;
    Body: Bytes;
    Text: Text;
    HeaderMap: Nothing;
    http::Response<Body>: Any;
}

#[diagnostic::do_not_recommend]
impl DescribedResponse<Transfer> for ByteStream {
    fn content(_: &mut Types) -> Content {
        Content::Bytes
    }
}

#[diagnostic::do_not_recommend]
impl<T: DescribedItem<K>, K> DescribedResponse<Streamed<K>> for EventStream<T> {
    fn content(types: &mut Types) -> Content {
        Content::Events(T::data(types))
    }
}

#[diagnostic::do_not_recommend]
impl<T: DescribedItem<K>, K> DescribedResponse<Streamed<K>> for JsonLines<T> {
    fn content(types: &mut Types) -> Content {
        Content::Lines(T::item(types))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Undecoded<K> + DescribedResponse<K>, K> DescribedResponse<Optional<K>> for Option<T> {
    fn content(types: &mut Types) -> Content {
        T::content(types)
    }
}

/// An item of a stream. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described, which `openapi` asks for",
    label = "does not implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on it, or take `openapi` off the trait"
)]
pub trait DescribedItem<K> {
    /// The schema of an item.
    fn item(types: &mut Types) -> Value;

    /// The schema of an item as the data of an event, which are text.
    fn data(types: &mut Types) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema> DescribedItem<Decoded> for T {
    fn item(types: &mut Types) -> Value {
        types.received::<T>()
    }

    fn data(types: &mut Types) -> Value {
        json!({
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": Self::item(types),
        })
    }
}

macro_rules! items_as_sent {
    ($($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl DescribedItem<Raw> for $type {
            fn item(_: &mut Types) -> Value {
                Value::Bool(true)
            }

            fn data(_: &mut Types) -> Value {
                json!({ "type": "string" })
            }
        }
    )*};
}

items_as_sent!(Bytes Text);

/// An enum with a variant for each status, and what the variants hold. Derived.
pub trait DescribedByStatus {
    /// The types of the variants' bodies, one in the other: `(Vec<Week>, (NoBody, ()))`.
    type Bodies;
    /// The statuses and the docs of the variants.
    const VARIANTS: &'static [(&'static [u16], &'static str)];
}

/// The types of the bodies of variants. The parameter `K` has one marker for each.
#[diagnostic::on_unimplemented(
    message = "a variant for a status cannot be described, which `openapi` asks for",
    label = "the body of one of its variants does not implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on it, or take `openapi` off the trait"
)]
pub trait VariantList<K> {
    /// The content of each.
    fn contents(types: &mut Types) -> Vec<Content>;
}

impl VariantList<()> for () {
    fn contents(_: &mut Types) -> Vec<Content> {
        Vec::new()
    }
}

#[diagnostic::do_not_recommend]
impl<T: DescribedResponse<K>, K, U: VariantList<L>, L> VariantList<(K, L)> for (T, U) {
    fn contents(types: &mut Types) -> Vec<Content> {
        let first = T::content(types);
        std::iter::once(first).chain(U::contents(types)).collect()
    }
}

/// Marks enums by status, with the markers of their bodies.
#[derive(Debug)]
pub struct ByStatus<K>(std::marker::PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<T: DescribedByStatus<Bodies: VariantList<K>>, K> DescribedResponse<ByStatus<K>> for T {
    fn content(types: &mut Types) -> Content {
        let contents = T::Bodies::contents(types);
        let variants = T::VARIANTS.iter().zip(contents);
        let variant = |(&(statuses, docs), content)| Variant { statuses, docs, content };
        Content::ByStatus(variants.map(variant).collect())
    }
}

/// Gives the function that describes the response of an endpoint. It is a function of no arguments so
/// that the compiler reports a missing bound at the declared type alone.
#[must_use]
pub fn responses<R: ReturnType, K>() -> fn(&mut Operation<'_>)
where
    R::Value: DescribedResponse<K>,
{
    |operation| {
        let content = R::Value::content(operation.types());
        operation.success(content);
    }
}
