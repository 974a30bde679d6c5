//! Why a response could not be read, and where, without a value of the response.

use std::fmt;

use super::locate::locate;
use super::misfit::Misfit;
use super::scan::{ScanError, ScanErrorKind};
use crate::shown::Shown;

/// Why a text could not be read as what was declared. Holds no value of the text.
#[derive(Debug)]
pub(crate) struct DecodeError {
    why: &'static str,
    is_json: bool,
    misfit: Option<Misfit>,
    /// Counted from one; zero if the whole text is meant.
    line: usize,
    column: usize,
    pub(crate) path: Option<String>,
    /// The path as a part of a sentence: ` at …`, ` within …`, or nothing.
    at: String,
}

impl DecodeError {
    /// An error about the whole text.
    pub(super) fn plain(why: &'static str) -> Self {
        Self {
            why,
            is_json: false,
            misfit: None,
            line: 0,
            column: 0,
            path: None,
            at: String::new(),
        }
    }

    /// An error about the member at a path that the caller gave.
    #[cold]
    pub(super) fn member(path: &str, misfit: Option<Misfit>) -> Self {
        let at =
            if path.is_empty() { String::new() } else { format!(" at `{}`", Shown::new(path)) };
        let path = (!path.is_empty()).then(|| path.to_owned());
        Self { misfit, path, at, ..Self::plain("does not fit the type it is read as") }
    }

    /// True if the body is JSON: what is wrong then is not how it was written down.
    pub(crate) fn is_of_json(&self) -> bool {
        self.is_json
    }

    #[cold]
    pub(super) fn of(error: &ScanError, text: &str) -> Self {
        // As serde_json counts: lines from one, and in the last of them the bytes that were read.
        let read = text.get(..error.at).unwrap_or(text);
        let line = read.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = read.bytes().rev().take_while(|byte| *byte != b'\n').count();
        let (why, misfit) = match (error.kind, error.member) {
            (ScanErrorKind::Eof, _) => ("ends in the middle of its JSON", None),
            (ScanErrorKind::Syntax, _) => ("is not valid JSON", None),
            (ScanErrorKind::Unfit, _) => {
                ("does not fit the declared type", error.misfit.as_deref().cloned())
            }
            (ScanErrorKind::Missing, member) => {
                ("does not fit its envelope", member.map(|name| Misfit::Missing(name.to_owned())))
            }
            (ScanErrorKind::Repeated, member) => {
                ("does not fit its envelope", member.map(|name| Misfit::Repeated(name.to_owned())))
            }
        };
        let path = match (error.kind, error.member) {
            (_, Some(member)) => Some(member.to_owned()),
            (ScanErrorKind::Unfit, None) => locate(text, error.at),
            _ => None,
        };
        // A member that was buffered, as in what is flattened, is refused when its object is read.
        let is_within = misfit.as_ref().is_some_and(Misfit::found_a_scalar)
            && read.trim_ascii_end().ends_with(['}', ']']);
        let at = match &path {
            Some(path) if error.kind == ScanErrorKind::Unfit => {
                format!(" {} `{path}`", if is_within { "within" } else { "at" })
            }
            _ => String::new(),
        };
        let is_json = !matches!(error.kind, ScanErrorKind::Eof | ScanErrorKind::Syntax);
        Self { why, is_json, misfit, line, column, path, at }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response {}", self.why)?;
        match &self.misfit {
            Some(Misfit::Own) | None => {}
            Some(misfit) => write!(f, ": {misfit}")?,
        }
        f.write_str(&self.at)?;
        match self.line {
            0 => Ok(()),
            line => write!(f, ", line {line} column {}", self.column),
        }
    }
}
