//! What may be passed as a parameter: one trait a location, each worded for the person who gets
//! the compiler's message.
//!
//! They add nothing to `Display` and `Serialize`. They exist so that the message speaks of the
//! parameter and says what to write, at the type in the user's trait.

use std::fmt::Display;

use serde::Serialize;

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
