//! The `Link` header (RFC 8288), which names the next page by its URL.
//!
//! Read as the RFC's appendix B.3 says, which forgives what servers get wrong: a missing quote, empty
//! elements, parameters without a value. Single quotes around a relation are forgiven, too. What cannot be
//! a link is passed over.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with this relation, as it was sent: it may be a relative URL.
///
/// A link with an `anchor` is about another resource than the one that was asked for, and does not
/// count (RFC 8288 §3.2).
pub(crate) fn target(headers: &HeaderMap, relation: &str) -> Option<String> {
    // Some servers write UTF-8 as it is: a title in it must not hide the next page.
    let mut lines =
        headers.get_all(LINK).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    lines
        .find_map(|line| Links { rest: &line }.find(|link| link.is(relation)))
        .map(|link| link.target)
}

/// A link: its target and its parameters.
struct Link {
    target: String,
    /// The relations; only the first `rel` counts (RFC 8288 §3.3).
    rel: Option<String>,
    has_anchor: bool,
}

impl Link {
    fn is(&self, relation: &str) -> bool {
        let rel = self.rel.as_deref().unwrap_or_default().trim_matches('\'');
        let mut relations = rel.split_ascii_whitespace();
        !self.has_anchor && relations.any(|own| own.eq_ignore_ascii_case(relation))
    }
}

/// The links of one line, in order.
struct Links<'a> {
    rest: &'a str,
}

impl Iterator for Links<'_> {
    type Item = Link;

    fn next(&mut self) -> Option<Link> {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', ',']);
            if self.rest.is_empty() {
                return None;
            }
            let Some(after) = self.rest.strip_prefix('<') else {
                // No link begins here. The next one may be behind the next comma.
                self.parameters();
                continue;
            };
            // Without its end there is no target, and nothing that could follow one.
            let (target, rest) = after.split_once('>')?;
            self.rest = rest;
            let (rel, has_anchor) = self.parameters();
            return Some(Link { target: target.trim().to_owned(), rel, has_anchor });
        }
    }
}

impl Links<'_> {
    /// Reads the parameters of a link up to the comma behind them: the relations, and if there is an
    /// anchor.
    fn parameters(&mut self) -> (Option<String>, bool) {
        let (mut rel, mut has_anchor) = (None, false);
        loop {
            // What is neither a parameter nor the end of the link is passed over.
            let end = self.rest.find([';', ',']).unwrap_or(self.rest.len());
            let (_, rest) = self.rest.split_at(end);
            let Some(parameter) = rest.strip_prefix(';') else {
                self.rest = rest;
                return (rel, has_anchor);
            };
            self.rest = parameter.trim_start_matches([' ', '\t']);
            let end = self.rest.find(['=', ';', ',']).unwrap_or(self.rest.len());
            let (name, rest) = self.rest.split_at(end);
            self.rest = rest;
            let value = self.value();
            match name.trim() {
                name if name.eq_ignore_ascii_case("rel") && rel.is_none() => rel = Some(value),
                name if name.eq_ignore_ascii_case("anchor") => has_anchor = true,
                _ => {}
            }
        }
    }

    /// Reads the value of a parameter, quoted or not; empty if there is none.
    fn value(&mut self) -> String {
        let Some(value) = self.rest.strip_prefix('=') else { return String::new() };
        let value = value.trim_start_matches([' ', '\t']);
        let Some(quoted) = value.strip_prefix('"') else {
            let end = value.find([';', ',']).unwrap_or(value.len());
            let (value, rest) = value.split_at(end);
            self.rest = rest;
            return value.trim().to_owned();
        };
        let (mut text, mut escaped) = (String::new(), false);
        for (at, c) in quoted.char_indices() {
            match c {
                _ if escaped => {
                    text.push(c);
                    escaped = false;
                }
                '\\' => escaped = true,
                '"' => {
                    self.rest = quoted.get(at + 1..).unwrap_or_default();
                    return text;
                }
                _ => text.push(c),
            }
        }
        self.rest = "";
        text
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::{HeaderValue, LINK};
    use proptest::prelude::*;

    use super::target;

    fn next(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            if let Ok(value) = HeaderValue::from_bytes(line.as_bytes()) {
                headers.append(LINK, value);
            }
        }
        target(&headers, "next")
    }

    #[test]
    fn the_relation_is_found() {
        for (line, found) in [
            (
                "<https://x/?page=2>; rel=\"next\", <https://x/?page=9>; rel=\"last\"",
                Some("https://x/?page=2"),
            ),
            ("<a>; rel=prev, <b>; rel=next", Some("b")),
            ("<b>;rel=NEXT", Some("b")),
            ("<b> ; REL = \"next\"", Some("b")),
            ("<b>; rel=\"prefetch next\"", Some("b")),
            ("<b>; rel=\"nextish\"", None),
            ("<b>; title=\"a, \\\"<c>; rel=next\\\"\"; rel=next", Some("b")),
            ("<b,c;d>; rel=next", Some("b,c;d")),
            ("<b>; rel=prev; rel=next", None),
            ("<b>; rel=next; anchor=\"#x\"", None),
            ("<b>; anchor; rel=next, <c>; rel=next", Some("c")),
            ("<b>; flag; rel=next", Some("b")),
            ("<b>; title*=UTF-8''n%c3%a4; rel=next", Some("b")),
            (",, <b>; rel=next,", Some("b")),
            ("nonsense, <b>; rel=next", Some("b")),
            ("<>; rel=next", Some("")),
            ("<b>; rel=\"next", Some("b")),
            ("<b rel=next", None),
            ("<b>", None),
            ("<b>; rel=", None),
            ("", None),
        ] {
            assert_eq!(next(&[line]).as_deref(), found, "{line}");
        }
    }

    #[test]
    fn all_lines_are_read() {
        assert_eq!(next(&["<a>; rel=first", "<b>; rel=next"]).as_deref(), Some("b"));
        assert_eq!(next(&["<a>; rel=\"", "<b>; rel=next"]).as_deref(), Some("b"));
    }

    proptest! {
        #[test]
        fn any_line_is_read_to_its_end(line in "[ -~]{0,60}") {
            next(&[&line]);
        }

        /// Whatever comes before a sound link on a line of its own, the link is found.
        #[test]
        fn another_line_does_not_matter(line in "[ -~]{0,40}") {
            prop_assume!(next(&[&line]).is_none());
            let found = next(&[&line, "<b>; rel=next"]);
            prop_assert_eq!(found.as_deref(), Some("b"));
        }

        #[test]
        fn quoted_text_hides_what_it_says(title in "[a-z<>;,= ]{0,30}") {
            let line = format!("<a>; title=\"{title}\"; rel=prev, <b>; rel=next");
            let found = next(&[&line]);
            prop_assert_eq!(found.as_deref(), Some("b"));
        }
    }
}
