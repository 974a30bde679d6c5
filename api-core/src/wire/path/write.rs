//! The path of a request, from a template's pieces and the values between them.
//!
//! A value stays where it was put. Everything but unreserved characters is percent-encoded, which
//! keeps `/`, `?` and `#` inside the segment; but no encoding makes a segment `.` or `..` safe
//! (URL parsers resolve `%2e%2e` too) and an empty one turns an item's path into that of its
//! collection. So a value that leaves its whole segment `.`, `..` or empty is refused.

use std::fmt::{self, Display, Write as _};

use serde::Serialize;

use crate::endpoint::PathPiece;
use crate::wire::percent::{self, Encoder};
use crate::wire::scalar::write::texts;

/// Writes a path piece by piece, checking every segment that holds a value.
#[derive(Clone)]
pub(crate) struct PathWriter {
    pieces: &'static [PathPiece],
    /// The last placeholder that was written into the segment that is being written.
    value: Option<&'static str>,
}

/// Why a path value cannot be sent.
pub(crate) struct InvalidPath {
    pub(crate) placeholder: &'static str,
    /// The end of a sentence about it.
    pub(crate) why: &'static str,
}

impl PathWriter {
    /// Begins the path: writes up to the first placeholder.
    pub(crate) fn begin(target: &mut String, pieces: &'static [PathPiece]) -> Self {
        let mut writer = Self { pieces, value: None };
        // The first piece follows no value, so there is no segment yet that could be refused.
        _ = writer.literals(target);
        writer
    }

    /// Writes the value of the next placeholder, and the text that follows it.
    pub(crate) fn value(
        &mut self,
        target: &mut String,
        value: &dyn Display,
    ) -> Result<(), InvalidPath> {
        let Some((piece, rest)) = self.pieces.split_first() else { return Ok(()) };
        if let PathPiece::Param(name) = *piece {
            self.pieces = rest;
            self.value = Some(name);
            write!(Encoder(target), "{value}").map_err(|_| cannot_display(name))?;
            return self.literals(target);
        }
        self.segments(target, value, |target, segment| {
            percent::push(target, segment);
            Ok(())
        })
    }

    /// Writes a value that is percent-encoded already, and the text that follows it.
    pub(crate) fn encoded(
        &mut self,
        target: &mut String,
        value: &dyn Display,
    ) -> Result<(), InvalidPath> {
        self.segments(target, value, |target, segment| {
            if !percent::is_encoded(segment, percent::in_segment) {
                return Err(percent::NOT_ENCODED);
            }
            target.push_str(segment);
            Ok(())
        })
    }

    /// Writes the elements of a list, and the text that follows it.
    pub(crate) fn list<V: Serialize + ?Sized>(
        &mut self,
        target: &mut String,
        value: &V,
    ) -> Result<(), InvalidPath> {
        let Some((piece, rest)) = self.pieces.split_first() else { return Ok(()) };
        let (PathPiece::Param(name) | PathPiece::Rest(name)) = *piece else { return Ok(()) };
        self.pieces = rest;
        self.value = Some(name);
        let invalid = |why| InvalidPath { placeholder: name, why };
        let elements = texts(value).map_err(|error| invalid(error.why()))?;
        for (i, element) in elements.iter().enumerate() {
            if element.is_empty() {
                return Err(invalid("has an element that is empty"));
            }
            if i > 0 {
                target.push(',');
            }
            percent::push(target, element);
        }
        self.literals(target)
    }

    /// Writes a value segment by segment: one, unless it takes the rest of the path.
    fn segments(
        &mut self,
        target: &mut String,
        value: &dyn Display,
        write: fn(&mut String, &str) -> Result<(), &'static str>,
    ) -> Result<(), InvalidPath> {
        let Some((piece, rest)) = self.pieces.split_first() else { return Ok(()) };
        self.pieces = rest;
        let (PathPiece::Param(name) | PathPiece::Rest(name)) = *piece else { return Ok(()) };
        let mut text = String::new();
        fmt::Write::write_fmt(&mut text, format_args!("{value}"))
            .map_err(|_| cannot_display(name))?;
        let is_rest = matches!(piece, PathPiece::Rest(_));
        for (i, segment) in text.split('/').enumerate() {
            if i > 0 {
                if !is_rest {
                    return Err(InvalidPath {
                        placeholder: name,
                        why: "holds a `/`; write it as `%2F`, or `{name*}`",
                    });
                }
                self.slash(target)?;
            }
            self.value = Some(name);
            write(target, segment).map_err(|why| InvalidPath { placeholder: name, why })?;
        }
        self.literals(target)
    }

    /// The name of the next placeholder.
    pub(crate) fn placeholder(&self) -> &'static str {
        match self.pieces {
            [PathPiece::Param(name) | PathPiece::Rest(name), ..] => name,
            _ => "",
        }
    }

    /// Ends the path: checks the last segment.
    pub(crate) fn end(&mut self, target: &str) -> Result<(), InvalidPath> {
        self.check(target)
    }

    fn literals(&mut self, target: &mut String) -> Result<(), InvalidPath> {
        while let [PathPiece::Literal(text), rest @ ..] = self.pieces {
            self.pieces = rest;
            let slash = self.value.and_then(|_| text.find('/'));
            let Some(slash) = slash else {
                target.push_str(text);
                continue;
            };
            let (segment, next) = text.split_at(slash);
            target.push_str(segment);
            self.check(target)?;
            self.value = None;
            target.push_str(next);
        }
        Ok(())
    }

    fn slash(&mut self, target: &mut String) -> Result<(), InvalidPath> {
        self.check(target)?;
        target.push('/');
        self.value = None;
        Ok(())
    }

    fn check(&self, target: &str) -> Result<(), InvalidPath> {
        let Some(name) = self.value else { return Ok(()) };
        // A value's own slashes are encoded, or were checked one by one.
        let segment = target.rsplit('/').next().unwrap_or_default();
        if segment.is_empty() {
            return Err(InvalidPath { placeholder: name, why: "leaves its path segment empty" });
        }
        if DOT_SEGMENTS.iter().any(|dots| segment.eq_ignore_ascii_case(dots)) {
            return Err(InvalidPath { placeholder: name, why: DOTS });
        }
        Ok(())
    }
}

/// Segments that URL parsers resolve, in any case of letters.
const DOT_SEGMENTS: [&str; 6] = [".", "%2e", "..", ".%2e", "%2e.", "%2e%2e"];

const DOTS: &str = "leaves its path segment `.` or `..`, which would reach another endpoint";

fn cannot_display(name: &'static str) -> InvalidPath {
    InvalidPath { placeholder: name, why: "could not be written: its own `Display` failed" }
}

/// `true` if `V` is a float. Only the type tells: `NaN` may as well be a name, and `Display` shows
/// both alike.
pub(crate) fn is_float<V: ?Sized>() -> bool {
    matches!(std::any::type_name::<V>().trim_start_matches('&'), "f32" | "f64")
}
