//! Percent-encoding by RFC 3986: everything but unreserved characters, in paths and queries alike.
//!
//! A space is `%20`, never `+`: the plus sign means a space only in form bodies, and servers
//! disagree about it in a query.

use std::fmt::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A writer that percent-encodes what passes through it.
pub(crate) struct Encoder<'a>(pub(crate) &'a mut String);

impl Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend(utf8_percent_encode(text, RESERVED));
        Ok(())
    }
}

/// Appends `text`, percent-encoded.
pub(crate) fn push(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// Appends `?name=` or `&name=`: the question mark only in front of the first pair.
pub(crate) fn push_name(target: &mut String, name: &str) {
    target.push(if target.contains('?') { '&' } else { '?' });
    push(target, name);
    target.push('=');
}

/// Appends a whole pair behind `?` or `&`.
pub(crate) fn push_pair(target: &mut String, name: &str, value: &str) {
    push_name(target, name);
    push(target, value);
}
