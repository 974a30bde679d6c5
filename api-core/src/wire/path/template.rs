//! A path template from the server's side: which paths it takes, and what stands at its
//! placeholders.
//!
//! axum finds the way by whole segments, and its router takes no text behind a placeholder. So a
//! segment such as `v{version}` is a wildcard to axum, and what stands in it is looked at here.

use std::cmp::Reverse;

use percent_encoding::percent_decode_str;

use crate::endpoint::PathPiece;

/// A template, segment by segment.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Vec<Vec<PathPiece>>);

/// What axum sees of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    Literal(String),
    Wild,
    Rest,
}

/// The values at the placeholders, as they stand in the path.
pub(crate) type Captures = Vec<(&'static str, String)>;

impl Pattern {
    pub(crate) fn new(pieces: &'static [PathPiece]) -> Self {
        let mut segments: Vec<Vec<PathPiece>> = vec![Vec::new()];
        let mut put = |piece, begins: bool| match segments.last_mut() {
            Some(last) if !begins => last.push(piece),
            _ => segments.push(vec![piece]),
        };
        for piece in pieces {
            let PathPiece::Literal(text) = *piece else {
                put(*piece, false);
                continue;
            };
            for (i, part) in text.split('/').enumerate() {
                put(PathPiece::Literal(part), i > 0);
            }
        }
        // What comes before the first slash is empty; the empty template is that of the root.
        if segments.len() > 1 {
            segments.remove(0);
        }
        for segment in &mut segments {
            segment.retain(|piece| *piece != PathPiece::Literal(""));
        }
        Self(segments)
    }

    fn shapes(&self) -> Vec<Shape> {
        self.0.iter().map(|segment| shape(segment)).collect()
    }

    /// The template as axum has it.
    pub(crate) fn axum(&self) -> String {
        let mut text = String::new();
        for (i, shape) in self.shapes().into_iter().enumerate() {
            text.push('/');
            match shape {
                Shape::Literal(literal) => text.push_str(&literal),
                Shape::Wild => text.push_str(&format!("{{{}}}", self.name(i))),
                Shape::Rest => text.push_str(&format!("{{*{}}}", self.name(i))),
            }
        }
        text
    }

    /// What a segment with placeholders is called: the first of them.
    fn name(&self, segment: usize) -> &'static str {
        let pieces = self.0.get(segment).into_iter().flatten();
        let mut names = pieces.filter_map(|piece| match piece {
            PathPiece::Param(name) | PathPiece::Rest(name) => Some(*name),
            PathPiece::Literal(_) => None,
        });
        names.next().unwrap_or("rest")
    }

    /// The template without the names of its placeholders.
    pub(crate) fn anonymous(&self) -> String {
        let piece = |piece: &PathPiece| match *piece {
            PathPiece::Literal(text) => text.to_owned(),
            PathPiece::Param(_) => "{}".to_owned(),
            PathPiece::Rest(_) => "{*}".to_owned(),
        };
        let segment = |segment: &Vec<PathPiece>| segment.iter().map(piece).collect::<String>();
        self.0.iter().map(segment).collect::<Vec<_>>().join("/")
    }

    /// Whether axum knows the two under one path.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.shapes() == other.shapes()
    }

    /// Whether axum could not have this beside `rest`, which takes the rest of a path from a place
    /// where this has a placeholder.
    pub(crate) fn folds_into(&self, rest: &Self) -> bool {
        let (own, rest) = (self.shapes(), rest.shapes());
        let Some((Shape::Rest, prefix)) = rest.split_last() else { return false };
        own.starts_with(prefix) && own.get(prefix.len()) == Some(&Shape::Wild)
    }

    /// Whether every path that axum hands to `other` by its shape may be meant for this.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let (own, other) = (self.shapes(), other.shapes());
        let mut other = other.iter();
        for shape in &own {
            match (shape, other.next()) {
                (Shape::Rest, Some(_)) => return true,
                (Shape::Wild, Some(Shape::Literal(text))) if !text.is_empty() => {}
                (Shape::Wild, Some(Shape::Wild)) => {}
                (Shape::Literal(own), Some(Shape::Literal(text))) if own == text => {}
                _ => return false,
            }
        }
        other.next().is_none()
    }

    /// The order in which templates are asked: text before placeholders, segment by segment.
    pub(crate) fn rank(&self) -> Vec<Reverse<(u8, usize)>> {
        let rank = |segment: &Vec<PathPiece>| {
            let text = segment.iter().map(|piece| match piece {
                PathPiece::Literal(text) => text.len(),
                _ => 0,
            });
            let text: usize = text.sum();
            Reverse(match shape(segment) {
                Shape::Literal(_) => (3, 0),
                Shape::Wild if text > 0 => (2, text),
                Shape::Wild => (1, 0),
                Shape::Rest => (0, text),
            })
        };
        self.0.iter().map(rank).collect()
    }

    /// The values in a path that a client of this template may have written; none for any other
    /// path. What no client writes is nobody's: an empty segment, or one of dots, which the
    /// implementation could take for a way out of its directory.
    pub(crate) fn captures(&self, path: &str) -> Option<Captures> {
        let mut captures = Captures::new();
        let mut rest = Some(path.strip_prefix('/').unwrap_or(path));
        for segment in &self.0 {
            let text = rest?;
            let (text, behind) = match segment.last() {
                Some(PathPiece::Rest(_)) => (text, None),
                _ => match text.split_once('/') {
                    Some((text, behind)) => (text, Some(behind)),
                    None => (text, None),
                },
            };
            rest = behind;
            let stays = match shape(segment) {
                Shape::Literal(_) => true,
                Shape::Wild => is_walkable(text),
                // Decoded as a whole: an encoded slash is one to who opens a file.
                Shape::Rest => {
                    percent_decode_str(text).decode_utf8_lossy().split('/').all(is_walkable)
                }
            };
            if !stays {
                return None;
            }
            capture(segment, text, &mut captures)?;
        }
        rest.is_none().then_some(captures)
    }
}

fn shape(segment: &[PathPiece]) -> Shape {
    match segment {
        [.., PathPiece::Rest(_)] => Shape::Rest,
        [] => Shape::Literal(String::new()),
        [PathPiece::Literal(text)] => Shape::Literal((*text).to_owned()),
        _ => Shape::Wild,
    }
}

/// Whether a segment stays where it is.
fn is_walkable(segment: &str) -> bool {
    let decoded = percent_decode_str(segment).decode_utf8_lossy();
    !matches!(&*decoded, "" | "." | "..")
}

/// Reads what stands at the placeholders of one segment. Of two, the first takes as much as it can:
/// `{name}.{ext}` ends its name at the last dot.
fn capture(segment: &[PathPiece], text: &str, captures: &mut Captures) -> Option<()> {
    let (text, pieces) = match segment {
        [PathPiece::Literal(first), pieces @ ..] => (text.strip_prefix(first)?, pieces),
        pieces => (text, pieces),
    };
    let begin = captures.len();
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
                captures.push((name, value.to_owned()));
            }
        }
    }
    captures.get_mut(begin..)?.reverse();
    text.is_none_or(str::is_empty).then_some(())
}
