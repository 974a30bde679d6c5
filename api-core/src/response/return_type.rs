//! The types that an endpoint may return.

use crate::Error;

/// A type that an endpoint may return: a `Result` whose error can be made from [`Error`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what an endpoint returns",
    label = "not a `Result` whose error type can be made from `api_core::Error`",
    note = "write `api_core::Result<T>`, or `Result<T, E>` with `impl From<api_core::Error> for E`"
)]
pub trait ReturnType: 'static {
    /// The type inside `Ok`.
    type Value;
    /// The type inside `Err`.
    type Error: From<Error>;

    /// Converts the result of a call.
    fn from_result(result: Result<Self::Value, Error>) -> Self;

    /// The `Result` that this type is.
    fn into_result(self) -> Result<Self::Value, Self::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: 'static, E: From<Error> + 'static> ReturnType for Result<T, E> {
    type Value = T;
    type Error = E;

    fn from_result(result: Result<T, Error>) -> Self {
        result.map_err(E::from)
    }

    fn into_result(self) -> Result<T, E> {
        self
    }
}
