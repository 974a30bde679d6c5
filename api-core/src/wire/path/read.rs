//! The values at the placeholders of a path.

use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::template::{Shape, Template, shape};
use crate::endpoint::PathPiece;
use crate::wire::cut;

/// The values at the placeholders, encoded as they came: where in the path each of them is.
#[derive(Debug)]
pub(crate) enum Captures {
    /// Each is a whole segment of this template, and is looked for when it is read. A list would be the
    /// one allocation that a path takes more than by hand.
    Segments(&'static [PathPiece]),
    List(Vec<(&'static str, Range<usize>)>),
}

impl Captures {
    /// The value at a placeholder of the path that they are of.
    pub(crate) fn value<'p>(&self, name: &str, path: &'p str) -> Option<&'p str> {
        match self {
            Self::Segments(pieces) => {
                let mut found = None;
                each_segment(pieces, path, |own, value| {
                    found = (own == name).then_some(value);
                    found.is_none()
                });
                found
            }
            Self::List(list) => {
                let (_, at) = list.iter().find(|(own, _)| *own == name)?;
                path.get(at.clone())
            }
        }
    }
}

impl Default for Captures {
    fn default() -> Self {
        Self::Segments(&[])
    }
}

impl Template {
    /// The values in a path that axum has found to be of this template.
    pub(crate) fn captures_of_match(&self, path: &str) -> Option<Captures> {
        let stays = |_, value: &_| stays_in_place(value);
        if self.is_plain && (self.placeholders == 0 || each_segment(self.pieces, path, stays)) {
            return Some(Captures::Segments(self.pieces));
        }
        self.captures(path)
    }

    /// The values in a path that a client of this template may have written; none for any other
    /// path. A client writes no empty segment and none of dots, which an implementation could take
    /// for a way out of its directory.
    pub(crate) fn captures(&self, path: &str) -> Option<Captures> {
        let mut captures = Vec::with_capacity(self.placeholders);
        let mut rest = Some(path.strip_prefix('/').unwrap_or(path));
        for segment in &self.segments {
            let text = rest?;
            let begin = path.len() - text.len();
            let (text, behind) = match segment.last() {
                Some(PathPiece::Rest(_)) => (text, None),
                _ => cut(text, b'/'),
            };
            rest = behind;
            let stays = match shape(segment) {
                Shape::Literal(_) => true,
                Shape::Wild => stays_in_place(text),
                // Decoded as a whole: an encoded slash is a slash to code that opens a file.
                Shape::Rest if !text.contains('%') => text.split('/').all(stays_in_place),
                Shape::Rest => {
                    percent_decode_str(text).decode_utf8_lossy().split('/').all(names_something)
                }
            };
            if !stays {
                return None;
            }
            capture(segment, text, begin, &mut captures)?;
        }
        rest.is_none().then_some(Captures::List(captures))
    }
}

/// Goes through the placeholders of a template in which each is a whole segment, with their values in
/// a path, as long as `take` takes them. `true` if it took all, and the path is of the template.
fn each_segment<'p>(
    pieces: &'static [PathPiece],
    path: &'p str,
    mut take: impl FnMut(&'static str, &'p str) -> bool,
) -> bool {
    let mut rest = path;
    for piece in pieces {
        let behind = match *piece {
            PathPiece::Literal(text) => rest.strip_prefix(text),
            PathPiece::Param(name) | PathPiece::Rest(name) => {
                let (value, _) = cut(rest, b'/');
                if take(name, value) { rest.get(value.len()..) } else { None }
            }
        };
        let Some(behind) = behind else { return false };
        rest = behind;
    }
    rest.is_empty()
}

/// `true` if a segment is neither empty nor a step up or nowhere.
fn stays_in_place(segment: &str) -> bool {
    // Two dots, both encoded, are six bytes.
    if segment.len() > 6 || !segment.contains('%') {
        return names_something(segment);
    }
    names_something(&percent_decode_str(segment).decode_utf8_lossy())
}

/// True if a decoded segment names something.
fn names_something(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..")
}

/// Reads the values at the placeholders of one segment. Of two, the first takes as much as it can:
/// `{name}.{ext}` ends its name at the last dot. The segment begins at `begin` of the path.
fn capture(
    segment: &[PathPiece],
    text: &str,
    begin: usize,
    captures: &mut Vec<(&'static str, Range<usize>)>,
) -> Option<()> {
    let (text, begin, pieces) = match segment {
        [PathPiece::Literal(first), pieces @ ..] => {
            (text.strip_prefix(first)?, begin + first.len(), pieces)
        }
        pieces => (text, begin, pieces),
    };
    let known = captures.len();
    // From the end, where the next text to the left is the last one of its kind.
    let mut text = Some(text);
    let mut pieces = pieces.iter().rev().peekable();
    while let Some(piece) = pieces.next() {
        let whole = text?;
        match *piece {
            PathPiece::Literal(literal) => text = Some(whole.strip_suffix(literal)?),
            PathPiece::Param(name) | PathPiece::Rest(name) => {
                let value = match pieces.peek() {
                    Some(PathPiece::Literal(literal)) => {
                        let (left, value) = whole.rsplit_once(literal)?;
                        text = whole.get(..left.len() + literal.len());
                        value
                    }
                    _ => {
                        text = None;
                        whole
                    }
                };
                let end = begin + whole.len();
                captures.push((name, end - value.len()..end));
            }
        }
    }
    captures.get_mut(known..)?.reverse();
    text.is_none_or(str::is_empty).then_some(())
}
