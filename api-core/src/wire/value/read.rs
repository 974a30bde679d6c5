//! What can be received, a trait a place, each worded for the person who gets the compiler's
//! message: the other side of what can be sent.

use std::borrow::Cow;
use std::str::FromStr;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::wire::invalid::InvalidValue;
use crate::wire::scalar::read as text;
use crate::{Body, Part};

/// A value that is read by serde.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can be sent, but not received",
    label = "does not implement `serde::Deserialize` without borrowing",
    note = "a server reads what a client writes: derive `serde::Deserialize` on it, or take `server` \
            off the trait"
)]
pub trait Received: DeserializeOwned + Send {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Send> Received for T {}

/// A path value. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can be sent in a path, but not received",
    label = "does not implement `std::str::FromStr`",
    note = "what `Display` writes, `FromStr` reads: implement it, or take `server` off the trait"
)]
pub trait ReceivedPath<K>: Sized + Send {
    /// Reads the value from its text.
    fn read(text: &str) -> Option<Self>;
}

/// Marks values that are parsed.
#[derive(Debug)]
pub struct Parsed;
/// Marks texts.
#[derive(Debug)]
pub struct AsIs;

#[diagnostic::do_not_recommend]
impl<T: FromStr + Send> ReceivedPath<Parsed> for T {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

#[diagnostic::do_not_recommend]
impl ReceivedPath<AsIs> for Cow<'static, str> {
    fn read(text: &str) -> Option<Self> {
        Some(Cow::Owned(text.to_owned()))
    }
}

/// A flag: there or not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be received as a flag",
    label = "not a truth value",
    note = "take a `bool` or an `Option<bool>`"
)]
pub trait ReceivedFlag: Sized + Send {
    /// Makes it of whether the name is there.
    fn read(is_set: bool) -> Self;
}

impl ReceivedFlag for bool {
    fn read(is_set: bool) -> Self {
        is_set
    }
}

impl ReceivedFlag for Option<bool> {
    fn read(is_set: bool) -> Self {
        is_set.then_some(true)
    }
}

/// A body of bytes or a stream of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be received as a body of bytes",
    label = "neither bytes nor an `api_core::Body`",
    note = "take a `&[u8]`, a `Vec<u8>`, `api_core::Bytes`, an `api_core::Body`, or an `Option` of one"
)]
pub trait ReceivedBytes: Sized + Send {
    /// Makes it of a body, if there is one.
    fn read(body: Option<Body>) -> Result<Self, InvalidValue>;
}

/// The bytes of a body that was read to its end; empty if there is none.
fn at_hand(body: Option<&Body>) -> &[u8] {
    body.and_then(Body::as_bytes).unwrap_or_default()
}

impl ReceivedBytes for Body {
    fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
        Ok(body.unwrap_or_default())
    }
}

impl ReceivedBytes for Vec<u8> {
    fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
        Ok(at_hand(body.as_ref()).to_vec())
    }
}

impl ReceivedBytes for Bytes {
    fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
        Ok(Self::copy_from_slice(at_hand(body.as_ref())))
    }
}

impl ReceivedBytes for crate::Bytes {
    fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
        Bytes::read(body).map(Self)
    }
}

impl<const N: usize> ReceivedBytes for [u8; N] {
    fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
        let bytes = at_hand(body.as_ref());
        bytes.try_into().map_err(|_| InvalidValue::new(format!("expected {N} bytes")))
    }
}

impl<T: ReceivedBytes> ReceivedBytes for Option<T> {
    fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
        body.map(|body| T::read(Some(body))).transpose()
    }
}

/// A part of a multipart body. The parameter `K` keeps the implementations apart; inference finds
/// it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be received as a part",
    label = "neither an `api_core::Part` nor a scalar that implements `serde::Deserialize`",
    note = "take an `api_core::Part`, a `&str`, a number, or an `Option` or a `Vec` of these"
)]
pub trait ReceivedPart<K>: Sized + Send {
    /// Makes it of the parts of its name.
    fn read(parts: Vec<Part>) -> Result<Self, InvalidValue>;
}

/// Marks values that are parts.
#[derive(Debug)]
pub struct Whole;
/// Marks values that are read from text.
#[derive(Debug)]
pub struct AsText;

fn single(parts: Vec<Part>) -> Result<Option<Part>, InvalidValue> {
    let mut parts = parts.into_iter();
    match (parts.next(), parts.next()) {
        (part, None) => Ok(part),
        _ => Err(InvalidValue::malformed("it stands there more than once")),
    }
}

#[diagnostic::do_not_recommend]
impl ReceivedPart<Whole> for Part {
    fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
        single(parts)?.ok_or_else(InvalidValue::missing)
    }
}

#[diagnostic::do_not_recommend]
impl ReceivedPart<Whole> for Option<Part> {
    fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
        single(parts)
    }
}

#[diagnostic::do_not_recommend]
impl ReceivedPart<Whole> for Vec<Part> {
    fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
        Ok(parts)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Send> ReceivedPart<AsText> for T {
    fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
        let texts = parts.iter().map(|part| {
            let bytes = part.as_bytes().unwrap_or_default();
            std::str::from_utf8(bytes).map_err(|_| InvalidValue::malformed("expected UTF-8 text"))
        });
        text::read_list(texts.collect::<Result<_, _>>()?)
    }
}
