//! Constants of a body.

use std::fmt;

/// A value that a body has on every call: `#[endpoint(…, fields("jsonrpc" = "2.0", "id" = 1))]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Constant {
    /// A text.
    Text(&'static str),
    /// A number, as JSON writes it.
    Number(&'static str),
    /// A truth value.
    Bool(bool),
}

#[cfg(feature = "server")]
impl Constant {
    /// The value as JSON.
    pub(crate) fn to_json(self) -> serde_json::Value {
        match self {
            Self::Text(text) => serde_json::Value::from(text),
            Self::Number(number) => serde_json::from_str(number).unwrap_or_default(),
            Self::Bool(value) => serde_json::Value::from(value),
        }
    }
}

/// Writes the value as a form does, without quotes.
impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Number(text) => f.write_str(text),
            Self::Bool(value) => value.fmt(f),
        }
    }
}
