//! Paths that fit two templates: `/a/bz` fits `/a/{x}` and `/a/b{x}`.
//!
//! The server has an order: more literal text wins. A client that sends `bz` to the first gets the
//! second, so the author of the trait is warned. Where one of the segments has no placeholder, as in
//! `/users/me` beside `/users/{id}`, the order is what everybody expects.

use crate::model::endpoint::Endpoint;
use crate::model::path::Piece;

/// True if a request may fit the templates of both endpoints.
pub(super) fn ambiguous(one: &Endpoint, other: &Endpoint) -> bool {
    if one.method != other.method || one.query.pairs != other.query.pairs {
        return false;
    }
    let (one, other) = (segments(one), segments(other));
    one.len() == other.len()
        && one.iter().zip(&other).all(|(one, other)| one.overlaps(other))
        && one.iter().zip(&other).any(|(one, other)| one.is_mixed_up_with(other))
}

/// A segment: the literal text before the first placeholder and behind the last.
#[derive(Default, PartialEq)]
struct Segment {
    before: String,
    behind: String,
    placeholders: usize,
    /// True of `{name*}`, which is always the last choice.
    rest: bool,
}

impl Segment {
    fn overlaps(&self, other: &Self) -> bool {
        match (self.placeholders, other.placeholders) {
            (0, 0) => self.before == other.before,
            (0, _) => other.takes(&self.before),
            (_, 0) => self.takes(&other.before),
            _ => {
                let prefix = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
                let suffix = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
                prefix(&self.before, &other.before) && suffix(&self.behind, &other.behind)
            }
        }
    }

    fn takes(&self, text: &str) -> bool {
        text.len() > self.before.len() + self.behind.len()
            && text.starts_with(&self.before)
            && text.ends_with(&self.behind)
    }

    fn is_mixed_up_with(&self, other: &Self) -> bool {
        self.placeholders > 0
            && other.placeholders > 0
            && !self.rest
            && !other.rest
            && self != other
    }
}

fn segments(endpoint: &Endpoint) -> Vec<Segment> {
    let mut segments = vec![Segment::default()];
    for piece in &endpoint.template.pieces {
        match piece {
            Piece::Literal(text) => {
                for (i, part) in text.split('/').enumerate() {
                    if i > 0 {
                        segments.push(Segment::default());
                    }
                    if let Some(last) = segments.last_mut() {
                        let text = if last.placeholders == 0 {
                            &mut last.before
                        } else {
                            &mut last.behind
                        };
                        text.push_str(part);
                    }
                }
            }
            Piece::Param(_) | Piece::Rest(_) => {
                if let Some(last) = segments.last_mut() {
                    last.placeholders += 1;
                    last.rest |= matches!(piece, Piece::Rest(_));
                    last.behind.clear();
                }
            }
        }
    }
    segments
}
