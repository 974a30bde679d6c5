//! The values at the placeholders of a path.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2;
use percent_encoding::percent_decode_str;

use super::template::{Shape, Template, shape};
use crate::endpoint::PathPiece;
use crate::wire::cut;

/// The values at the placeholders, encoded as they came: in the template's order, where in the path each
/// of them is.
#[derive(Debug)]
pub(crate) enum Captures {
    /// Each is a whole segment, and none is percent-encoded. A list would be the one allocation that a
    /// path takes more than by hand.
    Segments(Places),
    List(Vec<Range<usize>>),
}

/// Where a few segments begin and end. A target of the `http` crate has fewer than 65 536 bytes.
type Places = [(u16, u16); 4];

impl Captures {
    /// The value at a placeholder, counted from zero, of the path that they are of. Not by its name: to
    /// compare names took one per cent of a path with two of them.
    pub(crate) fn value<'p>(&self, placeholder: usize, path: &'p str) -> Option<&'p str> {
        path.get(match self {
            Self::Segments(places) => {
                let (begin, end) = *places.get(placeholder)?;
                usize::from(begin)..usize::from(end)
            }
            Self::List(list) => list.get(placeholder)?.clone(),
        })
    }

    /// `false` if no value is percent-encoded.
    pub(crate) fn may_be_encoded(&self) -> bool {
        matches!(self, Self::List(_))
    }
}

impl Default for Captures {
    fn default() -> Self {
        Self::Segments(Places::default())
    }
}

impl Template {
    /// The values in a path that axum has found to be of this template.
    pub(crate) fn captures_of_match(&self, path: &str) -> Option<Captures> {
        if self.placeholders == 0 && self.is_plain {
            return Some(Captures::default());
        }
        match whole_segments(self.pieces, path).filter(|_| self.is_plain) {
            Some(places) => Some(Captures::Segments(places)),
            None => self.captures(path),
        }
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
                Shape::Rest if !text.contains('%') => all_name_something(text.as_bytes()),
                // Decoded as a whole: an encoded slash is a slash to code that opens a file.
                Shape::Rest => {
                    let decoded: Cow<'_, [u8]> = percent_decode_str(text).into();
                    all_name_something(&decoded)
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

/// Where the values of a template's placeholders are in a path, if they are as most are: few, each a whole
/// segment that a client may have written, and nothing encoded.
///
/// The path is compared with the template once more. axum may have seen another one: a layer in between can
/// change it.
fn whole_segments(pieces: &[PathPiece], path: &str) -> Option<Places> {
    let mut places = Places::default();
    let mut slots = places.iter_mut();
    let mut rest = path;
    let (pairs, end) = pieces.as_chunks();
    for pair in pairs {
        let [PathPiece::Literal(text), PathPiece::Param(_) | PathPiece::Rest(_)] = pair else {
            return None;
        };
        rest = rest.strip_prefix(text)?;
        let begin = path.len() - rest.len();
        let length = memchr2(b'/', b'%', rest.as_bytes()).unwrap_or(rest.len());
        let (value, behind) = rest.split_at_checked(length)?;
        if behind.starts_with('%') || !names_something(value.as_bytes()) {
            return None;
        }
        *slots.next()? = (u16::try_from(begin).ok()?, u16::try_from(begin + length).ok()?);
        rest = behind;
    }
    let is_whole = match end {
        [PathPiece::Literal(text)] => rest == *text,
        _ => rest.is_empty(),
    };
    is_whole.then_some(places)
}

/// `true` if a segment is neither empty nor a step up or nowhere.
fn stays_in_place(segment: &str) -> bool {
    // Two dots, both encoded, are six bytes.
    if segment.len() > 6 || !segment.contains('%') {
        return names_something(segment.as_bytes());
    }
    let decoded: Cow<'_, [u8]> = percent_decode_str(segment).into();
    names_something(&decoded)
}

/// `true` if a decoded segment names something.
fn names_something(segment: &[u8]) -> bool {
    !matches!(segment, b"" | b"." | b"..")
}

/// `true` if each decoded segment names something. Byte by byte: the search of a `str` takes a hundred
/// instructions to begin, and there may be hundreds of segments.
fn all_name_something(segments: &[u8]) -> bool {
    segments.split(|byte| *byte == b'/').all(names_something)
}

/// Reads the values at the placeholders of one segment. Of two, the first takes as much as it can:
/// `{name}.{ext}` ends its name at the last dot. The segment begins at `begin` of the path.
fn capture(
    segment: &[PathPiece],
    text: &str,
    begin: usize,
    captures: &mut Vec<Range<usize>>,
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
            PathPiece::Param(_) | PathPiece::Rest(_) => {
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
                captures.push(end - value.len()..end);
            }
        }
    }
    captures.get_mut(known..)?.reverse();
    text.is_none_or(str::is_empty).then_some(())
}
