//! Header values: visible ASCII with inner spaces and tabs, refused otherwise and never repaired.

use http::HeaderValue;

/// `text` as a header value, or the end of a sentence that says why not.
///
/// Stricter than `http`, which lets bytes above 0x7F and outer spaces pass: the former have no
/// agreed meaning and the latter are stripped by every recipient (RFC 9110 §5.5).
pub(crate) fn header_value(text: &str) -> Result<HeaderValue, &'static str> {
    if text.bytes().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        return Err("holds a line break or NUL, which would forge another header");
    }
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err("begins or ends with a space, which the recipient would strip");
    }
    if !text.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte)) {
        return Err("holds a character that a header cannot carry; encode it first");
    }
    HeaderValue::from_str(text).map_err(|_| "cannot be sent in a header")
}
