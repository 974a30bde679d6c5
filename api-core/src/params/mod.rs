//! The kinds of parameters at run time. A kind is a [`Location`] and a file: the statements of generated
//! code by which a client writes the value, a server reads it (`read`), and a description names it
//! (`describe`).
//!
//! `api-macros/src/params/` has the same files: what the macro knows of each kind. How a value is written
//! as a text and read back is in `wire/`.

mod body;
mod field;
mod header;
mod part;
mod path;
mod query;
mod url;

use std::fmt;

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Location {
    /// In the path, at its placeholder.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a member of the JSON object (or form) that is the body.
    Field,
    /// As the whole body.
    Body,
    /// As a part of a multipart body.
    Part,
    /// As the URL itself.
    Url,
}

impl Location {
    /// The word that messages have for it, and OpenAPI where it knows such a place.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Field => "field",
            Self::Body => "body",
            Self::Part => "part",
            Self::Url => "url",
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
