//! The end of an attempt, as far as another one is concerned.

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, StatusCode};

/// A server's own word on whether the request should be sent again: `true` or `false`. Stainless's
/// clients read it, and the APIs that have such clients send it.
const SHOULD_RETRY: HeaderName = HeaderName::from_static("x-should-retry");

/// The end of an attempt.
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
    /// The class of a response, by its status. `limited` says that the API's own limits refused it.
    ///
    /// The server knows best whether another request would do harm: `x-should-retry` goes before all.
    ///
    /// 501 and 505 settle a call, because the next response would be the same; so does 409, because
    /// only the API knows what it means.
    ///
    /// A 403 is about the caller's rights, unless the server says when to come back: so GitHub reports
    /// its secondary limits.
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap, limited: bool) -> Self {
        let failed = status.is_client_error() || status.is_server_error();
        match headers.get(SHOULD_RETRY).map(|value| value.as_bytes()) {
            Some(b"false") => return Self::Final,
            Some(b"true") if failed => return Self::Refused,
            _ => {}
        }
        match status {
            _ if limited => Self::Refused,
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
