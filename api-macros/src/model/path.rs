//! Path templates: `/users/{id}/files/{name*}?fixed=1`.

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
    /// The path and the query as they are written.
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

    /// Parses a template. The first error ends it.
    pub(crate) fn parse(text: &str) -> Result<Self, TemplateError> {
        let chars = text.chars().collect();
        let template = Self { text: text.to_owned(), ..Self::default() };
        Parser { chars, at: 0, literal: String::new(), template }.run()
    }
}

/// A template that is being read, character by character.
struct Parser {
    chars: Vec<char>,
    at: usize,
    /// The literal text since the last placeholder.
    literal: String,
    template: Template,
}

impl Parser {
    fn run(mut self) -> Result<Template, TemplateError> {
        self.begin()?;
        while let Some(&c) = self.chars.get(self.at) {
            match c {
                '{' => {
                    self.placeholder()?;
                    continue;
                }
                '?' => {
                    self.query()?;
                    break;
                }
                '}' => {
                    return error(
                        "this `}` closes nothing",
                        "write `%7D` for the brace",
                        self.at,
                        1,
                    );
                }
                '#' => return error(FRAGMENT, UNFRAGMENT, self.at, self.chars.len() - self.at),
                '/' if self.chars.get(self.at + 1) == Some(&'/') => {
                    return error("this path segment is empty", "write one `/`", self.at, 2);
                }
                '%' if !is_encoded(self.chars.get(self.at..self.at + 3)) => {
                    return error(NOT_ENCODED, ENCODE, self.at, 1);
                }
                _ if c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(c) => {
                    self.literal.push(c);
                }
                _ => {
                    let encoded = encode(&c.to_string());
                    let help = match c {
                        '<' => format!("write `{{id}}` for a parameter, or `{encoded}` for a `<`"),
                        _ => format!("write `{encoded}`"),
                    };
                    return error("this character cannot be in a path as it is", &help, self.at, 1);
                }
            }
            self.at += 1;
        }
        self.end_literal();
        self.dot_segments()?;
        Ok(self.template)
    }

    /// Checks the beginning, which is the end of the base URL.
    fn begin(&self) -> Result<(), TemplateError> {
        let text = &self.template.text;
        if text.is_empty() || text.starts_with('/') {
            return Ok(());
        }
        let Some((_, rest)) = text.split_once("://") else {
            let help = format!("write `/{text}`");
            return error("this path does not begin with `/`", &help, 0, 1);
        };
        let path = rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or("/");
        let help = format!(
            "write `{path}`, and give the client the base URL; if each call has another host, take \
             the URL as a parameter: `#[url] url: &str`"
        );
        let len = self.chars.len() - path.chars().count();
        error("this is a whole URL, not a path", &help, 0, len)
    }

    /// Reads `{name}` or `{name*}`.
    fn placeholder(&mut self) -> Result<(), TemplateError> {
        let at = self.at;
        let rest = self.chars.get(at + 1..).unwrap_or_default();
        let Some(len) = rest.iter().position(|c| matches!(c, '{' | '}')) else {
            let help = "write `}` behind the name, or `%7B` for the brace itself";
            return error("this `{` is never closed", help, at, 1);
        };
        if rest.get(len) == Some(&'{') {
            let name: String = rest.iter().skip(1).take_while(|c| !"{}".contains(**c)).collect();
            let help = match len {
                0 if !name.is_empty() => format!("write `{{{name}}}`"),
                _ => "close the outer one first, as in `{a}{b}`".to_owned(),
            };
            let help = &help;
            return error("this `{` is inside of another placeholder", help, at + 1 + len, 1);
        }
        let inside: String = rest.iter().take(len).collect();
        let name = inside.strip_suffix('*').unwrap_or(&inside);
        if name.is_empty() {
            let help = "write the name of a parameter into it, as in `{id}`";
            return error("this placeholder has no name", help, at, len + 2);
        }
        if !name.chars().all(|c| c.is_alphanumeric() || "_-.$@".contains(c)) {
            let fault = format!("`{name}` cannot be the name of a placeholder");
            let help = match (name.strip_prefix('*'), name.split_once(':')) {
                (Some(name), _) => format!("write `{{{name}*}}` for a value of several segments"),
                (None, Some((name, _))) if !name.is_empty() => {
                    format!("write `{{{name}}}`: any value may fill it")
                }
                (None, _) if let Some(plain) = name.strip_prefix("r#") => {
                    format!("write `{{{plain}}}`, without `r#`")
                }
                (None, _) => {
                    "write letters, digits, `_`, `-` or `.`: the name is not sent".to_owned()
                }
            };
            return error(&fault, &help, at + 1, len);
        }
        if self.template.placeholders().any(|other| other == name) {
            let fault = format!("the placeholder `{{{name}}}` is in the path twice");
            let help = "give the second one another name, and a parameter of its own";
            return error(&fault, help, at, len + 2);
        }
        let is_rest = inside.ends_with('*');
        self.end_literal();
        let name = name.to_owned();
        self.template.pieces.push(if is_rest { Piece::Rest(name) } else { Piece::Param(name) });
        self.at += len + 2;
        Ok(())
    }

    fn end_literal(&mut self) {
        if !self.literal.is_empty() {
            self.template.pieces.push(Piece::Literal(std::mem::take(&mut self.literal)));
        }
    }

    /// Reads the query behind a `?`.
    fn query(&mut self) -> Result<(), TemplateError> {
        let begin = self.at + 1;
        let query: String = self.chars.iter().skip(begin).collect();
        if query.is_empty() {
            return error("the query of this path is empty", "remove the `?`", self.at, 1);
        }
        self.template.query = Query::literal(&query)
            .map_err(|error| TemplateError { at: begin + error.at, ..error })?;
        Ok(())
    }

    /// Checks for `.` and `..`, which every URL parser would resolve.
    fn dot_segments(&self) -> Result<(), TemplateError> {
        let mut begin = 0;
        let path: String = self.chars.iter().take_while(|c| **c != '?').collect();
        for segment in path.split('/') {
            let len = segment.chars().count();
            if matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..") {
                let help = "write the path that is meant, without it";
                return error("this dot segment would be resolved away", help, begin, len);
            }
            begin += len + 1;
        }
        Ok(())
    }
}

pub(super) fn error<T>(fault: &str, help: &str, at: usize, len: usize) -> Result<T, TemplateError> {
    Err(TemplateError { fault: fault.to_owned(), help: help.to_owned(), at, len })
}

/// True of a `%` and two hexadecimal digits.
pub(super) fn is_encoded(chars: Option<&[char]>) -> bool {
    matches!(chars, Some(['%', high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}
