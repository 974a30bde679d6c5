//! A request that no implementation gets to see, and what is said about it.

use std::fmt;

use http::StatusCode;

use crate::endpoint::Location;
use crate::wire::invalid::InvalidValue;
use crate::{ApiError, Error};

/// Why a request was refused before the implementation was asked.
///
/// Its text names the parameter and what was expected, never what was sent. The answer is made of
/// it by [`ApiError::new`] with the HTTP status as the code, unless the server was told otherwise.
#[derive(Clone, Debug)]
pub struct Rejection {
    status: StatusCode,
    message: String,
    param: Option<String>,
    missing: bool,
}

impl Rejection {
    #[cold]
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), param: None, missing: false }
    }

    /// Of something that could not be read as HTTP, JSON or a form at all.
    pub(crate) fn unreadable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Of a content type that is not the declared one.
    pub(crate) fn media_type(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
    }

    /// Of a parameter that does not fit its type: what of a body is well-formed and does not fit is
    /// 422, anything else 400.
    #[cold]
    pub(crate) fn of(location: Location, name: &str, unfit: InvalidValue) -> Self {
        let status = match location {
            Location::Field | Location::Body | Location::Part => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::BAD_REQUEST,
        };
        let status = if unfit.malformed { StatusCode::BAD_REQUEST } else { status };
        let InvalidValue { why, missing, .. } = unfit;
        let message = match name {
            "" => format!("{location}: {why}"),
            _ => format!("{location} parameter `{name}`: {why}"),
        };
        let param = (!name.is_empty()).then(|| name.to_owned());
        Self { status, message, param, missing }
    }

    /// The HTTP status that says so: 400, 404, 405, 413, 415 or 422.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What was wrong, and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The name on the wire of the parameter that was wrong, if it was one.
    #[must_use]
    pub fn param(&self) -> Option<&str> {
        self.param.as_deref()
    }

    /// Whether the parameter was left out, or null.
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
        Self::new(i64::from(rejection.status.as_u16()), rejection.message.clone())
            .with_status(rejection.status)
    }
}

/// Why a call was not answered with a success.
#[derive(Debug)]
pub enum ServeError {
    /// The request could not be read.
    Rejected(Rejection),
    /// The implementation said so.
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
