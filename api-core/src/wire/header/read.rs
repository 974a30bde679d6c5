//! Headers as values.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::de::DeserializeOwned;

use super::is_utf8;
use crate::wire::invalid::InvalidValue;
use crate::wire::node::{Entry, Node};
use crate::wire::scalar::read as text;
use crate::wire::style::List;

/// Headers that a client or its transport writes by itself. The context has them.
const NOT_A_PARAMETER: [HeaderName; 9] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::HOST,
    header::TRANSFER_ENCODING,
    header::USER_AGENT,
];

/// The values of a header, as text.
fn texts<'h>(headers: &'h HeaderMap, name: &str) -> Result<Vec<&'h str>, InvalidValue> {
    let text = |value: &'h HeaderValue| match is_utf8(name) {
        true => std::str::from_utf8(value.as_bytes())
            .map_err(|_| InvalidValue::malformed("expected UTF-8")),
        false => value.to_str().map_err(|_| InvalidValue::malformed("expected ASCII")),
    };
    headers.get_all(name).iter().map(text).collect()
}

/// A header that holds one value.
pub(crate) fn value<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
) -> Result<T, InvalidValue> {
    match texts(headers, name)?[..] {
        [] => text::read(None),
        [text] => text::read(Some(text)),
        _ => Err(InvalidValue::repeated()),
    }
}

/// A header that holds a list.
pub(crate) fn list<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
    list: List,
) -> Result<T, InvalidValue> {
    let texts = texts(headers, name)?;
    match list {
        // Several lines are one, as for every list (RFC 9110 §5.2).
        List::Csv => {
            Node::texts(texts.iter().flat_map(|text| text.split(',')).map(str::trim)).read()
        }
        _ => Node::texts(texts).read(),
    }
}

/// All headers but those that are something else: the `others`, and what every request has.
pub(crate) fn map<'n, T: DeserializeOwned>(
    headers: &HeaderMap,
    others: impl Iterator<Item = &'n str>,
) -> Result<T, InvalidValue> {
    let others: Vec<&str> = others.collect();
    let is_free = |name: &HeaderName| {
        !NOT_A_PARAMETER.contains(name)
            && !others.iter().any(|other| other.eq_ignore_ascii_case(name.as_str()))
    };
    let mut entries = Vec::new();
    for name in headers.keys().filter(|name| is_free(name)) {
        let texts = texts(headers, name.as_str())?;
        entries.extend(texts.into_iter().map(|text| Entry { rest: name.as_str(), text }));
    }
    Node::headers(&entries).read()
}

/// The one value of a header.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
