//! All that generated code may name besides the public types. No promise is made for any of it.

pub use crate::envelope::{EnvelopeSpec, NoEnvelope, Success};
pub use crate::request::RequestParts;
pub use crate::response::{
    Decode, FromHeadResponse, FromResponse, RawResponse, ReturnType, decode, decode_head,
};

pub use crate::error::CodeValue;

pub use crate::context::ContextValue;

pub use crate::wire::style::{List, Nested, Style};
pub use crate::wire::value::write::{
    BodyValue, BytesValue, FieldValue, FlagValue, HeaderParam, PartValue, PathValue, QueryValue,
    TextValue,
};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{Call, Endpoint, Envelope, Error};

/// An answer with status 200 and this body, for [`open`].
#[must_use]
pub fn answer(body: Bytes) -> RawResponse {
    RawResponse::ok(body)
}

/// What a call does after the last byte of an answer: for benches and fuzzing, which look at this
/// alone.
///
/// # Errors
///
/// Those of a call whose answer this is.
pub fn open<E: Envelope, T: DeserializeOwned>(
    endpoint: &'static Endpoint,
    answer: &mut RawResponse,
) -> Result<T, Error> {
    T::read(endpoint, E::SPEC, answer)
}

/// Ends the filling of a request.
pub fn call<R>(request: RequestParts, decode: Decode<R>) -> Call<R> {
    Call::new(request, decode)
}

/// Named, under the span of a `#[sensitive]`, where a value that must not be shown is sent in the
/// URL; the compiler then shows this note there.
#[deprecated(
    note = "servers and proxies log URLs: send a sensitive value in a header or the body, or write \
            `#[sensitive(in_url)]` to accept this"
)]
pub const fn sensitive_in_url() {}

/// What the client `C` of another trait can be made of.
pub trait Extends<C> {
    /// The client.
    fn base(&self) -> C;
}

/// Says that a parameter is the context of a call, which a client has no use for.
pub fn unsent<'a, C: ContextValue<'a>>(_: C) {}

/// The context as it is declared.
pub fn context<'a, C: ContextValue<'a>>(context: &'a crate::Context) -> C {
    C::of(context)
}

/// What a server of a trait is made of.
#[cfg(feature = "server")]
pub mod server {
    pub use axum::Router;

    pub use crate::server::Rejection;
    pub use crate::server::borrow::{OwnedForm, hold, lend};
    pub use crate::server::input::Input;
    pub use crate::server::routes::{Handler, Responder, Routes, respond, seal};
}

/// Around everything that only a server needs: what the macro emits depends on no feature, so that
/// what comes of it has to.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($items:tt)*) => { $($items)* };
}

/// See the other one.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($items:tt)*) => {
        ::core::compile_error! {
            "a server needs the feature `server` of `api-core`, which is off\n\n\
= note: write `api-core = { version = \"…\", features = [\"server\"] }` in Cargo.toml"
        }
    };
}

pub use crate::__server as server;

/// What a stub of a trait is made of.
#[cfg(feature = "stub")]
pub mod stub {
    pub use crate::stub::board::{Board, Stub};
    pub use crate::stub::{Rule, StubTransport};
}

/// The same as [`server`] for stubs.
#[cfg(feature = "stub")]
#[doc(hidden)]
#[macro_export]
macro_rules! __stub {
    ($($items:tt)*) => { $($items)* };
}

/// See the other one.
#[cfg(not(feature = "stub"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __stub {
    ($($items:tt)*) => {
        ::core::compile_error! {
            "a stub needs the feature `stub` of `api-core`, which is off\n\n\
= note: write `api-core = { version = \"…\", features = [\"stub\"] }` in Cargo.toml"
        }
    };
}

pub use crate::__stub as stub;

/// Reads a recorded answer as the declared type, for the test that comes with it.
///
/// What comes of it panics if it cannot be read so.
#[must_use]
#[expect(clippy::panic, reason = "that is how tests are told")]
pub fn example<E: Envelope, R: ReturnType, K>() -> fn(&'static Endpoint, &'static str)
where
    R::Value: FromResponse<K>,
{
    |endpoint, text| {
        let mut response = RawResponse::ok(Bytes::from_static(text.as_bytes()));
        response.status = endpoint.success_status();
        if let Err(error) = R::Value::read(endpoint, E::SPEC, &mut response) {
            panic!("the example is not what is declared: {error}");
        }
    }
}
