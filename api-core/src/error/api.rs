//! What an API says of a failure, in its envelope.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Code, headers};
use crate::envelope::{self, EnvelopeError, EnvelopeSpec};
use crate::response::RawResponse;
use crate::shown::Shown;
use crate::{Endpoint, Error, Result};

/// A failure that the API itself told of: the envelope's code and message.
///
/// Received by a client, or made by who implements an API:
///
/// ```
/// use api_core::{ApiError, ErrorKind};
///
/// fn refuse() -> api_core::Result<()> {
///     Err(ApiError::new(40103, "token expired").into())
/// }
///
/// let error = refuse().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Api);
/// assert_eq!(error.to_string(), "the API answered with code 40103: token expired");
/// ```
#[derive(Clone)]
pub struct ApiError {
    code: Code,
    message: String,
    status: StatusCode,
    headers: HeaderMap,
    endpoint: Option<&'static Endpoint>,
    retry_after: Option<Duration>,
    spec: Option<&'static EnvelopeSpec>,
    raw: Bytes,
}

impl ApiError {
    /// A failure to answer a call with. Its HTTP status is the code if that is one of a failure
    /// (400 to 599), and else 200: most APIs with codes of their own send them so.
    #[must_use]
    pub fn new(code: impl Into<Code>, message: impl Into<String>) -> Self {
        let code = code.into();
        let status = match code {
            Code::Int(code @ 400..=599) => u16::try_from(code).ok(),
            _ => None,
        };
        Self {
            code,
            message: message.into(),
            status: status.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or_default(),
            headers: HeaderMap::new(),
            endpoint: None,
            retry_after: None,
            spec: None,
            raw: Bytes::new(),
        }
    }

    /// The same with another HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same with the time after which a call may be made again.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// The same with data about the failure, such as what is wrong with which field.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if it cannot be written as JSON.
    pub fn with_payload<P: Serialize + ?Sized>(mut self, payload: &P) -> Result<Self> {
        let json = serde_json::to_vec(payload)
            .map_err(|_| Error::build("the payload of an error cannot be written as JSON"))?;
        self.raw = json.into();
        // It is the payload, with no envelope around it.
        self.spec = None;
        Ok(self)
    }

    /// What an envelope said, and the answer that it came in.
    pub(crate) fn received(
        refusal: EnvelopeError,
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &RawResponse,
    ) -> Self {
        let EnvelopeError { code, message, retry_after } = refusal;
        Self {
            code,
            message,
            status: response.status,
            headers: response.headers.clone(),
            endpoint: Some(endpoint),
            retry_after,
            spec,
            raw: response.read_body().clone(),
        }
    }

    /// The API's own code for what happened. An open set: match on it, and expect others.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The API's message, as it was sent; empty if it was missing. `Display` shows at most 256
    /// characters of it, with control characters escaped.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status that came with it.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The endpoint that answered so; none if the error was made by hand.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.endpoint
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers that tell of rate limits: `RateLimit-…`, `X-RateLimit-…`, `X-Rate-Limit-…` and
    /// `Retry-After`, as they were received.
    pub fn rate_limit(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        headers::rate_limit(&self.headers)
    }

    /// The id that the server gave the request, in `X-Request-Id` or one of its many relatives.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.headers)
    }

    /// How long the envelope asks to wait before another call, or
    /// [`with_retry_after`](Self::with_retry_after) did. [`Error::retry_after`] knows of the header
    /// as well.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The payload that came with the failure, such as what is wrong with which field. `None` if
    /// there is none, or null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is there and no `P`.
    pub fn payload<P: DeserializeOwned>(&self) -> Result<Option<P>> {
        envelope::payload_of(self.spec, &self.raw)
    }

    /// A member of the envelope by its name, or by a path of names and indices, as in
    /// `errors.0.source`. `None` if it is not there, or null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is there and no `M`.
    pub fn member<M: DeserializeOwned>(&self, path: &str) -> Result<Option<M>> {
        envelope::member(&self.raw, path)
    }

    /// The whole answer, as it was received; of an error made by hand, its payload.
    #[must_use]
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            // An API without codes.
            Code::Text(empty) if empty.is_empty() => f.write_str("the API refused")?,
            code => write!(f, "the API answered with code {code}")?,
        }
        if !self.message.is_empty() {
            write!(f, ": {}", Shown::new(&self.message))?;
        }
        if !self.status.is_success() {
            write!(f, " (HTTP {})", self.status.as_u16())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("code", &self.code)
            .field("message", &Shown::new(&self.message))
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}
