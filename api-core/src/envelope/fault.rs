//! ScanErrorKind an answer could not be read, and where: told without a word of the answer itself.

use super::locate::locate;
use super::scan::{ScanError, ScanErrorKind};

/// ScanErrorKind an answer could not be read. Holds no text of the answer.
pub(crate) struct DecodeError {
    why: &'static str,
    line: usize,
    column: usize,
    pub(crate) path: Option<String>,
}

impl DecodeError {
    /// In words, for an answer that is `told` in a few others.
    pub(crate) fn describe(&self, told: &str) -> String {
        let at = match &self.path {
            Some(path) => format!(" at `{path}`"),
            None => String::new(),
        };
        let Self { why, line, column, .. } = self;
        if *line == 0 {
            format!("the answer {why}{at} ({told})")
        } else {
            format!("the answer {why}{at}, line {line} column {column} ({told})")
        }
    }

    /// Of a text that was read no further than to `stop`.
    #[cold]
    pub(super) fn of(stop: &ScanError, text: &str) -> Self {
        let path = match stop.member {
            Some(member) => Some(member.to_owned()),
            None if stop.why == ScanErrorKind::Unfit => locate(text, stop.at),
            None => None,
        };
        let why = match stop.why {
            ScanErrorKind::Eof => "ends in the middle of its JSON",
            ScanErrorKind::Syntax => "is not valid JSON",
            ScanErrorKind::Unfit => "does not fit the declared type",
            ScanErrorKind::Missing => "has nothing",
            ScanErrorKind::Null => "has null",
        };
        // As serde_json counts: lines from one, and the bytes that were read of the last of them.
        let read = text.as_bytes().get(..stop.at).unwrap_or(text.as_bytes());
        let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = read.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
        Self { why, line, column, path }
    }

    pub(super) fn plain(why: &'static str) -> Self {
        Self { why, line: 0, column: 0, path: None }
    }
}
