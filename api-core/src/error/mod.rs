//! The one error type: which call failed, why, and what the server said.
//!
//! An error is one word wide, since its parts are boxed, so that `Result` stays small. Neither
//! `Display` nor `Debug` nor the source chain shows a credential, a query value or a payload value.
//! An error names its endpoint by the path *template*, and the texts of foreign errors that could
//! quote a URL or a value are not kept.

mod api;
#[doc(hidden)]
pub mod by_status;
mod error_code;
mod foreign;
mod headers;
mod kind;
mod making;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode, header};

pub use self::api::ApiError;
#[doc(hidden)]
pub use self::error_code::CodeValue;
pub use self::error_code::ErrorCode;
pub(crate) use self::foreign::{of_users_code, source_of, without_urls};
pub use self::kind::ErrorKind;
pub use crate::envelope::Code;
use crate::retry::{RetryClass, SendLog};
use crate::shown::Shown;
use crate::{Bytes, Endpoint};

/// The most of a reason that is shown, in characters. A text that is longer is taken for no reason.
pub(crate) const MOST_OF_REASON: usize = 200;

/// An error of any type, as transports and layers return it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The result of a call: a value or an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failed call.
///
/// ```
/// # use api_core::{Client, ErrorKind};
/// #
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
    reason: Option<String>,
    shows_reason: bool,
    /// Why the body is only the beginning of what was sent.
    unfinished: Option<String>,
    /// Why the body is not what a user's enum has for its status.
    unread: Option<String>,
    decode_path: Option<String>,
    retry_after: Option<Duration>,
    class: RetryClass,
    sent: SendLog,
    elapsed: Duration,
    /// Shared, because one failure may be that of several calls.
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// A failure of an implementation that is none of its callers' business, of any error or text. A server's
    /// clients learn that the server failed, and a layer that logs learns the rest. For words that a caller
    /// should read, return an [`ApiError`].
    ///
    /// ```
    /// # use api_core::{ApiError, Error, Result, api, async_trait};
    /// #
    /// #[api]
    /// trait Notes {
    ///     #[endpoint(GET, "/notes/{id}")]
    ///     async fn get(&self, id: u64) -> Result<String>;
    /// }
    ///
    /// struct Files;
    ///
    /// #[async_trait]
    /// impl Notes for Files {
    ///     async fn get(&self, id: u64) -> Result<String> {
    ///         if id == 0 {
    ///             return Err(ApiError::new(404, "notes begin with 1").into());
    ///         }
    ///         std::fs::read_to_string(format!("notes/{id}")).map_err(Error::internal)
    ///     }
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let error = Files.get(7).await.unwrap_err();
    /// assert!(error.to_string().starts_with("the implementation failed: "));
    /// # });
    /// ```
    #[must_use]
    pub fn internal(source: impl Into<BoxError>) -> Self {
        let source = source.into();
        Self::new(ErrorKind::Internal, format!("the implementation failed: {source}"))
            .with_source(source)
    }

    /// Why the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The endpoint that was called. None if the client itself could not be made.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.inner.endpoint
    }

    /// The HTTP status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.status
    }

    /// The API's own words, if its envelope says that the call failed.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        self.inner.api.as_ref()
    }

    /// The server's own words about the failure: the message of its envelope; or, where no envelope
    /// describes the failure, a body that is a JSON text, a member of it for people (`message`,
    /// `error_description`, `detail`, `error`, `title`, `reason`), or a short plain text.
    ///
    /// `Display` shows at most 200 characters of it, and escapes control characters;
    /// [`ClientBuilder::show_reasons`](crate::ClientBuilder::show_reasons) turns that off.
    ///
    /// ```
    /// # async fn run(client: api_core::Client, call: api_core::Call<api_core::Result<()>>) {
    /// // HTTP 422 with the body `{"detail": "the name is taken"}`
    /// let error = call.await.unwrap_err();
    /// assert_eq!(error.reason(), Some("the name is taken"));
    /// # }
    /// ```
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        let of_api = || self.api().map(ApiError::message).filter(|message| !message.is_empty());
        self.inner.reason.as_deref().or_else(of_api)
    }

    /// The headers of the response; empty if there was none.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.api().map_or(&self.inner.headers, ApiError::headers)
    }

    /// The id that the server gave the request, in `X-Request-Id` or one of its many relatives. Its
    /// support will ask for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(self.headers())
    }

    /// The body of the response as it was received, up to 64 KiB of it. None if no response came, or
    /// if its body was not read. It may hold secrets that the messages never show.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.body.as_ref()
    }

    /// The path to the JSON value that could not be decoded, as in `data.items[3].id`. Names that do
    /// not look like a declared member's are `*`. None if decoding failed elsewhere than in JSON, or
    /// if the whole text is meant.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        self.inner.decode_path.as_deref()
    }

    /// The content type of the response, if it has one that is readable text.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The API's own code as a variant of an enum that derives [`ErrorCode`]. `None` if the API sent
    /// no code, or if no variant stands for it.
    #[must_use]
    pub fn code_as<C: ErrorCode>(&self) -> Option<C> {
        self.api().and_then(|api| C::from_code(api.code()))
    }

    /// The time to wait before another call, if the server asked for one when it responded: in a
    /// `Retry-After` header (RFC 9110 §10.2.3) of either form, or in its envelope. At most 136 years.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// The number of attempts that were made; 0 if the call failed before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.sent.attempts
    }

    /// True if the call can be made again without harm, and may then succeed: the failure passes by
    /// itself, and the server either did not do what was asked or may do it twice (see [`Retry`]).
    ///
    /// True as well if the client itself made no further attempt because there were enough, no time
    /// was left or the budget was spent. [`Error::retry_after`] has the time, if the server sent one.
    ///
    /// [`Retry`]: crate::Retry
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.inner.sent.retryable
    }

    /// The time from the beginning of the call to its failure, every attempt included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.inner.elapsed
    }

    /// True if a timeout ended the call.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// True if the server refused the call because there were too many (HTTP 429): with words of the
    /// API's own about it ([`ErrorKind::Api`]) or without ([`ErrorKind::RateLimited`]).
    ///
    /// Also true for a status or a code that [`RateLimits`](crate::RateLimits) declares to mean
    /// "limited", and for HTTP 403 with `Retry-After` or `X-RateLimit-Remaining: 0`, by which GitHub reports
    /// its limits.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == ErrorKind::RateLimited
            || self.inner.class == RetryClass::Refused
            || match self.status() {
                Some(StatusCode::TOO_MANY_REQUESTS) => true,
                Some(StatusCode::FORBIDDEN) => {
                    let left = self.headers().get("x-ratelimit-remaining");
                    self.headers().contains_key(header::RETRY_AFTER)
                        || left.is_some_and(|left| left.as_bytes() == b"0")
                }
                _ => false,
            }
    }

    /// True if no connection could be made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// True if the envelope says that the call failed.
    #[must_use]
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// True if the response could not be read as the declared type.
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
        if let Some(reason) = self.inner.reason.as_deref().filter(|_| self.inner.shows_reason) {
            write!(f, ": {}", Shown::new(reason).at_most(MOST_OF_REASON))?;
        }
        if let Some(why) = &self.inner.unread {
            write!(f, "; {why}")?;
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
