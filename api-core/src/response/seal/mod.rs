//! Puts payloads and errors into an envelope, for servers and stubs: the reverse of opening one.
//!
//! An envelope may have no way to express something: an API without codes cannot send the code of an
//! error. So a sealed response is opened again before it is handed over, unless its shape rules that
//! out. Then the server gets the error, and not a client far away.

// | file | job |
// | --- | --- |
// | `mod` | [`Seal`]: which way a response is written, and that it is opened as it was meant |
// | `in_order` | the plain envelopes of a code, a message and a payload, written in one go |
// | `members` | any other envelope, member by member |

mod in_order;
mod members;
#[cfg(test)]
mod tests;

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use self::in_order::{Front, PlainFailure};
use self::members::{beside, failure, is_same, own_members, put};
use crate::envelope::{Envelope, EnvelopeSpec, Opened, Success, open};
use crate::wire::json::write as json_text;
use crate::wire::media_type::JSON;
use crate::{ApiError, Error, Result};

/// Writes responses as the API with this envelope does.
///
/// ```
/// use api_core::{ApiError, Envelope, Seal};
///
/// #[derive(Envelope)]
/// struct Kook<T> {
///     #[envelope(success = 0)]
///     code: i64,
///     #[envelope(message)]
///     message: String,
///     #[envelope(payload)]
///     data: T,
/// }
///
/// let seal = Seal::new::<Kook<()>>();
/// let response = seal.success(&[1, 2])?;
/// assert_eq!(response.body(), r#"{"code":0,"message":"","data":[1,2]}"#);
///
/// let response = seal.error(&ApiError::new(40103, "token expired"))?;
/// assert_eq!(response.body(), r#"{"code":40103,"data":null,"message":"token expired"}"#);
/// # Ok::<(), api_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Seal {
    spec: Option<&'static EnvelopeSpec>,
    /// The text in front of a payload, if an envelope's own members can all be there.
    front: Option<Front>,
}

impl Seal {
    /// Seals in the envelope `E`, of any payload.
    #[must_use]
    pub fn new<E: Envelope>() -> Self {
        Self::with(E::SPEC)
    }

    pub(crate) fn with(spec: Option<&'static EnvelopeSpec>) -> Self {
        Self { spec, front: spec.and_then(Front::new) }
    }

    /// The response to a call that succeeded, with HTTP status 200.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the payload cannot be written as JSON, or
    /// if the envelope could not tell it from a failure: a list has no members to put beside the
    /// envelope's own, for instance.
    pub fn success<T: Serialize + ?Sized>(self, payload: &T) -> Result<Response<Bytes>> {
        Ok(response(StatusCode::OK, self.success_text(payload)?))
    }

    /// The body of the response to a call that succeeded.
    pub(crate) fn success_text<T: Serialize + ?Sized>(self, payload: &T) -> Result<Vec<u8>> {
        let Some(spec) = self.spec else { return text(payload) };
        let body = match (&self.front, spec.payload) {
            (Some(front), _) => {
                let mut body = Vec::with_capacity(json_text::RESPONSE_ROOM);
                body.extend_from_slice(front.as_bytes());
                append(payload, &mut body)?;
                body.push(b'}');
                body
            }
            (None, Some(member)) => {
                let mut body = Value::Object(Map::new());
                own_members(spec, &mut body);
                put(&mut body, member, value(payload)?);
                text(&body)?
            }
            (None, None) => beside(spec, text(payload)?)?,
        };
        let opens = || matches!(open::<IgnoredAny>(self.spec, &body, true), Ok(Opened::Payload(_)));
        let certain = self.front.is_some_and(|front| front.is_certain);
        if !certain && !opens() {
            return Err(Error::build("this payload cannot be told from a failure in its envelope"));
        }
        Ok(body)
    }

    /// The response to a call that failed, with the error's own HTTP status; with 400 if that status
    /// would mean success to the envelope. Without an envelope, the body is the error's payload.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the envelope could not tell the error from
    /// a success, or has no member for its code.
    pub fn error(self, error: &ApiError) -> Result<Response<Bytes>> {
        let by_status = self.spec.is_none_or(|spec| matches!(spec.success, Success::Status));
        let status = match error.status() {
            status if by_status && status.is_success() => StatusCode::BAD_REQUEST,
            status => status,
        };
        let Some(spec) = self.spec else {
            let payload = error.payload::<Box<RawValue>>()?;
            return Ok(response(status, payload.map(|json| json.get().into()).unwrap_or_default()));
        };
        if let Some(failure) = PlainFailure::new(spec, error)? {
            return Ok(response(status, text(&failure)?));
        }
        let mut body = failure(spec, error)?;
        // By their names, as they are anyway unless a crate of the build has switched serde_json's
        // feature `preserve_order` on.
        body.sort_all_objects();
        let body = text(&body)?;
        match open::<IgnoredAny>(self.spec, &body, false) {
            Ok(Opened::Failed(read)) if is_same(spec, &read.code, error.code()) => {
                Ok(response(status, body))
            }
            _ => {
                let code = error.code();
                Err(Error::build(format!("code {code} cannot be told as an error in its envelope")))
            }
        }
    }
}

fn response(status: StatusCode, body: Vec<u8>) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    if !response.body().is_empty() {
        let json = const { HeaderValue::from_static(JSON) };
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    response
}

/// A value as JSON, by the rules of what a client sends: a number that is not finite is an error, and
/// no null.
fn text<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    let mut text = Vec::with_capacity(json_text::RESPONSE_ROOM);
    append(value, &mut text)?;
    Ok(text)
}

/// Writes a value behind what is there, by the same rules.
fn append<T: Serialize + ?Sized>(value: &T, text: &mut Vec<u8>) -> Result<()> {
    json_text::write(value, text).map_err(|error| error.into_build_error("the payload"))
}

fn value<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
    serde_json::from_slice(&text(value)?)
        .map_err(|_| Error::build("the payload cannot be written as JSON"))
}
