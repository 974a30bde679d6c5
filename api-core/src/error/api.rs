//! A failure in the API's own words.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;

use super::headers;
use crate::envelope::{self, Code, DecodeError, EnvelopeError, EnvelopeSpec};
use crate::shown::Shown;
use crate::{Bytes, Endpoint, Error, ErrorKind, Result};

/// A failure in the API's own words: the code and the message of its envelope.
///
/// A client receives it; the implementation of an API makes one:
///
/// ```
/// use api_core::{ApiError, ErrorKind};
///
/// fn expired() -> api_core::Result<()> {
///     Err(ApiError::new(40103, "token expired").into())
/// }
///
/// let error = expired().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Api);
/// assert_eq!(error.to_string(), "the API responded with code 40103: token expired");
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
    body: Bytes,
}

impl ApiError {
    /// A failure for an implementation to return. Its HTTP status is the code if that is one of a
    /// failure (400 to 599), else 200: most APIs that have codes send them with 200.
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
            body: Bytes::default(),
        }
    }

    /// Sets the HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Sets the time to wait before another call.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// The failure with this JSON as its payload, and with no envelope around it.
    pub(crate) fn with_payload_text(self, json: Vec<u8>) -> Self {
        Self { body: json.into(), spec: None, ..self }
    }

    /// The failure that the envelope of a response tells of.
    pub(crate) fn received(
        failure: EnvelopeError,
        spec: Option<&'static EnvelopeSpec>,
        endpoint: &'static Endpoint,
        (status, headers, body): (StatusCode, HeaderMap, Bytes),
    ) -> Self {
        let EnvelopeError { code, message, retry_after } = failure;
        let endpoint = Some(endpoint);
        Self { code, message, status, headers, endpoint, retry_after, spec, body }
    }

    /// The API's own code for the failure. An API may add codes at any time: expect unknown ones.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The API's message, as it was sent; empty if there was none. `Display` shows at most 256
    /// characters of it, and escapes control characters.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The endpoint that was called. None if the error was made by hand.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.endpoint
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers about rate limits: `RateLimit-…`, `X-RateLimit-…`, `X-Rate-Limit-…` and
    /// `Retry-After`, as they were received.
    pub fn rate_limit(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        headers::rate_limit(&self.headers)
    }

    /// The id that the server gave the request, in `X-Request-Id` or one of its many relatives.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.headers)
    }

    /// The time to wait before another call, as the envelope or
    /// [`with_retry_after`](Self::with_retry_after) has it. [`Error::retry_after`] reads the header
    /// as well.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The payload of the failure, such as the fields that are wrong and why. `None` if there is
    /// none, or null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if the payload is not a `P`.
    pub fn payload<P: DeserializeOwned>(&self) -> Result<Option<P>> {
        envelope::payload_of(self.spec, &self.body).map_err(Error::from)
    }

    /// A member of the envelope by its name, or by a path of names and indices, as in
    /// `errors.0.source`. `None` if it is not there, or null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if the member is not an `M`.
    pub fn member<M: DeserializeOwned>(&self, path: &str) -> Result<Option<M>> {
        envelope::member(&self.body, path).map_err(Error::from)
    }

    /// The body of the response, as it was received; of an error made by hand, its payload.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            // An API without codes, or whose code is its message.
            Code::Text(code) if code.is_empty() || *code == self.message => {
                f.write_str("the API reported a failure")?;
            }
            code => write!(f, "the API responded with code {code}")?,
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

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        let message = error.to_string();
        Self::new(ErrorKind::Decode, message).with_decode_path(error.path)
    }
}
