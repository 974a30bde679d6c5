//! The code of a failure, as an API sends it.

use std::fmt;

use crate::shown::Shown;

/// The code of an [`ApiError`](crate::ApiError), as the API sent it: a number or a text.
///
/// Some APIs send their numbers as texts, and leading zeros count in some of those. So a text stays
/// as it is, and is compared as a number where a number is asked for.
///
/// ```
/// # use api_core::Code;
/// #
/// assert_eq!(Code::Int(40103), 40103);
/// assert_eq!(Code::Text("invalid_auth".into()), "invalid_auth");
/// assert_eq!(Code::Text("007".into()), "007");
/// assert_eq!(Code::Text("007".into()), 7);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Code {
    /// A number.
    Int(i64),
    /// A text.
    Text(String),
}

impl Code {
    /// The number that this code is, or that its text is of.
    ///
    /// ```
    /// # use api_core::Code;
    /// #
    /// assert_eq!(Code::from("40103").as_int(), Some(40103));
    /// assert_eq!(Code::from("invalid_auth").as_int(), None);
    /// ```
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
        }
    }
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
        self.as_int() == Some(*other)
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
