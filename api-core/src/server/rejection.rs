//! A request that no implementation gets to see, and what is said about it.

use std::fmt;

use http::StatusCode;

use crate::endpoint::Location;
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
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), param: None, missing: false }
    }

    /// Of something that could not be read as HTTP, JSON or a form at all.
    pub(super) fn unreadable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Of a content type that is not the declared one.
    pub(super) fn media_type(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
    }

    /// Of a parameter that does not fit its type: what of a body is well-formed and does not fit is
    /// 422, anything else 400.
    #[cold]
    pub(super) fn of(location: Location, name: &str, unfit: InvalidValue) -> Self {
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

/// Why a value is none of the declared type, as the end of a sentence about it. The words of serde
/// about a value are not kept: they quote it.
#[derive(Clone, Debug)]
pub struct InvalidValue {
    why: String,
    missing: bool,
    malformed: bool,
    /// The field of a struct that nothing was there for.
    field: Option<&'static str>,
}

impl InvalidValue {
    #[cold]
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), missing: false, malformed: false, field: None }
    }

    pub(super) fn missing() -> Self {
        Self { missing: true, ..Self::new("it is missing") }
    }

    /// Not even text of its kind: 400, in a body too.
    pub(super) fn malformed(why: impl Into<String>) -> Self {
        Self { malformed: true, ..Self::new(why) }
    }

    /// The field of a struct that nothing was there for, if that is all that is wrong.
    pub(super) fn missing_field(&self) -> Option<&'static str> {
        self.field
    }

    /// What a JSON text is wrong with; `value` is the text that was read.
    #[cold]
    pub(super) fn of_json(error: &serde_json::Error, value: &str) -> Self {
        use serde_json::error::Category;

        let why = match error.classify() {
            Category::Syntax | Category::Io => return Self::malformed("it is no valid JSON"),
            Category::Eof => return Self::malformed("it ends in the middle of its JSON"),
            Category::Data => expected(&error.to_string()),
        };
        let (missing, at) = match crate::envelope::path(error, value) {
            Some(path) => (false, format!("at `{path}`: ")),
            None => (value.trim() == "null", String::new()),
        };
        Self { missing, ..Self::new(format!("{at}{why}")) }
    }
}

/// What serde expected, without what it found: only the former is ours to tell.
fn expected(text: &str) -> String {
    let text = text.split(" at line ").next().unwrap_or_default();
    let own = ["missing field `", "duplicate field `"].iter().any(|own| text.starts_with(own));
    match text.rsplit_once(", expected ") {
        _ if own => text.to_owned(),
        Some((_, expected)) => format!("expected {expected}"),
        None => "it does not fit the declared type".to_owned(),
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for InvalidValue {}

impl serde::de::Error for InvalidValue {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new("it does not fit the declared type")
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Self::new(format!("expected {expected}"))
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Self::new(format!("expected {expected}"))
    }

    fn invalid_length(_: usize, expected: &dyn serde::de::Expected) -> Self {
        Self::new(format!("expected {expected}"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let words: Vec<String> = expected.iter().map(|word| format!("`{word}`")).collect();
        Self::new(format!("expected one of {}", words.join(", ")))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        let words: Vec<String> = expected.iter().map(|word| format!("`{word}`")).collect();
        Self::new(format!("it has a member that is none of {}", words.join(", ")))
    }

    fn missing_field(name: &'static str) -> Self {
        let why = format!("its member `{name}` is missing");
        Self { missing: true, field: Some(name), ..Self::new(why) }
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new(format!("its member `{name}` stands there twice"))
    }
}
