//! Path templates: `/users/{id}/files/{name*}?fixed=1`.

use syn::Ident;
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;

use super::query::{ENCODE, FRAGMENT, NOT_ENCODED, Query, UNFRAGMENT, encode};

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    Literal(String),
    Param(String),
    Rest(String),
}

impl Piece {
    /// The piece without the name of its placeholder, which the server never sees.
    pub(crate) fn anonymous(&self) -> &str {
        match self {
            Self::Literal(text) => text,
            Self::Param(_) => "{}",
            Self::Rest(_) => "{*}",
        }
    }
}

/// A template in pieces, its literal query apart.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Template {
    /// As it was written.
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) query: Query,
}

/// An error in a template, and which characters of it are wrong (offset and length, in characters).
#[derive(Debug, PartialEq)]
pub(crate) struct TemplateError {
    pub(crate) fault: String,
    pub(crate) help: String,
    pub(crate) at: usize,
    pub(crate) len: usize,
}

impl TemplateError {
    /// The fault with the template below it and carets under the characters, since a stable
    /// compiler cannot underline inside a literal.
    pub(crate) fn shown(&self, template: &str) -> String {
        let carets = " ".repeat(self.at) + &"^".repeat(self.len.max(1));
        format!("{}\n\n  {template}\n  {carets}", self.fault)
    }
}

impl Template {
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(_) => None,
            Piece::Param(name) | Piece::Rest(name) => Some(name.as_str()),
        })
    }

    /// Parses a template; the first error ends it.
    pub(crate) fn parse(text: &str) -> Result<Self, TemplateError> {
        let error = |fault: &str, help: &str, at: usize, len: usize| {
            Err(TemplateError { fault: fault.to_owned(), help: help.to_owned(), at, len })
        };
        let chars: Vec<char> = text.chars().collect();
        if !chars.is_empty() && chars.first() != Some(&'/') {
            return error("this path does not begin with `/`", &format!("write `/{text}`"), 0, 1);
        }
        let mut template = Self { text: text.to_owned(), ..Self::default() };
        let mut literal = String::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            match c {
                '{' => {
                    let rest = chars.get(at + 1..).unwrap_or_default();
                    let Some(len) = rest.iter().position(|c| matches!(c, '{' | '}')) else {
                        return error(
                            "this `{` is never closed",
                            "write `}` behind the name, or `%7B` for the brace itself",
                            at,
                            1,
                        );
                    };
                    if rest.get(len) == Some(&'{') {
                        return error(
                            "this `{` is inside of another placeholder",
                            "close the outer one first, as in `{a}{b}`",
                            at + 1 + len,
                            1,
                        );
                    }
                    let name: String = rest.iter().take(len).collect();
                    let (name, is_rest) = match name.strip_suffix('*') {
                        Some(name) => (name.to_owned(), true),
                        None => (name, false),
                    };
                    if name.is_empty() {
                        return error(
                            "this placeholder has no name",
                            "write the name of a parameter into it, as in `{id}`",
                            at,
                            len + 2,
                        );
                    }
                    if Ident::parse_any.parse_str(&name).is_err() {
                        return error(
                            &format!("`{name}` cannot be the name of a parameter"),
                            "write a Rust identifier: the name is not sent",
                            at + 1,
                            len,
                        );
                    }
                    if template.placeholders().any(|other| other == name) {
                        return error(
                            &format!("the placeholder `{{{name}}}` is in the path twice"),
                            "give the second one another name, and a parameter of its own",
                            at,
                            len + 2,
                        );
                    }
                    if !literal.is_empty() {
                        template.pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    }
                    at += len + 2;
                    if is_rest && at < chars.len() && chars.get(at) != Some(&'?') {
                        return error(
                            &format!("`{{{name}*}}` takes the rest of the path, and more follows"),
                            &format!("write `{{{name}}}` for one segment, or move it to the end"),
                            at - len - 2,
                            len + 2,
                        );
                    }
                    template.pieces.push(if is_rest {
                        Piece::Rest(name)
                    } else {
                        Piece::Param(name)
                    });
                    continue;
                }
                '}' => {
                    return error(
                        "this `}` closes nothing",
                        "write `%7D` for the brace itself",
                        at,
                        1,
                    );
                }
                '#' => {
                    return error(FRAGMENT, UNFRAGMENT, at, chars.len() - at);
                }
                '?' if at + 1 == chars.len() => {
                    return error("the query of this path is empty", "remove the `?`", at, 1);
                }
                '?' => {
                    let query: String = chars.iter().skip(at + 1).collect();
                    template.query = Query::literal(&query)
                        .map_err(|error| TemplateError { at: at + 1 + error.at, ..error })?;
                    break;
                }
                '/' if chars.get(at + 1) == Some(&'/') => {
                    return error("this path segment is empty", "write one `/`", at, 2);
                }
                '%' if !is_encoded(chars.get(at..at + 3)) => {
                    return error(NOT_ENCODED, ENCODE, at, 1);
                }
                _ if c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(c) => {
                    literal.push(c)
                }
                _ => {
                    return error(
                        "this character cannot be in a path as it is",
                        &format!("write `{}`", encode(&c.to_string())),
                        at,
                        1,
                    );
                }
            }
            at += 1;
        }
        if !literal.is_empty() {
            template.pieces.push(Piece::Literal(literal));
        }
        let mut begin = 0;
        let path: String = chars.iter().take_while(|c| **c != '?').collect();
        for segment in path.split('/') {
            let len = segment.chars().count();
            if matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..") {
                return error(
                    "this dot segment would be resolved away",
                    "write the path that is meant, without it",
                    begin,
                    len,
                );
            }
            begin += len + 1;
        }
        Ok(template)
    }
}

/// Whether these are a `%` and two hexadecimal digits.
pub(super) fn is_encoded(chars: Option<&[char]>) -> bool {
    matches!(chars, Some(['%', high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}
