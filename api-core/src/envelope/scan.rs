//! Goes over JSON text, member by member.
//!
//! Serde's visitors would be compiled for every type of payload. All that can be read of an envelope
//! without knowing its payload is read here instead, by code that is compiled once. Whatever takes
//! more than a look (escapes, numbers, nesting) is left to serde_json.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::locate::place;
use super::misfit::Misfit;

/// Why a text could not be read on, and where.
#[derive(Debug)]
pub(crate) struct ScanError {
    pub(super) kind: ScanErrorKind,
    /// The number of bytes that were read. The last of them is wrong.
    pub(super) at: usize,
    /// The member that is wrong, if it is one of the envelope's own.
    pub(super) member: Option<&'static str>,
    /// Why it is not what was declared, if that is what is wrong.
    pub(super) misfit: Option<Box<Misfit>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScanErrorKind {
    /// It ends too early.
    Eof,
    /// It is no JSON.
    Syntax,
    /// It is JSON, and not what was declared.
    Unfit,
    /// A member is missing.
    Missing,
    /// A member is there more than once. Parsers disagree on which one counts, so none does.
    Repeated,
}

impl ScanError {
    pub(super) fn new(kind: ScanErrorKind, at: usize) -> Self {
        Self { kind, at, member: None, misfit: None }
    }

    /// An error of serde_json's about `text`.
    #[cold]
    pub(super) fn of(error: &serde_json::Error, text: &str) -> Self {
        let kind = match error.classify() {
            Category::Eof => ScanErrorKind::Eof,
            Category::Syntax | Category::Io => ScanErrorKind::Syntax,
            Category::Data => ScanErrorKind::Unfit,
        };
        let misfit = (kind != ScanErrorKind::Eof).then(|| Box::new(Misfit::of(error, text)));
        Self { misfit, ..Self::new(kind, place(error, text)) }
    }

    /// Moves the error behind so many bytes more.
    pub(super) fn after(self, bytes: usize) -> Self {
        Self { at: self.at + bytes, ..self }
    }

    /// Gives the error this reason.
    pub(super) fn misfit(self, misfit: Misfit) -> Self {
        Self { misfit: Some(Box::new(misfit)), ..self }
    }

    /// Gives the error to this member.
    pub(super) fn member(self, member: &'static str) -> Self {
        Self { member: Some(member), ..self }
    }
}

/// A position in JSON text, and the steps that can be made from it.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// True if an object or a list was entered, and nothing read of it yet.
    entered: bool,
}

impl<'a> Scanner<'a> {
    /// Begins at the value that `text` has after so many bytes.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, entered: false }
    }

    /// The number of bytes that were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The text that is yet to be read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over bytes that were read elsewhere.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// An error here.
    #[cold]
    pub(super) fn error(&self, kind: ScanErrorKind) -> ScanError {
        ScanError::new(kind, self.at)
    }

    /// An error about a member that is there more than once.
    #[cold]
    pub(super) fn repeated(&self, member: &'static str) -> ScanError {
        self.error(ScanErrorKind::Repeated).member(member)
    }

    /// An error about the next byte.
    #[cold]
    fn unexpected(&mut self) -> ScanError {
        let kind = if self.peek().is_some() { ScanErrorKind::Syntax } else { ScanErrorKind::Eof };
        self.error(kind).after(usize::from(kind == ScanErrorKind::Syntax))
    }

    /// The next byte that is no white space. Passes over the white space, and not over the byte.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// Enters the next value if it opens with this bracket.
    pub(super) fn enter(&mut self, bracket: u8) -> bool {
        let opens = self.peek() == Some(bracket);
        self.at += usize::from(opens);
        self.entered = opens;
        opens
    }

    /// True if another element follows in what was entered, which closes with this bracket.
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

    /// The name of the next member, if the object that was entered has one more. Passes over it, up to
    /// the member's value.
    pub(super) fn next_name(&mut self) -> Result<Option<Cow<'a, str>>, ScanError> {
        if self.element(b'}')? { self.name().map(Some) } else { Ok(None) }
    }

    /// The name of the next member. Passes over it, up to the member's value.
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

    /// True if the next member has this name, spelled without escapes or white space. Then passes over
    /// it, up to the member's value. A comparison, where [`Scanner::name`] looks for the end first.
    #[inline]
    pub(super) fn is_named(&mut self, name: &str) -> bool {
        let end = self.at + 1 + name.len();
        let text = self.text.as_bytes();
        // The end is compared first: that settles most.
        let is = text.get(end..end + 2) == Some(b"\":")
            && text.get(self.at + 1..end) == Some(name.as_bytes());
        if is {
            self.at = end + 2;
        }
        is
    }

    /// Passes over the next value. Returns its text.
    pub(super) fn skip(&mut self) -> Result<&'a str, ScanError> {
        let next = self.peek();
        let start = self.at;
        if next != Some(b'"') || self.plain().is_none() {
            let IgnoredAny = self.read()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Reads the next value.
    pub(super) fn read<T: Deserialize<'a>>(&mut self) -> Result<T, ScanError> {
        let rest = self.rest();
        let (value, bytes) = read(rest).map_err(|error| error.after(self.at))?;
        self.at += bytes;
        Ok(value)
    }

    /// Fails if anything follows.
    pub(super) fn end(&mut self) -> Result<(), ScanError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected()),
        }
    }

    /// The string that begins here, unless it has escapes or does not end.
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

/// Reads the value that `text` begins with. Returns it, and how many bytes it took.
#[inline]
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<(T, usize), ScanError> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    match values.next() {
        Some(Ok(value)) => Ok((value, values.byte_offset())),
        Some(Err(error)) => Err(ScanError::of(&error, text)),
        None => Err(ScanError::new(ScanErrorKind::Eof, text.len())),
    }
}
