//! What an API says of a failure, in its envelope.

use std::fmt::{self, Write as _};

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::Result;
use crate::envelope::{self, EnvelopeSpec, Refusal};

/// How much of a server's message is shown, in characters.
const SHOWN: usize = 256;

/// A failure that the API itself told of: the envelope's code and message.
#[derive(Clone)]
pub struct ApiError {
    code: Code,
    message: String,
    status: StatusCode,
    spec: Option<&'static EnvelopeSpec>,
    raw: Bytes,
}

impl ApiError {
    pub(crate) fn new(
        refusal: Refusal,
        spec: Option<&'static EnvelopeSpec>,
        status: StatusCode,
        raw: Bytes,
    ) -> Self {
        let Refusal { code, message, .. } = refusal;
        Self { code, message, status, spec, raw }
    }

    /// The API's own code for what happened. An open set: match on it, and expect others.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The API's message, as it was sent; empty if it was missing. `Display` shows at most 256
    /// characters of it, with control characters escaped.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status that came with it.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The payload that came with the failure, such as what is wrong with which field. `None` if
    /// there is none, or null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is there and no `P`.
    pub fn payload<P: DeserializeOwned>(&self) -> Result<Option<P>> {
        envelope::member(&self.raw, self.spec.and_then(|spec| spec.payload).unwrap_or_default())
    }

    /// A member of the envelope by its name, or by a path of names and indices, as in
    /// `errors.0.source`. `None` if it is not there, or null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is there and no `M`.
    pub fn member<M: DeserializeOwned>(&self, path: &str) -> Result<Option<M>> {
        envelope::member(&self.raw, path)
    }

    /// The whole answer, as it was received.
    #[must_use]
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            // An API without codes.
            Code::Text(empty) if empty.is_empty() => f.write_str("the API refused")?,
            code => write!(f, "the API answered with code {code}")?,
        }
        if !self.message.is_empty() {
            f.write_str(": ")?;
            write_shown(f, &self.message)?;
        }
        if !self.status.is_success() {
            write!(f, " (HTTP {})", self.status.as_u16())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("code", &self.code)
            .field("message", &self.message.chars().take(SHOWN).collect::<String>())
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}

/// Writes a server's text so that it can do no harm in a terminal or a log: bounded, and without
/// control characters (a line break would forge a log line, an escape would move the cursor).
fn write_shown(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut chars = text.chars();
    for c in chars.by_ref().take(SHOWN) {
        if c.is_control() {
            write!(f, "{}", c.escape_unicode())?;
        } else {
            f.write_char(c)?;
        }
    }
    if chars.next().is_some() { f.write_char('…') } else { Ok(()) }
}

/// The code of an [`ApiError`]: a number or a word.
///
/// ```
/// # use api_core::Code;
/// assert_eq!(Code::Int(40103), 40103);
/// assert_eq!(Code::Text("invalid_auth".into()), "invalid_auth");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A number.
    Int(i64),
    /// A word.
    Text(String),
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => write!(f, "{number}"),
            Self::Text(text) => write_shown(f, text),
        }
    }
}

impl PartialEq<i64> for Code {
    fn eq(&self, other: &i64) -> bool {
        matches!(self, Self::Int(number) if number == other)
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        matches!(self, Self::Text(text) if text == other)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

/// The codes of an API as an enum of the user's, so that `match` reads well. Derived.
pub trait ErrorCode: Sized {
    /// The variant that stands for `code`; none if there is no such variant.
    fn from_code(code: &Code) -> Option<Self>;
}

/// What the variant for all other codes may hold.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a code",
    label = "neither a number nor a text that a code can be",
    note = "write `i64`, `String` or `api_core::Code`"
)]
pub trait CodeValue: Sized {
    /// The code, if it is one of these.
    fn of(code: &Code) -> Option<Self>;
}

impl CodeValue for i64 {
    fn of(code: &Code) -> Option<Self> {
        match code {
            Code::Int(number) => Some(*number),
            Code::Text(_) => None,
        }
    }
}

impl CodeValue for String {
    fn of(code: &Code) -> Option<Self> {
        Some(match code {
            Code::Int(number) => number.to_string(),
            Code::Text(text) => text.clone(),
        })
    }
}

impl CodeValue for Code {
    fn of(code: &Code) -> Option<Self> {
        Some(code.clone())
    }
}
