//! A response as an enum with a variant for each status: what `#[derive(ByStatus)]` calls.

use serde::Serialize;
use serde_json::value::RawValue;

use super::failure::status_failure;
use super::{FromResponse, RawResponse};
use crate::endpoint::Accept;
use crate::envelope::EnvelopeSpec;
use crate::error::by_status::SentBody;
use crate::wire::json::write as json;
use crate::{Endpoint, Error, Result};

/// JSON text that is written already.
pub type Json = Box<RawValue>;

/// An enum with a variant for each status that it names. Derived.
pub trait ReadByStatus: Sized {
    /// The statuses that it names.
    const STATUSES: &'static [u16];

    /// Reads the response as the variant of its status.
    ///
    /// # Errors
    ///
    /// Those of the variant's type, or the failure that the status means if no variant has it.
    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self>;

    /// The status and the body that a server sends.
    fn send(self) -> (u16, Option<Result<Json>>);
}

/// Marks types that choose a variant by the status.
#[derive(Debug)]
pub struct Chosen;

#[diagnostic::do_not_recommend]
impl<T: ReadByStatus> FromResponse<Chosen> for T {
    const ACCEPT: Accept = Accept::Json;
    const STATUSES: &'static [u16] = T::STATUSES;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self> {
        T::read(endpoint, spec, response)
    }
}

/// Reads the body of a variant.
///
/// # Errors
///
/// If it is not a `T`.
pub fn read_variant<T: FromResponse<K>, K>(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &mut RawResponse,
) -> Result<T> {
    T::read(endpoint, spec, response)
}

/// The error of a status that no variant has.
pub fn no_variant(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &RawResponse,
) -> Error {
    status_failure(endpoint, spec, response)
}

impl<T: Serialize> SentBody<T> {
    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn into_json(self) -> Result<Box<RawValue>> {
        let json = json::text(&self.0);
        let json = json.map_err(|why| why.into_build_error("the body of this response"))?;
        RawValue::from_string(json.unwrap_or_else(|| "null".to_owned()))
            .map_err(|_| Error::build("the body of this response cannot be written as JSON"))
    }
}

/// The way for a body that cannot be written: see [`UnsentBody`](crate::error::by_status::UnsentBody).
pub trait UnsentJson {
    /// An error that names the reason.
    ///
    /// # Errors
    ///
    /// Always.
    fn into_json(self) -> Result<Box<RawValue>>;
}

impl<T> UnsentJson for SentBody<T> {
    fn into_json(self) -> Result<Box<RawValue>> {
        let message = "the body of this response cannot be sent: it does not implement `Serialize`";
        Err(Error::build(message))
    }
}
