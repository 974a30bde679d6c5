//! One response's statement about the limits that it was counted against.

use std::time::Duration;

use http::HeaderValue;

/// The statements of one response's headers about a bucket. Anything may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// Requests per window.
    pub(crate) limit: Option<u32>,
    /// Requests left in this window, as the server counted them when it responded.
    pub(crate) remaining: Option<u32>,
    /// Time from the response until the window ends.
    pub(crate) reset_after: Option<Duration>,
    /// The smallest difference that `reset_after` can express: a second if it came as an integer.
    pub(crate) granularity: Duration,
    /// The server's own name of the bucket.
    pub(crate) bucket: Option<HeaderValue>,
    /// Set if this response refused the request because of a limit.
    pub(crate) refused: Option<Refusal>,
}

impl Reading {
    /// The server's own name of the bucket, if it is readable text.
    pub(crate) fn bucket_name(&self) -> Option<&str> {
        self.bucket.as_ref()?.to_str().ok()
    }

    /// True if the response states anything about a limit.
    pub(crate) fn has_limit(&self) -> bool {
        self.limit.is_some() || self.remaining.is_some() || self.reset_after.is_some()
    }
}

/// A refusal because of a limit, such as HTTP 429.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The wait that the server asks for, in words of its own or as the end of the window.
    pub(crate) retry_after: Option<Duration>,
    /// True if the limit of the whole credential was hit and not that of one bucket.
    pub(crate) global: bool,
}
