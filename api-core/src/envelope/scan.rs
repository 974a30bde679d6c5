//! JSON text, gone through member by member.
//!
//! Serde's visitors would do, but are compiled for every type of payload: all that is known of an
//! envelope without its payload is read here instead, by code that is compiled once. Whatever needs
//! more than a look (escapes, numbers, nesting) is left to serde_json, from where it stands.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::locate::place;

/// Where a text could not be read on, and why.
#[derive(Debug)]
pub(crate) struct ScanError {
    pub(super) why: ScanErrorKind,
    /// Bytes that were read of the text, what is wrong being the last of them.
    pub(super) at: usize,
    /// The member that is at fault, where the place does not tell.
    pub(super) member: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScanErrorKind {
    /// It ends too early.
    Eof,
    /// It is no JSON.
    Syntax,
    /// It is JSON, and not what was declared.
    Unfit,
    /// A member is not there.
    Missing,
    /// A member is null.
    Null,
}

impl ScanError {
    /// At what serde_json did not take, in `text`.
    #[cold]
    pub(super) fn of(error: &serde_json::Error, text: &str) -> Self {
        let why = match error.classify() {
            Category::Eof => ScanErrorKind::Eof,
            Category::Syntax | Category::Io => ScanErrorKind::Syntax,
            Category::Data => ScanErrorKind::Unfit,
        };
        Self { why, at: place(error, text), member: None }
    }

    /// The same in a text that has so many bytes more in front.
    pub(super) fn after(self, bytes: usize) -> Self {
        Self { at: self.at + bytes, ..self }
    }

    pub(super) fn member(self, member: &'static str) -> Self {
        Self { member: Some(member), ..self }
    }
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Whether an object or a list was entered, and nothing read of it.
    entered: bool,
}

impl<'a> Scanner<'a> {
    /// Begins at the value that stands in `text` after so many bytes.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, entered: false }
    }

    /// Bytes that were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What was not read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Leaves out bytes that someone else has read.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Stops here.
    #[cold]
    pub(super) fn stop(&self, why: ScanErrorKind) -> ScanError {
        ScanError { why, at: self.at, member: None }
    }

    /// Stops at the next byte.
    #[cold]
    fn unexpected(&mut self) -> ScanError {
        let why = if self.peek().is_some() { ScanErrorKind::Syntax } else { ScanErrorKind::Eof };
        self.stop(why).after(usize::from(why == ScanErrorKind::Syntax))
    }

    /// The next byte that is no white space, which is left where it is.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// Goes into the value that stands here, if it opens with this bracket.
    pub(super) fn enter(&mut self, bracket: u8) -> bool {
        let opens = self.peek() == Some(bracket);
        self.at += usize::from(opens);
        self.entered = opens;
        opens
    }

    /// Whether another element follows in what was entered, which closes with this bracket.
    #[inline]
    pub(super) fn element(&mut self, bracket: u8) -> Result<bool, ScanError> {
        let next = self.peek();
        let entered = std::mem::take(&mut self.entered);
        if next == Some(bracket) {
            self.at += 1;
            Ok(false)
        } else if entered {
            Ok(true)
        } else if next == Some(b',') {
            self.at += 1;
            Ok(true)
        } else {
            Err(self.unexpected())
        }
    }

    /// The name of the next member of the object that was entered, up to its value.
    pub(super) fn next_name(&mut self) -> Result<Option<Cow<'a, str>>, ScanError> {
        if self.element(b'}')? { self.name().map(Some) } else { Ok(None) }
    }

    /// The name of the member that stands here, up to its value.
    pub(super) fn name(&mut self) -> Result<Cow<'a, str>, ScanError> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        let name = match self.plain() {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(self.read()?),
        };
        if self.peek() != Some(b':') {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(name)
    }

    /// Passes over the name of the next member, up to its value, if it is this one as it is usually
    /// written: a comparison, where [`Scanner::name`] would first have to look for its end.
    #[inline]
    pub(super) fn is_named(&mut self, name: &str) -> bool {
        let end = self.at + 1 + name.len();
        let text = self.text.as_bytes();
        // Where the name would end is looked at first: that settles most.
        let is = text.get(end..end + 2) == Some(b"\":")
            && text.get(self.at + 1..end) == Some(name.as_bytes());
        if is {
            self.at = end + 2;
        }
        is
    }

    /// Passes over the value that stands here, and gives its text.
    pub(super) fn skip(&mut self) -> Result<&'a str, ScanError> {
        let next = self.peek();
        let start = self.at;
        if next != Some(b'"') || self.plain().is_none() {
            let IgnoredAny = self.read()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Reads the value that stands here.
    pub(super) fn read<T: Deserialize<'a>>(&mut self) -> Result<T, ScanError> {
        let rest = self.rest();
        let (value, bytes) = read(rest).map_err(|stop| stop.after(self.at))?;
        self.at += bytes;
        Ok(value)
    }

    /// Makes sure that nothing follows.
    pub(super) fn end(&mut self) -> Result<(), ScanError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected()),
        }
    }

    /// The string that stands here, unless there is more to it than its characters.
    #[inline]
    fn plain(&mut self) -> Option<&'a str> {
        let text = self.text.get(self.at + 1..)?;
        let odd = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
        let end = text.as_bytes().iter().position(odd)?;
        if text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at += end + 2;
        text.get(..end)
    }
}

/// Reads the value that `text` begins with, and tells how many bytes it took.
#[inline]
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<(T, usize), ScanError> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    match values.next() {
        Some(Ok(value)) => Ok((value, values.byte_offset())),
        Some(Err(error)) => Err(ScanError::of(&error, text)),
        None => Err(ScanError { why: ScanErrorKind::Eof, at: text.len(), member: None }),
    }
}
