//! Media types (RFC 9110 §8.3): those of the bodies here, and the parameters of any.

use std::borrow::Cow;

use super::parameters::{self, Escapes};

pub(crate) const JSON: &str = "application/json";
/// JSON lines. The other names of it are not registered either.
pub(crate) const LINES: &str = "application/x-ndjson";
/// A form (WHATWG URL §5).
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
pub(crate) const MULTIPART: &str = "multipart/form-data";
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";
pub(crate) const BYTES: &str = "application/octet-stream";

/// True of a type without parameters that is JSON by its name, or by its end (RFC 6839 §3.1).
pub(crate) fn is_json(essence: &str) -> bool {
    is_of(essence, JSON) || is_of(essence, "+json")
}

/// True if a type without parameters is this one, or ends with it if it is a suffix such as `+json-seq`
/// (RFC 6839).
pub(crate) fn is_of(essence: &str, known: &str) -> bool {
    let is_suffix = known.starts_with('+');
    let start = if is_suffix { essence.len().saturating_sub(known.len()) } else { 0 };
    essence.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(known))
}

/// A parameter of the type, without its quotes.
pub(crate) fn parameter<'a>(content_type: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let parameters = content_type.get(content_type.find(';')?..)?;
    let parameters = parameters::parse(parameters, Escapes::Any)?;
    let found = parameters.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// The charset that is named and is not UTF-8. A text in ASCII is one in UTF-8.
pub(crate) fn foreign_charset(content_type: &str) -> Option<Cow<'_, str>> {
    let ours = ["utf-8", "utf8", "us-ascii", "ascii"];
    parameter(content_type, "charset")
        .filter(|charset| !ours.iter().any(|own| own.eq_ignore_ascii_case(charset)))
}

#[cfg(test)]
mod tests {
    use super::{foreign_charset, is_json, parameter};

    #[test]
    fn json_is_known_by_its_name_or_by_its_end() {
        let json =
            ["application/json", "Application/JSON", "application/problem+json", "model/gltf+json"];
        assert!(json.into_iter().all(is_json));
        let others = ["application/x-ndjson", "text/plain", "application/json-seq", "json", ""];
        assert!(!others.into_iter().any(is_json));
    }

    #[test]
    fn a_type_is_taken_apart() {
        assert_eq!(parameter("a/b; X=1; Boundary=\"a b\" ; y=", "boundary"), Some("a b".into()));
        assert_eq!(parameter("a/b;xboundary=1", "boundary"), None);
        for ours in
            ["a/b", "a/b; charset=UTF-8", "a/b;charset=\"utf8\"", "a/b; x=1; charset=US-ASCII"]
        {
            assert_eq!(foreign_charset(ours), None, "{ours}");
        }
        assert_eq!(foreign_charset("a/b; charset=ISO-8859-1"), Some("ISO-8859-1".into()));
        assert_eq!(foreign_charset("a/b; charset=utf-80"), Some("utf-80".into()));
    }
}
