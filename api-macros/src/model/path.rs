//! Path templates: `/users/{id}/files/{name*}?fixed=1`.

use syn::Ident;
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;

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
    pub(crate) query: Vec<(String, String)>,
}

/// A mistake in a template: what, and which characters of it (offset and length, in characters).
#[derive(Debug, PartialEq)]
pub(crate) struct TemplateError {
    pub(crate) message: String,
    pub(crate) at: usize,
    pub(crate) len: usize,
}

impl TemplateError {
    /// The message with the template below it and carets under the characters, since a stable
    /// compiler cannot underline inside a literal.
    pub(crate) fn shown(&self, template: &str) -> String {
        let carets = " ".repeat(self.at) + &"^".repeat(self.len.max(1));
        format!("{}\n\n  {template}\n  {carets}", self.message)
    }
}

impl Template {
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(_) => None,
            Piece::Param(name) | Piece::Rest(name) => Some(name.as_str()),
        })
    }

    /// Parses a template; the first mistake ends it.
    pub(crate) fn parse(text: &str) -> Result<Self, TemplateError> {
        let mistake = |message: &str, at: usize, len: usize| {
            Err(TemplateError { message: message.to_owned(), at, len })
        };
        let chars: Vec<char> = text.chars().collect();
        if !chars.is_empty() && chars.first() != Some(&'/') {
            return mistake("a path begins with `/`; write one in front", 0, 1);
        }
        let mut template = Self { text: text.to_owned(), ..Self::default() };
        let mut literal = String::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            match c {
                '{' => {
                    let rest = chars.get(at + 1..).unwrap_or_default();
                    let Some(len) = rest.iter().position(|c| matches!(c, '{' | '}')) else {
                        return mistake(
                            "this `{` is never closed; write `}` behind the name, or `%7B` for the brace itself",
                            at,
                            1,
                        );
                    };
                    if rest.get(len) == Some(&'{') {
                        return mistake(
                            "a placeholder inside a placeholder; close the outer one first",
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
                        return mistake("a placeholder needs a name; write `{id}`", at, len + 2);
                    }
                    if Ident::parse_any.parse_str(&name).is_err() {
                        return mistake(
                            "a placeholder is named like the parameter that fills it; write a Rust \
                             identifier",
                            at + 1,
                            len,
                        );
                    }
                    if template.placeholders().any(|other| other == name) {
                        return mistake(
                            "the same placeholder twice; give the second one another name",
                            at,
                            len + 2,
                        );
                    }
                    if !literal.is_empty() {
                        template.pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    }
                    at += len + 2;
                    if is_rest && at < chars.len() && chars.get(at) != Some(&'?') {
                        return mistake(
                            "a placeholder that takes the rest stands at the end; leave the `*` out for one \
                             segment",
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
                    return mistake(
                        "this `}` closes nothing; write `%7D` for the brace itself",
                        at,
                        1,
                    );
                }
                '#' => return mistake("a fragment is never sent; remove it", at, chars.len() - at),
                '?' => {
                    let query: String = chars.iter().skip(at + 1).collect();
                    if let Some(brace) = query.chars().position(|c| matches!(c, '{' | '}')) {
                        return mistake(
                            "the query takes no placeholder; a parameter that the path does not \
                             name goes to the query by itself",
                            at + 1 + brace,
                            1,
                        );
                    }
                    let Some(pairs) = pairs(&query) else {
                        let len = chars.len() - at - 1;
                        return mistake(NOT_ENCODED, at + 1, len);
                    };
                    template.query = pairs;
                    break;
                }
                '/' if chars.get(at + 1) == Some(&'/') => {
                    return mistake("an empty path segment; write one `/`", at, 2);
                }
                '%' if !is_encoded(chars.get(at..at + 3)) => return mistake(NOT_ENCODED, at, 1),
                _ if c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(c) => {
                    literal.push(c)
                }
                _ => {
                    let mut buffer = [0; 4];
                    let bytes = c.encode_utf8(&mut buffer).bytes();
                    let encoded: String = bytes.map(|byte| format!("%{byte:02X}")).collect();
                    let message =
                        format!("a path cannot hold this character as it is; write `{encoded}`");
                    return mistake(&message, at, 1);
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
                return mistake(
                    "a dot segment would be resolved away; write the path out",
                    begin,
                    len,
                );
            }
            begin += len + 1;
        }
        Ok(template)
    }
}

const NOT_ENCODED: &str =
    "`%` begins a percent-encoded byte, such as `%20`; write `%25` for itself";

fn is_encoded(chars: Option<&[char]>) -> bool {
    matches!(chars, Some(['%', high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// The pairs of a literal query, decoded; a constant is encoded when it is sent.
fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| Some((decode(name)?, decode(value)?)))
        .collect()
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let hex = tail.first_chunk::<2>()?;
        let hex = std::str::from_utf8(hex).ok().filter(|hex| !hex.starts_with('+'))?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        rest = tail.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}
