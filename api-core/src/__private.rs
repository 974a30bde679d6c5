//! All that generated code may name besides the public types. No promise is made for any of it.

pub use crate::envelope::{EnvelopeSpec, NoEnvelope, Success};
pub use crate::request::{
    BodyValue, BytesValue, FieldValue, FlagValue, HeaderParam, List, Nested, PartValue, PathValue,
    QueryValue, RequestParts, Style, TextValue,
};
pub use crate::response::{Decode, HeadReply, Output, RawResponse, Reply, decode, decode_head};

pub use crate::error::CodeValue;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{Call, Endpoint, Envelope, Error};

/// What a call does after the last byte of an answer with status 200: for benches and fuzzing, which
/// look at this alone.
///
/// # Errors
///
/// Those of a call whose answer this is.
pub fn open<E: Envelope, T: DeserializeOwned>(
    endpoint: &'static Endpoint,
    body: Bytes,
) -> Result<T, Error> {
    T::read(endpoint, E::SPEC, &mut RawResponse::ok(body))
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
