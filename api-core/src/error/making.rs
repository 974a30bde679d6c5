//! The making of an error, step by step: each stage of a call adds what it knows.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use super::{BoxError, Error, ErrorKind, Inner};
use crate::retry::{RetryClass, SendLog, retry_after};
use crate::{Bytes, Endpoint};

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
                reason: None,
                shows_reason: false,
                unfinished: None,
                unread: None,
                decode_path: None,
                retry_after: None,
                class: RetryClass::Permanent,
                sent: SendLog::default(),
                elapsed: Duration::ZERO,
                source: None,
            }),
        }
    }

    /// A failure that passes by itself, after which the server may have done what was asked.
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
        self.inner.source = Some(Arc::from(source.into()));
        self
    }

    pub(crate) fn with_shared_source(mut self, source: Arc<dyn StdError + Send + Sync>) -> Self {
        self.inner.source = Some(source);
        self
    }

    /// The head of the response that failed.
    pub(crate) fn with_head(mut self, status: StatusCode, headers: &HeaderMap) -> Self {
        self.inner.status = Some(status);
        // An `ApiError` keeps them itself.
        if self.inner.api.is_none() {
            self.inner.headers = headers.clone();
        }
        // Read now: a date is a delay only from the moment it arrives. Where no header asks for a
        // wait, the envelope's counts.
        self.inner.retry_after = retry_after(headers, SystemTime::now).or(self.inner.retry_after);
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.inner.retry_after = wait;
        self
    }

    /// Sets what the failure means for another attempt.
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

    /// Adds the server's own words, which are shown if `shown`.
    pub(crate) fn with_reason(mut self, reason: String, shown: bool) -> Self {
        self.inner.reason = Some(reason);
        self.inner.shows_reason = shown;
        self
    }

    /// Adds words to the message, of what came before the failure.
    pub(crate) fn adding(mut self, words: &str) -> Self {
        self.inner.message.push_str(words);
        self
    }

    /// Adds the reason why the body was not received to its end.
    pub(crate) fn with_unfinished(mut self, why: Option<&Self>) -> Self {
        self.inner.unfinished = why.map(|why| why.inner.message.clone());
        self
    }

    pub(super) fn with_unread(mut self, why: String) -> Self {
        self.inner.unread = Some(why);
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
}
