//! A path template from the server's side, segment by segment.
//!
//! axum finds a route by whole segments, and its router takes no text behind a placeholder. So a
//! segment such as `v{version}` is a wildcard to axum, and `read.rs` looks at what is in it.

use std::cmp::Reverse;

use crate::endpoint::{PathPiece, segments};

/// The segments of a template.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(super) segments: Vec<Vec<PathPiece>>,
    /// As they were declared, with the slashes.
    pub(super) pieces: &'static [PathPiece],
    pub(super) placeholders: usize,
    /// `true` if each segment is a text or one placeholder, so that axum looks at all of it.
    pub(super) is_plain: bool,
}

/// A segment as axum sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Literal(&'static str),
    Wild,
    Rest,
}

impl Template {
    pub(crate) fn new(pieces: &'static [PathPiece]) -> Self {
        let segments = segments(pieces);
        let is_whole = |segment: &Vec<PathPiece>| {
            matches!(segment[..], [] | [PathPiece::Literal(_) | PathPiece::Param(_)])
        };
        let is_plain = segments.iter().all(is_whole);
        let placeholders =
            pieces.iter().filter(|piece| !matches!(piece, PathPiece::Literal(_))).count();
        Self { segments, pieces, placeholders, is_plain }
    }

    fn shapes(&self) -> Vec<Shape> {
        self.segments.iter().map(|segment| shape(segment)).collect()
    }

    /// The template as axum has it.
    pub(crate) fn axum(&self) -> String {
        let mut text = String::new();
        for (i, shape) in self.shapes().into_iter().enumerate() {
            text.push('/');
            match shape {
                Shape::Literal(literal) => text.push_str(literal),
                Shape::Wild => text.push_str(&format!("{{{}}}", self.name(i))),
                Shape::Rest => text.push_str(&format!("{{*{}}}", self.name(i))),
            }
        }
        text
    }

    /// The name of the first placeholder of a segment.
    fn name(&self, segment: usize) -> &'static str {
        let pieces = self.segments.get(segment).into_iter().flatten();
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
        self.segments.iter().map(segment).collect::<Vec<_>>().join("/")
    }

    /// `true` if the two are one path to axum.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.shapes() == other.shapes()
    }

    /// `true` if axum refuses this beside `rest`: that takes the rest of a path from a segment on that is
    /// a placeholder here.
    pub(crate) fn folds_into(&self, rest: &Self) -> bool {
        let (own, rest) = (self.shapes(), rest.shapes());
        let Some((Shape::Rest, prefix)) = rest.split_last() else { return false };
        own.starts_with(prefix) && own.get(prefix.len()) == Some(&Shape::Wild)
    }

    /// `true` if every path with the shape of `other` may be meant for this.
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

    /// The order in which templates are tried: text before placeholders, segment by segment.
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
        self.segments.iter().map(rank).collect()
    }
}

pub(super) fn shape(segment: &[PathPiece]) -> Shape {
    match segment {
        [.., PathPiece::Rest(_)] => Shape::Rest,
        [] => Shape::Literal(""),
        [PathPiece::Literal(text)] => Shape::Literal(text),
        _ => Shape::Wild,
    }
}
