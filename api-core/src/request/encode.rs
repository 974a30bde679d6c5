//! Percent-encoding by RFC 3986: everything but unreserved characters, in paths and queries alike.
//!
//! A space is `%20`, never `+`: the plus sign means a space only in form bodies, and servers
//! disagree about it in a query.

use std::fmt::{self, Write};

use percent_encoding::percent_encode_byte;

use super::scalar::Refused;

/// A writer that percent-encodes what passes through it.
pub(crate) struct Encoder<'a>(pub(crate) &'a mut String);

impl Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push(self.0, text);
        Ok(())
    }
}

/// Appends `text`, percent-encoded; what needs no encoding, a run at a time.
pub(crate) fn push(out: &mut String, mut text: &str) {
    while let Some(end) = text.bytes().position(is_reserved) {
        let (run, rest) = text.split_at(end);
        out.push_str(run);
        let mut rest = rest.chars();
        if let Some(reserved) = rest.next() {
            let mut bytes = [0; 4];
            out.extend(reserved.encode_utf8(&mut bytes).bytes().map(percent_encode_byte));
        }
        text = rest.as_str();
    }
    out.push_str(text);
}

/// All but the unreserved characters of RFC 3986 §2.3.
fn is_reserved(byte: u8) -> bool {
    !UNRESERVED.get(usize::from(byte)).is_some_and(|unreserved| *unreserved)
}

/// A table, for which there is one instruction instead of a chain of comparisons.
const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let (mut slots, mut byte) = (table.as_mut_slice(), 0_u8);
    while let [slot, others @ ..] = slots {
        *slot = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        (slots, byte) = (others, byte.wrapping_add(1));
    }
    table
};

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
