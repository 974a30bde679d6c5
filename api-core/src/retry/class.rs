//! How an attempt ended, as far as another one is concerned.

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

/// How an attempt ended.
///
/// The errors of transports are classified in `transport/classify.rs`, by their types and never by
/// their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryClass {
    /// The response settles the call, success or not.
    Final,
    /// It failed, and would fail again: an untrusted certificate, a response that is not HTTP.
    Permanent,
    /// It failed in a way that passes, and the server may have processed it.
    Transient,
    /// The server refused to process it for now.
    Refused,
    /// Nothing reached the server.
    Unsent,
}

impl RetryClass {
    /// The class of a response, by its status.
    ///
    /// 501 and 505 settle a call, because the next response would be the same; so does 409, because
    /// only the API knows what it means.
    ///
    /// A 403 is about the caller's rights, unless the server says when to come back: so GitHub reports
    /// its secondary limits.
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap) -> Self {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Self::Refused,
            StatusCode::FORBIDDEN if headers.contains_key(RETRY_AFTER) => Self::Refused,
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_EARLY
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Self::Transient,
            _ => Self::Final,
        }
    }

    /// Tells if another attempt may follow in a call that is `repeatable`, or not.
    pub(crate) fn may_repeat(self, repeatable: bool) -> bool {
        match self {
            Self::Final | Self::Permanent => false,
            Self::Transient => repeatable,
            Self::Refused | Self::Unsent => true,
        }
    }
}
