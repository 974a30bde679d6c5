//! The parameters of an endpoint, and the pieces of its path.

use crate::params::Location;

/// The format of a body that is made of loose parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFormat {
    /// The members of a JSON object.
    Json,
    /// The pairs of a form (`application/x-www-form-urlencoded`).
    Form,
    /// The parts of a multipart body (`multipart/form-data`).
    Multipart,
}

/// A piece of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathPiece {
    /// Text that is the same on every call; percent-encoded where it must be.
    Literal(&'static str),
    /// `{name}`: a value that stays within its segment.
    Param(&'static str),
    /// `{name*}`: a value that may span segments and keeps its `/`.
    Rest(&'static str),
}

/// A parameter of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    name: &'static str,
    location: Location,
    wire_name: &'static str,
    sensitive: bool,
    deprecated: bool,
}

impl Param {
    /// The parameter `name`, sent at `location` under `wire_name`.
    #[must_use]
    pub const fn new(name: &'static str, location: Location, wire_name: &'static str) -> Self {
        Self { name, location, wire_name, sensitive: false, deprecated: false }
    }

    /// Marks the value as one that must not be shown.
    #[must_use]
    pub const fn with_sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Marks the parameter as one that callers should leave out.
    #[must_use]
    pub const fn with_deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// The name in the trait.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where the value is sent.
    #[must_use]
    pub const fn location(&self) -> Location {
        self.location
    }

    /// The name on the wire; empty if there is none, as for a whole body.
    #[must_use]
    pub const fn wire_name(&self) -> &'static str {
        self.wire_name
    }

    /// True if the value is marked `#[sensitive]`.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// True if the parameter is marked `#[deprecated]`.
    #[must_use]
    pub const fn is_deprecated(&self) -> bool {
        self.deprecated
    }
}

/// The pieces of a template, segment by segment. The empty template, that of the root, has one segment
/// without a piece.
pub(crate) fn segments(pieces: &'static [PathPiece]) -> Vec<Vec<PathPiece>> {
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
    // Nothing is in front of the first slash.
    if segments.len() > 1 {
        segments.remove(0);
    }
    for segment in &mut segments {
        segment.retain(|piece| *piece != PathPiece::Literal(""));
    }
    segments
}
