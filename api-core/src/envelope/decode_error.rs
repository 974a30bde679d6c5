//! Why a response could not be read, and where, without a value of the response.

use std::fmt;

use super::locate::locate;
use super::misfit::Misfit;
use super::scan::{ScanError, ScanErrorKind};
use crate::shown::Shown;

/// The most of a path that is shown, in characters.
const MOST_OF_PATH: usize = 512;

/// Why a text could not be read as what was declared. Holds no value of the text.
#[derive(Debug)]
pub(crate) struct DecodeError {
    why: &'static str,
    misfit: Option<Box<Misfit>>,
    /// Counted from one; zero if the whole text is meant.
    line: usize,
    /// Counted from one; zero if the whole line is meant.
    column: usize,
    pub(crate) path: Option<String>,
    /// The word that leads to the path in a sentence; empty if the path is in it already.
    leads: &'static str,
    is_json: bool,
}

impl DecodeError {
    /// An error about the whole text.
    pub(super) fn plain(why: &'static str) -> Self {
        Self { why, misfit: None, line: 0, column: 0, path: None, leads: "", is_json: false }
    }

    /// The payload is missing.
    pub(crate) fn missing() -> Self {
        Self::plain("has no payload")
    }

    /// The text is none.
    pub(crate) fn not_text() -> Self {
        Self::plain("is not UTF-8")
    }

    /// An error about the member at a path that the caller gave.
    #[cold]
    pub(super) fn member(path: &str, misfit: Misfit) -> Self {
        let path = (!path.is_empty()).then(|| path.to_owned());
        let plain = Self::plain("does not fit the type it is read as");
        Self { misfit: Some(Box::new(misfit)), path, leads: "at", ..plain }
    }

    /// True if the body is JSON: what is wrong then is not how it was written down.
    pub(crate) fn is_of_json(&self) -> bool {
        self.is_json
    }

    /// Counts the line from the beginning of a longer text, in which this one begins at the line `first`.
    pub(crate) fn in_line(mut self, first: u64) -> Self {
        // An error about the whole text names its first line.
        let first = usize::try_from(first).unwrap_or(usize::MAX);
        self.line = self.line.max(1).saturating_add(first.saturating_sub(1));
        self
    }

    #[cold]
    pub(super) fn of(error: &ScanError, text: &str) -> Self {
        // As serde_json counts: lines from one, and in the last of them the bytes that were read.
        let read = text.get(..error.at).unwrap_or(text);
        let line = read.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = read.bytes().rev().take_while(|byte| *byte != b'\n').count().max(1);
        let is_json = !matches!(error.kind, ScanErrorKind::Eof | ScanErrorKind::Syntax);
        let of_text = |why| Self { line, column, is_json, ..Self::plain(why) };
        let of_envelope = |misfit: fn(String) -> Misfit| {
            let member = error.member.unwrap_or_default();
            let misfit = Some(Box::new(misfit(member.to_owned())));
            let path = Some(member.to_owned());
            Self { misfit, path, ..of_text("does not fit its envelope") }
        };
        match error.kind {
            ScanErrorKind::Eof => of_text("ends in the middle of its JSON"),
            ScanErrorKind::Syntax => of_text("is not valid JSON"),
            ScanErrorKind::Missing => of_envelope(Misfit::Missing),
            ScanErrorKind::Repeated => of_envelope(Misfit::Repeated),
            ScanErrorKind::Unfit => {
                let misfit = error.misfit.clone();
                // A member that was buffered, as one of a flattened struct, is found not to fit
                // when all of its object was read.
                let is_within = misfit.as_ref().is_some_and(|misfit| misfit.found_a_scalar())
                    && read.trim_ascii_end().ends_with(['}', ']']);
                let leads = if is_within { "within" } else { "at" };
                let path = locate(text, error.at);
                Self { misfit, path, leads, ..of_text("does not fit the declared type") }
            }
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response {}", self.why)?;
        match self.misfit.as_deref() {
            Some(Misfit::Own) | None => {}
            Some(misfit) => write!(f, ": {misfit}")?,
        }
        if let Some(path) = self.path.as_deref().filter(|_| !self.leads.is_empty()) {
            write!(f, " {} `{}`", self.leads, Shown::new(path).at_most(MOST_OF_PATH))?;
        }
        match (self.line, self.column) {
            (0, _) => Ok(()),
            (line, 0) => write!(f, ", line {line}"),
            (line, column) => write!(f, ", line {line} column {column}"),
        }
    }
}
