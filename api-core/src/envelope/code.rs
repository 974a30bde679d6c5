//! The code of a failure, as an API sends it.

use std::fmt;

use crate::shown::Shown;

/// The code of an [`ApiError`](crate::ApiError): a number or a word.
///
/// ```
/// # use api_core::Code;
/// #
/// assert_eq!(Code::Int(40103), 40103);
/// assert_eq!(Code::Text("invalid_auth".into()), "invalid_auth");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Code {
    /// A number.
    Int(i64),
    /// A word.
    Text(String),
}

impl From<i64> for Code {
    fn from(code: i64) -> Self {
        Self::Int(code)
    }
}

impl From<i32> for Code {
    fn from(code: i32) -> Self {
        Self::Int(code.into())
    }
}

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        Self::Text(code.to_owned())
    }
}

impl From<String> for Code {
    fn from(code: String) -> Self {
        Self::Text(code)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{}", Shown::new(text)),
        }
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => write!(f, "Int({number})"),
            Self::Text(text) => write!(f, "Text({:?})", Shown::new(text)),
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
