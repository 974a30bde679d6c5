//! Percent-encoding by RFC 3986: everything but unreserved characters, in paths and queries alike.
//!
//! A space is `%20`, never `+`: the plus sign means a space only in form bodies, and servers
//! disagree about it in a query.

use std::fmt::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::scalar::Refused;

/// All but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A writer that percent-encodes what passes through it.
pub(crate) struct Encoder<'a>(pub(crate) &'a mut String);

impl Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push(self.0, text);
        Ok(())
    }
}

/// Appends `text`, percent-encoded.
pub(crate) fn push(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// Appends a whole pair behind `?` or `&`: the question mark only in front of the first one.
pub(crate) fn push_pair(target: &mut String, name: &str, value: &str) {
    target.push(if target.contains('?') { '&' } else { '?' });
    push(target, name);
    target.push('=');
    push(target, value);
}

/// Why a value that was said to be encoded cannot be used as it is.
pub(crate) const NOT_ENCODED: Refused =
    Refused("is said to be percent-encoded, and is not; leave `encoded` out, and it will be");

/// Whether `text` may stand in a URL as it is: allowed characters, and `%` with two digits.
pub(crate) fn is_encoded(text: &str, allowed: fn(u8) -> bool) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [b'%', high, low, tail @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                tail
            }
            [byte, tail @ ..] if *byte != b'%' && allowed(*byte) => tail,
            _ => return false,
        };
    }
}

/// The characters of a path segment (`pchar`, RFC 3986 §3.3).
pub(crate) fn in_segment(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte)
}

/// The characters of a query value (RFC 3986 §3.4), but for the `&` that would end it.
pub(crate) fn in_query(byte: u8) -> bool {
    byte != b'&' && (in_segment(byte) || b"/?".contains(&byte))
}
