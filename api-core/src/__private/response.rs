//! Reading a response as the declared type, in an envelope or without one.

use bytes::Bytes;
use serde::de::DeserializeOwned;

pub use crate::envelope::{EnvelopeSpec, NoEnvelope, Success};
pub use crate::error::CodeValue;
pub use crate::response::by_status::{Json, ReadByStatus, UnsentJson, no_variant, read_variant};
pub use crate::response::{
    Decode, FromHeadResponse, FromItems, FromNoResponse, FromRedirect, FromResponse, RawResponse,
    ReturnType, decode, decode_head, decode_items, decode_none, decode_redirect,
};
use crate::{Endpoint, Envelope, Error};

/// Makes a response with status 200 and this body, for [`open`].
#[must_use]
pub fn response(body: Bytes) -> RawResponse {
    RawResponse::ok(body)
}

/// Decodes a response that has arrived. Benches and fuzzing look at this step alone.
///
/// # Errors
///
/// Those of a call that gets this response.
pub fn open<E: Envelope, T: DeserializeOwned>(
    endpoint: &'static Endpoint,
    response: &mut RawResponse,
) -> Result<T, Error> {
    T::read(endpoint, E::SPEC, response)
}

/// Reads a recorded response as the declared type, for the test that comes with it.
///
/// The function that it returns panics if the response does not fit the type.
#[must_use]
#[expect(clippy::panic, reason = "that is how tests fail")]
pub fn example<E: Envelope, R: ReturnType, K>() -> fn(&'static Endpoint, &'static str)
where
    R::Value: FromResponse<K>,
{
    |endpoint, text| {
        let body = Bytes::from_static(text.as_bytes());
        let mut response = RawResponse::recorded(endpoint, body, R::Value::BUFFERING);
        let value = R::Value::read(endpoint, E::SPEC, &mut response);
        if let Err(error) = value.and_then(FromResponse::read_rest) {
            panic!("the example does not fit the declared type: {error}");
        }
    }
}
