//! The values at the placeholders of a path.

use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::template::{Shape, Template, shape};
use crate::endpoint::PathPiece;
use crate::wire::cut;

/// The values at the placeholders, encoded as they came: where each is in the path.
pub(crate) type Captures = Vec<(&'static str, Range<usize>)>;

impl Template {
    /// The values in a path that axum has found to be of this template.
    pub(crate) fn captures_of_match(&self, path: &str) -> Option<Captures> {
        if self.is_plain && self.placeholders == 0 {
            return Some(Captures::new());
        }
        let plain = if self.is_plain { self.plain_captures(path) } else { None };
        plain.or_else(|| self.captures(path))
    }

    /// The same, piece by piece: a third of what [`Template::captures`] takes, three per cent of a
    /// request.
    fn plain_captures(&self, path: &str) -> Option<Captures> {
        let mut captures = Captures::with_capacity(self.placeholders);
        let mut rest = path;
        for piece in self.pieces {
            match *piece {
                PathPiece::Literal(text) => rest = rest.strip_prefix(text)?,
                PathPiece::Param(name) | PathPiece::Rest(name) => {
                    let (value, _) = cut(rest, b'/');
                    if !stays_in_place(value) {
                        return None;
                    }
                    let begin = path.len() - rest.len();
                    captures.push((name, begin..begin + value.len()));
                    rest = rest.get(value.len()..)?;
                }
            }
        }
        rest.is_empty().then_some(captures)
    }

    /// The values in a path that a client of this template may have written; none for any other
    /// path. A client writes no empty segment and none of dots, which an implementation could take
    /// for a way out of its directory.
    pub(crate) fn captures(&self, path: &str) -> Option<Captures> {
        let mut captures = Captures::with_capacity(self.placeholders);
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
                    percent_decode_str(text).decode_utf8_lossy().split('/').all(stays_in_place)
                }
            };
            if !stays {
                return None;
            }
            capture(segment, text, begin, &mut captures)?;
        }
        rest.is_none().then_some(captures)
    }
}

/// `true` if a segment is neither empty nor a step up or nowhere.
fn stays_in_place(segment: &str) -> bool {
    // Two dots, both encoded, are six bytes.
    if segment.len() > 6 || !segment.contains('%') {
        return !matches!(segment, "" | "." | "..");
    }
    let decoded = percent_decode_str(segment).decode_utf8_lossy();
    !matches!(&*decoded, "" | "." | "..")
}

/// Reads the values at the placeholders of one segment. Of two, the first takes as much as it can:
/// `{name}.{ext}` ends its name at the last dot.
/// The segment begins at `begin` of the path.
fn capture(segment: &[PathPiece], text: &str, begin: usize, captures: &mut Captures) -> Option<()> {
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
