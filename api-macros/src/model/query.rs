//! The query that is the same on every call: the text that is sent, and the pairs that it means.

use syn::LitStr;

use super::path::{TemplateError, error, is_encoded};
use crate::ctxt::Ctxt;
use crate::options::value::Pairs;

/// A constant query.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// The text behind the `?`, as it is sent.
    pub(crate) text: String,
    /// The pairs, decoded. A server recognizes the endpoint by them.
    pub(crate) pairs: Vec<(String, String)>,
}

impl Query {
    /// The query of a template, which is sent as it is written: `a&b=%7E`.
    pub(crate) fn literal(text: &str) -> Result<Self, TemplateError> {
        let chars: Vec<char> = text.chars().collect();
        for (at, c) in chars.iter().enumerate() {
            match c {
                '{' | '}' => {
                    let help = "remove it from the path: a parameter with `#[query]` adds itself \
                                to the query";
                    return error("this placeholder is in the query", help, at, 1);
                }
                '#' => return error(FRAGMENT, UNFRAGMENT, at, chars.len() - at),
                '%' if !is_encoded(chars.get(at..at + 3)) => {
                    return error(NOT_ENCODED, ENCODE, at, 1);
                }
                // RFC 3986 §3.4. Many APIs have brackets in their names, and no client or server
                // minds them. Not `'`, which some URL parsers encode.
                _ if c.is_ascii_alphanumeric() || "-._~!$&()*+,;=:@/?[]%".contains(*c) => {}
                _ => {
                    let help = format!("write `{}`", encode(&c.to_string()));
                    return error("this character cannot be in a query as it is", &help, at, 1);
                }
            }
        }
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode(name), decode(value)));
        Ok(Self { text: text.to_owned(), pairs: pairs.collect() })
    }

    /// The constants of an attribute, which are percent-encoded: `query("v" = "3")`.
    pub(crate) fn constants(pairs: &Pairs, ctxt: &mut Ctxt) -> Self {
        let mut query = Self::default();
        for (name, value) in &pairs.0 {
            if name.value().is_empty() {
                ctxt.error_at(
                    name,
                    "this query pair has no name",
                    "write the name in front of the `=`, as in `query(\"v\" = \"3\")`",
                );
            }
            let [name, value] = [name, value].map(LitStr::value);
            let text = format!("{}={}", encode(&name), encode(&value));
            query.append(&Self { text, pairs: vec![(name, value)] });
        }
        query
    }

    /// Adds the pairs of another query behind these.
    pub(crate) fn append(&mut self, other: &Self) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push('&');
        }
        self.text.push_str(&other.text);
        self.pairs.extend_from_slice(&other.pairs);
    }
}

pub(super) const NOT_ENCODED: &str = "this `%` has no two hexadecimal digits behind it";
pub(super) const ENCODE: &str = "write `%25` for the character itself";
pub(super) const FRAGMENT: &str = "this path has a fragment, which is never sent";
pub(super) const UNFRAGMENT: &str = "remove the fragment, or write `%23` for the `#` itself";

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3), as `api-core` does with a
/// parameter.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Decodes a part of a pair as a server does. Bytes that are not UTF-8 are sent, but no server of
/// ours knows them.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let hex = tail.first_chunk::<2>().and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
