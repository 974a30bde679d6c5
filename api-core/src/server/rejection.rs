//! A request that the implementation never sees, and the reason.

use std::fmt::{self, Write as _};

use http::StatusCode;

use crate::endpoint::Location;
use crate::wire::invalid::InvalidValue;
use crate::{ApiError, Error};

/// A request that was rejected before it reached the implementation.
///
/// Its text names the parameter and what was expected, and never repeats what was sent. By default it
/// becomes an [`ApiError`] whose code is the HTTP status; the server's method `rejections` changes
/// that.
#[derive(Clone, Debug)]
pub struct Rejection {
    status: StatusCode,
    message: String,
    param: Option<&'static str>,
    missing: bool,
}

/// The first capacity of a message, in bytes: most fit.
const MESSAGE: usize = 64;

impl Rejection {
    #[cold]
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), param: None, missing: false }
    }

    /// 400: the request is malformed.
    pub(crate) fn unreadable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 415: the content type is not the declared one.
    pub(crate) fn media_type(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
    }

    /// A parameter that does not fit its type: 422 in a well-formed body, 400 elsewhere.
    #[cold]
    pub(crate) fn of(location: Location, name: &'static str, invalid: InvalidValue) -> Self {
        let status = match location {
            Location::Field | Location::Body | Location::Part => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::BAD_REQUEST,
        };
        let status = if invalid.is_malformed() { StatusCode::BAD_REQUEST } else { status };
        let missing = invalid.is_missing();
        // By hand: `format!` takes three times as long, an eighth of a rejected request.
        let mut message = String::with_capacity(MESSAGE);
        message.push_str(location.word());
        let param = (!name.is_empty()).then_some(name);
        if let Some(name) = param {
            message.push_str(" parameter `");
            message.push_str(name);
            message.push('`');
        }
        message.push_str(": ");
        // To write into a text never fails.
        _ = write!(message, "{invalid}");
        Self { status, message, param, missing }
    }

    /// The HTTP status of the response: 400, 404, 405, 413, 415 or 422.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The reason for people: the parameter, and what was expected of it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The wire name of the parameter, if the rejection is about one.
    #[must_use]
    pub fn param(&self) -> Option<&str> {
        self.param
    }

    /// True if the parameter was left out, or null.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.missing
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Rejection {}

impl From<&Rejection> for ApiError {
    fn from(rejection: &Rejection) -> Self {
        rejection.clone().into()
    }
}

impl From<Rejection> for ApiError {
    fn from(Rejection { status, message, .. }: Rejection) -> Self {
        Self::new(i64::from(status.as_u16()), message).with_status(status)
    }
}

/// The reason why a call has no successful response.
#[derive(Debug)]
pub enum ServeError {
    /// The request was rejected before the implementation was called.
    Rejected(Rejection),
    /// The implementation returned an error, or its value could not be sealed.
    Failed(Error),
}

impl From<Rejection> for ServeError {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl From<Error> for ServeError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
