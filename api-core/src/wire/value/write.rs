//! What may be passed as a parameter: one trait a location, each worded for the person who gets
//! the compiler's message.
//!
//! They add nothing to `Display` and `Serialize`. They exist so that the message speaks of the
//! parameter and says what to write, at the type in the user's trait.

use std::fmt::Display;

use serde::Serialize;

use crate::wire::scalar::write::{self as scalar, Rules};
use crate::{Body, Part};

/// A value for a path placeholder: anything that implements `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a path value",
    label = "does not implement `Display`",
    note = "a path value must always be there and be one text: use `&str`, a number or a type \
            with `Display`; an optional part of a path is a second endpoint"
)]
pub trait PathValue: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> PathValue for T {}

/// A value for the query: anything that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a query value",
    label = "does not implement `serde::Serialize`",
    note = "derive `serde::Serialize` on it, or pass a `&str`, a number, a `bool`, or an `Option` \
            or a list of these"
)]
pub trait QueryValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> QueryValue for T {}

/// A value for a header: a scalar that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a header value",
    label = "does not implement `serde::Serialize`",
    note = "pass a `&str`, a number, a `bool`, or an `Option` of one"
)]
pub trait HeaderParam: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> HeaderParam for T {}

/// A value for a field of the body: anything that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of the body",
    label = "does not implement `serde::Serialize`",
    note = "derive `serde::Serialize` on it"
)]
pub trait FieldValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> FieldValue for T {}

/// A whole body: anything that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body",
    label = "does not implement `serde::Serialize`",
    note = "derive `serde::Serialize` on it"
)]
pub trait BodyValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> BodyValue for T {}

/// A flag: there or not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a flag",
    label = "not a truth value",
    note = "pass a `bool` or an `Option<bool>`, or leave `flag` out to send a value"
)]
pub trait FlagValue {
    /// Whether the name is sent.
    fn is_set(&self) -> bool;
}

impl FlagValue for bool {
    fn is_set(&self) -> bool {
        *self
    }
}

impl FlagValue for Option<bool> {
    fn is_set(&self) -> bool {
        *self == Some(true)
    }
}

/// A body of text: a scalar that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body of text",
    label = "does not implement `serde::Serialize`",
    note = "pass a `&str`, a number, a `bool`, or an `Option` of one"
)]
pub trait TextValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> TextValue for T {}

/// A body of bytes or a stream of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body of bytes",
    label = "neither bytes nor an `api_core::Body`",
    note = "pass a `&[u8]`, a `Vec<u8>`, `api_core::Bytes`, an `api_core::Body`, or an `Option` \
            of one"
)]
pub trait BytesValue {
    /// The body; none for `None`.
    fn into_body(self) -> Option<Body>;
}

macro_rules! bytes_value {
    ($($type:ty: |$value:ident| $body:expr;)*) => {$(
        impl BytesValue for $type {
            fn into_body(self) -> Option<Body> {
                let $value = self;
                Some($body)
            }
        }
    )*};
}

bytes_value! {
    Body: |body| body;
    Vec<u8>: |bytes| Body::from(bytes);
    bytes::Bytes: |bytes| Body::from(bytes);
    crate::Bytes: |bytes| Body::from(bytes.into_inner());
    // Borrowed bytes are copied: a call outlives the statement that fills it.
    &[u8]: |bytes| Body::from(bytes.to_vec());
    &Vec<u8>: |bytes| Body::from(bytes.clone());
}

impl<const N: usize> BytesValue for [u8; N] {
    fn into_body(self) -> Option<Body> {
        Some(Body::from(self.to_vec()))
    }
}

impl<const N: usize> BytesValue for &[u8; N] {
    fn into_body(self) -> Option<Body> {
        Some(Body::from(self.to_vec()))
    }
}

impl<T: BytesValue> BytesValue for Option<T> {
    fn into_body(self) -> Option<Body> {
        self.and_then(T::into_body)
    }
}

/// A part of a multipart body. The parameter `K` keeps the implementations apart; inference finds
/// it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a part of a multipart body",
    label = "neither an `api_core::Part` nor a scalar",
    note = "pass an `api_core::Part`, a `&str`, a number, or an `Option` or a `Vec` of these"
)]
pub trait PartValue<K> {
    /// Adds the part, or the parts; fails with the end of a sentence that says why not.
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), &'static str>;
}

/// The parts so far, with their names.
type Parts = Vec<(&'static str, Part)>;

/// Marks values that are parts.
#[derive(Debug)]
pub struct Whole;
/// Marks values that are sent as text.
#[derive(Debug)]
pub struct AsText;

#[diagnostic::do_not_recommend]
impl PartValue<Whole> for Part {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), &'static str> {
        self.check()?;
        parts.push((name, self));
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl PartValue<Whole> for Option<Part> {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), &'static str> {
        self.map_or(Ok(()), |part| part.add(name, parts))
    }
}

#[diagnostic::do_not_recommend]
impl PartValue<Whole> for Vec<Part> {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), &'static str> {
        self.into_iter().try_for_each(|part| part.add(name, parts))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> PartValue<AsText> for T {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), &'static str> {
        let mut put = |shown: &dyn Display| parts.push((name, Part::text(shown.to_string())));
        scalar::write(&self, &mut put, Rules { lists: true, digits: false }).map_err(|why| why.0)
    }
}
