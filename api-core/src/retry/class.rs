//! What became of an attempt, as far as another one is concerned.

use http::StatusCode;

/// What became of an attempt.
///
/// Errors are told apart where their sources are walked, in `transport/`; nothing here, or
/// anywhere, reads the text of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryClass {
    /// The server gave an answer that stands, whatever it says.
    Final,
    /// It failed, and would fail again: an untrusted certificate, an answer that is not HTTP.
    Permanent,
    /// It failed in a way that passes, and the server may have done what was asked.
    Transient,
    /// The server refused to look at it for now, so it did nothing.
    Refused,
    /// It never reached the server.
    Unsent,
}

impl RetryClass {
    /// The class of an answer, by its status alone.
    ///
    /// 501 and 505 are missing, because they are as true the next time; 409 is missing, because
    /// only the API knows what it means.
    pub(crate) fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Self::Refused,
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_EARLY
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Self::Transient,
            _ => Self::Final,
        }
    }

    /// Whether it may be repeated, if repeating the whole call is `safe` or not.
    pub(crate) fn may_repeat(self, safe: bool) -> bool {
        match self {
            Self::Final | Self::Permanent => false,
            Self::Transient => safe,
            Self::Refused | Self::Unsent => true,
        }
    }
}
