//! Types of the standard library that a trait has, told by the schemas that `schemars` gives them.

use indexmap::IndexMap;

use super::exact::bounds;
use crate::document::Value;
use crate::model::{Integer, Kind, Schema, TextFormat};

/// A type that only the description of a trait asks for: to anyone else, an address is a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standard {
    Address(Version),
    Char,
    NonZero(Integer),
    /// `()`, which is null.
    Nothing,
}

/// The version of an address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Version {
    Any,
    V4,
    V6,
}

impl Standard {
    /// The type whose schema this is.
    pub(super) fn of(schema: &Schema) -> Option<Self> {
        let Value::Object(whole) = schema.extensions.whole.as_ref()? else { return None };
        let limits = || schema.limits.iter().map(|(word, value)| (*word, value));
        let is = |name: &str, value: &Value| limits().any(|limit| limit == (name, value));
        let one = Value::Number(1.into());
        match (&schema.kind, schema.format.as_deref()) {
            (Kind::Any, None) if whole.get("type").and_then(Value::as_text) == Some("null") => {
                Some(Self::Nothing)
            }
            (Kind::Text(TextFormat::Plain), Some("ip")) => Some(Self::Address(Version::Any)),
            (Kind::Text(TextFormat::Plain), Some("ipv4")) => Some(Self::Address(Version::V4)),
            (Kind::Text(TextFormat::Plain), Some("ipv6")) => Some(Self::Address(Version::V6)),
            (Kind::Text(TextFormat::Plain), None)
                if limits().count() == 2 && is("minLength", &one) && is("maxLength", &one) =>
            {
                Some(Self::Char)
            }
            (Kind::Integer(width), Some(format)) => {
                let (own, least, most) = bounds(*width);
                let least = match least {
                    Some(zero) if zero.as_u64() == Some(0) => one,
                    Some(least) if whole.get("not") == Some(&not_zero()) => Value::Number(least),
                    _ => return None,
                };
                let is_it = format == own
                    && limits().count() == 2
                    && is("minimum", &least)
                    && most.is_some_and(|most| is("maximum", &Value::Number(most)));
                is_it.then_some(Self::NonZero(*width))
            }
            _ => None,
        }
    }

    pub(super) fn ty(self) -> String {
        let net = |name| format!("std::net::{name}");
        match self {
            Self::Address(Version::Any) => net("IpAddr"),
            Self::Address(Version::V4) => net("Ipv4Addr"),
            Self::Address(Version::V6) => net("Ipv6Addr"),
            Self::Char => "char".to_owned(),
            Self::Nothing => "()".to_owned(),
            Self::NonZero(width) => {
                format!("std::num::NonZero{}", width.rust().to_ascii_uppercase())
            }
        }
    }

    /// The schema that it has by itself.
    pub(super) fn schema(self) -> Value {
        let text = |word: &str| Value::Text(word.to_owned());
        let one = || Value::Number(1.into());
        let address = |format| vec![("type", text("string")), ("format", text(format))];
        let members = match self {
            Self::Address(Version::Any) => address("ip"),
            Self::Address(Version::V4) => address("ipv4"),
            Self::Address(Version::V6) => address("ipv6"),
            Self::Char => {
                vec![("type", text("string")), ("minLength", one()), ("maxLength", one())]
            }
            Self::Nothing => vec![("type", text("null"))],
            Self::NonZero(width) => {
                let (format, least, most) = bounds(width);
                let mut members = vec![("type", text("integer")), ("format", text(format))];
                match least {
                    Some(least) if least.as_u64() != Some(0) => {
                        members.push(("minimum", Value::Number(least)));
                        members.push(("not", not_zero()));
                    }
                    _ => members.push(("minimum", one())),
                }
                members.extend(most.map(|most| ("maximum", Value::Number(most))));
                members
            }
        };
        Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

/// The schema of all values but zero, which `schemars` has in those of signed integers.
fn not_zero() -> Value {
    Value::Object(IndexMap::from([("const".to_owned(), Value::Number(0.into()))]))
}
