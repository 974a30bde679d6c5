//! Why a response could not be read, and where, without a value of the response.

use std::fmt;

use super::locate::locate;
use super::scan::{ScanError, ScanErrorKind};

/// Why a text could not be read as what was declared. Holds no value of the text.
pub(crate) struct DecodeError {
    why: &'static str,
    /// Counted from one; zero if the whole text is meant.
    line: usize,
    column: usize,
    pub(crate) path: Option<String>,
}

impl DecodeError {
    /// An error about the whole text.
    pub(super) fn plain(why: &'static str) -> Self {
        Self { why, line: 0, column: 0, path: None }
    }

    /// An error about the member at a path that the caller gave.
    pub(super) fn member(path: &str) -> Self {
        let path = (!path.is_empty()).then(|| path.to_owned());
        Self { path, ..Self::plain("does not fit the type it is read as") }
    }

    #[cold]
    pub(super) fn of(error: &ScanError, text: &str) -> Self {
        let path = match error.member {
            Some(member) => Some(member.to_owned()),
            None if error.kind == ScanErrorKind::Unfit => locate(text, error.at),
            None => None,
        };
        let why = match error.kind {
            ScanErrorKind::Eof => "ends in the middle of its JSON",
            ScanErrorKind::Syntax => "is not valid JSON",
            ScanErrorKind::Unfit | ScanErrorKind::Repeated => "does not fit the declared type",
            ScanErrorKind::Missing => "has nothing",
            ScanErrorKind::Null => "has null",
        };
        // As serde_json counts: lines from one, and in the last of them the bytes that were read.
        let read = text.as_bytes().get(..error.at).unwrap_or(text.as_bytes());
        let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = read.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
        Self { why, line, column, path }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response {}", self.why)?;
        if let Some(path) = &self.path {
            write!(f, " at `{path}`")?;
        }
        match self.line {
            0 => Ok(()),
            line => write!(f, ", line {line} column {}", self.column),
        }
    }
}
