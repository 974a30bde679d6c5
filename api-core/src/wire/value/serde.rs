//! Values that serde writes and reads.

use serde::Serialize;

/// A value for the query: anything that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a query value",
    label = "does not implement `serde::Serialize`",
    note = "derive `serde::Serialize` on it, or pass a `&str`, a number, a `bool`, or an `Option` \
            or a list of these; mark an `api_core::Context` with `#[context]`"
)]
pub trait QueryValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> QueryValue for T {}

/// A list for a path placeholder: its elements are scalars that implement `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a list in a path",
    label = "does not implement `serde::Serialize`",
    note = "pass a slice, an array or a `Vec` of `&str`s or numbers"
)]
pub trait PathListValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> PathListValue for T {}

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
    note = "derive `serde::Serialize` on it; mark an `api_core::Body` with `#[body(stream)]`, bytes with \
            `#[body(bytes)]`, a file with `#[part]`, and an `api_core::Context` with `#[context]`"
)]
pub trait FieldValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> FieldValue for T {}

/// A value that is sent as a JSON text: anything that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a JSON text",
    label = "does not implement `serde::Serialize`",
    note = "derive `serde::Serialize` on it, or leave `json` out"
)]
pub trait JsonTextValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> JsonTextValue for T {}

/// A whole body: anything that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body",
    label = "does not implement `serde::Serialize`",
    note = "derive `serde::Serialize` on it; mark an `api_core::Body` with `#[body(stream)]`, and bytes \
            with `#[body(bytes)]`"
)]
pub trait BodyValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> BodyValue for T {}

/// A body of text: a scalar that implements `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body of text",
    label = "does not implement `serde::Serialize`",
    note = "pass a `&str`, a number, a `bool`, or an `Option` of one"
)]
pub trait TextValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> TextValue for T {}

#[cfg(feature = "server")]
pub(crate) use self::received::*;

#[cfg(feature = "server")]
mod received {
    use serde::de::DeserializeOwned;

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
}
