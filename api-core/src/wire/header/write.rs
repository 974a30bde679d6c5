//! Header values: visible ASCII with inner spaces and tabs, refused otherwise and never repaired.

use http::HeaderValue;

/// A text or a typed value as a header value, or the end of a sentence that says why not.
///
/// Stricter than `http`, which lets bytes above 0x7F and outer spaces pass: the former have no
/// agreed meaning and the latter are stripped by every recipient (RFC 9110 §5.5).
pub(crate) fn header_value<V: AsRef<[u8]> + ?Sized>(
    value: &V,
) -> Result<HeaderValue, &'static str> {
    checked(value.as_ref())
}

fn checked(value: &[u8]) -> Result<HeaderValue, &'static str> {
    if value.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        return Err("holds a line break or NUL, which would forge another header");
    }
    let is_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
    if is_blank(value.first()) || is_blank(value.last()) {
        return Err("begins or ends with a space, which the recipient would strip");
    }
    if !value.iter().all(|byte| *byte == b'\t' || (b' '..=b'~').contains(byte)) {
        return Err("holds a character that a header cannot carry; encode it first");
    }
    HeaderValue::from_bytes(value).map_err(|_| "cannot be sent in a header")
}
