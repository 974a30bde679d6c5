//! The one error type: what went wrong, in which call, and what the server had said.
//!
//! An error is a word wide (its parts are boxed) so that `Result` stays small. Neither `Display`,
//! `Debug` nor the source chain shows a credential, a query value or a payload value: an error
//! names the endpoint by its path *template*, and texts of foreign errors that could quote a URL
//! or a value are not kept.

mod api;
mod code;
mod headers;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

pub use self::api::ApiError;
#[doc(hidden)]
pub use self::code::CodeValue;
pub use self::code::{Code, ErrorCode};
use crate::Endpoint;
use crate::retry::{RetryClass, SendLog, retry_after};

/// An error of any kind, as transports and layers hand it over.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// What a call gives: a value or an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made from its arguments; nothing was sent.
    Build,
    /// No connection could be made; nothing was sent.
    Connect,
    /// The connection broke, or the answer was cut off.
    Transport,
    /// The answer is not valid HTTP.
    Protocol,
    /// The deadline passed.
    Timeout,
    /// The answer is larger than the client accepts.
    Limit,
    /// The server redirected, which is not followed.
    Redirect,
    /// The HTTP status says that the call failed.
    Status,
    /// The server refused the call because there were too many (HTTP 429), and its envelope, if
    /// any, says nothing about it; else [`ErrorKind::Api`]. See [`Error::is_rate_limited`].
    RateLimited,
    /// The envelope says that the call failed; see [`Error::api`].
    Api,
    /// The answer could not be read as the declared type.
    Decode,
    /// Too many calls are under way in this client; nothing was sent.
    Overloaded,
    /// The client was [closed](crate::Client::close); nothing was sent.
    Closed,
}

/// A failed call.
///
/// ```
/// # use api_core::{Client, ErrorKind};
/// let error = Client::builder("ftp://example.com").build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Build);
/// assert_eq!(
///     error.to_string(),
///     "base URL: the scheme is `ftp`; write `https://` (or `http://` to loopback)",
/// );
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    message: String,
    endpoint: Option<&'static Endpoint>,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Option<Bytes>,
    api: Option<ApiError>,
    decode_path: Option<String>,
    retry_after: Option<Duration>,
    class: RetryClass,
    sent: SendLog,
    elapsed: Duration,
    source: Option<BoxError>,
}

impl Error {
    #[cold]
    #[inline(never)]
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                message: message.into(),
                endpoint: None,
                status: None,
                headers: HeaderMap::new(),
                body: None,
                api: None,
                decode_path: None,
                retry_after: None,
                class: RetryClass::Permanent,
                sent: SendLog::default(),
                elapsed: Duration::ZERO,
                source: None,
            }),
        }
    }

    /// A failure that passes, after which the server may have done what was asked.
    pub(crate) fn passing(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(kind, message).with_class(RetryClass::Transient)
    }

    pub(crate) fn build(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Build, message)
    }

    pub(crate) fn at(mut self, endpoint: &'static Endpoint) -> Self {
        self.inner.endpoint.get_or_insert(endpoint);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    pub(crate) fn with_reply(mut self, status: StatusCode, headers: &HeaderMap) -> Self {
        self.inner.status = Some(status);
        // What the API said keeps them itself.
        if self.inner.api.is_none() {
            self.inner.headers = headers.clone();
        }
        // Now, because a date is a delay only from the moment it arrives. The envelope's own wait
        // stands where no header asks for one.
        self.inner.retry_after = retry_after(headers, SystemTime::now).or(self.inner.retry_after);
        self
    }

    /// Says what a transport's failure means for another attempt.
    pub(crate) fn with_class(mut self, class: RetryClass) -> Self {
        self.inner.class = class;
        self
    }

    pub(crate) fn class(&self) -> RetryClass {
        self.inner.class
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.inner.body = Some(body);
        self
    }

    pub(crate) fn with_decode_path(mut self, path: Option<String>) -> Self {
        self.inner.decode_path = path;
        self
    }

    pub(crate) fn sent(mut self, sent: SendLog, elapsed: Duration) -> Self {
        self.inner.sent = sent;
        self.inner.elapsed = elapsed;
        self
    }

    /// Why the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The endpoint that was called; none if the client itself could not be made.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.inner.endpoint
    }

    /// The HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.status
    }

    /// What the API itself said, if its envelope told of a failure.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        self.inner.api.as_ref()
    }

    /// The headers of the answer; empty if there was none.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.api().map_or(&self.inner.headers, ApiError::headers)
    }

    /// The id that the server gave the request, in `X-Request-Id` or one of its many relatives: what
    /// its support will ask for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(self.headers())
    }

    /// The raw body of the answer, up to 64 KiB of it. May hold what the messages never show.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.body.as_ref()
    }

    /// Where in the JSON of the answer decoding failed, as in `data.items[3].id`.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        self.inner.decode_path.as_deref()
    }

    /// The content type of the answer, if it was stated in readable text.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The API's own code as a variant of the user's enum. `None` if the API said nothing, or if no
    /// variant stands for its code.
    #[must_use]
    pub fn code_as<C: ErrorCode>(&self) -> Option<C> {
        self.api().and_then(|api| C::from_code(api.code()))
    }

    /// How long the server asked to wait when it answered, in a `Retry-After` header of either
    /// form, or in its envelope; 136 years if it asked for more than that.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// How often the call was tried; 0 if it failed before that.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.sent.attempts
    }

    /// Whether making this call again is safe, and may help: the failure passes by itself, and the
    /// server either did not do what was asked, or may do it twice without harm (see [`Retry`]).
    ///
    /// True as well where the client itself made no further attempt: there were enough, or no time
    /// was left, or the budget was spent. [`Error::retry_after`] says when, if the server did.
    ///
    /// [`Retry`]: crate::Retry
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.inner.sent.retryable
    }

    /// How long the call took until it failed, every attempt included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.inner.elapsed
    }

    /// Whether the deadline passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the server refused the call because there were too many (HTTP 429), with words of
    /// the API's own about it ([`ErrorKind::Api`]) or without ([`ErrorKind::RateLimited`]).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == ErrorKind::RateLimited
            || self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether no connection could be made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// Whether the API itself told of a failure, in its envelope.
    #[must_use]
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Whether the answer could not be read as the declared type.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }
}

impl From<ApiError> for Error {
    fn from(api: ApiError) -> Self {
        let mut error = Self::new(ErrorKind::Api, String::new());
        error.inner.endpoint = api.endpoint();
        error.inner.status = Some(api.status());
        error.inner.retry_after = api.retry_after();
        error.inner.api = Some(api);
        error
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.inner.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        match &self.inner.api {
            Some(api) => write!(f, "{api}")?,
            None => f.write_str(&self.inner.message)?,
        }
        if self.attempts() > 1 {
            write!(f, " ({} attempts)", self.attempts())?;
        }
        if let Some(why) = self.inner.sent.not_retried {
            write!(f, "; {why}")?;
        }
        match self.request_id() {
            Some(id) => write!(f, " [request id {id}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &self.inner.kind).field("message", &self.to_string());
        if let Some(status) = self.inner.status {
            debug.field("status", &status);
        }
        if let Some(source) = &self.inner.source {
            debug.field("source", &source.to_string());
        }
        debug.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
