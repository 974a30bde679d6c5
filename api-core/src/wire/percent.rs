//! Percent-encoding by RFC 3986: everything but unreserved characters, in paths and queries alike.
//!
//! A space is `%20`, never `+`: the plus sign means a space only in form bodies, and servers
//! disagree about it in a query.

use std::fmt::{self, Write};

use percent_encoding::percent_encode_byte;
#[cfg(feature = "server")]
use {super::invalid::InvalidValue, percent_encoding::percent_decode_str, std::borrow::Cow};

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
    if are_unreserved(text) {
        out.push_str(text);
        return;
    }
    loop {
        let (run, rest) = text.split_at(UNRESERVED.run(text));
        out.push_str(run);
        let mut rest = rest.chars();
        let Some(reserved) = rest.next() else { return };
        let mut bytes = [0; 4];
        out.extend(reserved.encode_utf8(&mut bytes).bytes().map(percent_encode_byte));
        text = rest.as_str();
    }
}

/// `true` if nothing of `text` has to be encoded, as of most names and ids.
fn are_unreserved(text: &str) -> bool {
    // Without a branch a byte, so that it takes two instructions a byte and not five.
    let all = |bytes: &[u8; 16]| bytes.iter().fold(true, |all, byte| all & is_unreserved(*byte));
    let (sixteens, rest) = text.as_bytes().as_chunks();
    sixteens.iter().all(all) && rest.iter().all(|byte| is_unreserved(*byte))
}

const fn is_unreserved(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26)
        | (byte.wrapping_sub(b'0') < 10)
        | (byte == b'-')
        | (byte == b'.')
        | (byte == b'_')
        | (byte == b'~')
}

/// The unreserved characters of RFC 3986 §2.3.
const UNRESERVED: Set = Set::of(b"-._~");

/// A set of ASCII characters.
pub(crate) struct Set([bool; 256]);

impl Set {
    /// Letters, digits and these.
    pub(crate) const fn of(others: &[u8]) -> Self {
        let mut set = [false; 256];
        let (mut slots, mut byte) = (set.as_mut_slice(), 0_u8);
        while let [slot, rest @ ..] = slots {
            *slot = byte.is_ascii_alphanumeric() || contains(others, byte);
            (slots, byte) = (rest, byte.wrapping_add(1));
        }
        Self(set)
    }

    /// The length of the front of `text` that consists of these characters.
    pub(crate) fn run(&self, text: &str) -> usize {
        let has = |byte: &u8| self.0.get(usize::from(*byte)).is_some_and(|has| *has);
        // Eight at a time, without a look at each whether it ends the run.
        let (eights, _) = text.as_bytes().as_chunks::<8>();
        let all = |eight: &&[u8; 8]| eight.iter().fold(true, |all, byte| all & has(byte));
        let run = 8 * eights.iter().take_while(all).count();
        run + text.bytes().skip(run).take_while(has).count()
    }
}

const fn contains(mut bytes: &[u8], byte: u8) -> bool {
    while let [first, rest @ ..] = bytes {
        if *first == byte {
            return true;
        }
        bytes = rest;
    }
    false
}

/// Appends a whole pair behind `?` or `&`: the question mark only in front of the first one.
pub(crate) fn push_pair(target: &mut String, name: &str, value: &str) {
    target.push(if target.contains('?') { '&' } else { '?' });
    push(target, name);
    target.push('=');
    push(target, value);
}

/// The end of a sentence about a value that should be encoded.
pub(crate) const NOT_ENCODED: &str =
    "is declared as `encoded` and is not percent-encoded; leave `encoded` out, and it will be";

/// `true` if `text` can be part of a URL as it is: allowed characters, and `%` with two digits.
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

/// `true` if a text of a query or form is not what it stands for.
#[cfg(feature = "server")]
fn may_be_encoded(text: &str) -> bool {
    let is_sign = |byte: u8| (byte == b'%') | (byte == b'+');
    let any = |bytes: &[u8; 16]| bytes.iter().fold(false, |any, byte| any | is_sign(*byte));
    let (sixteens, rest) = text.as_bytes().as_chunks();
    sixteens.iter().any(any) || rest.iter().any(|byte| is_sign(*byte))
}

/// Decodes a text of a query or form, in which most clients mean a space by a plus sign. The client
/// here encodes both.
#[cfg(feature = "server")]
pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, InvalidValue> {
    if !may_be_encoded(text) {
        return Ok(Cow::Borrowed(text));
    }
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return Ok(Cow::Owned(unescape(&spaced)?.into_owned()));
    }
    unescape(text)
}

/// Decodes what is percent-encoded. Strictly: a stray `%` or bytes that are no UTF-8 are an error.
#[cfg(feature = "server")]
pub(crate) fn unescape(text: &str) -> Result<Cow<'_, str>, InvalidValue> {
    if !may_be_encoded(text) {
        return Ok(Cow::Borrowed(text));
    }
    let bytes = text.as_bytes();
    let bad = bytes.iter().enumerate().any(|(at, byte)| {
        let digits = bytes.get(at + 1..at + 3);
        *byte == b'%' && !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let decoded = percent_decode_str(text).decode_utf8().ok().filter(|_| !bad);
    decoded.ok_or_else(|| InvalidValue::malformed("expected percent-encoded UTF-8"))
}

#[cfg(test)]
mod tests {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

    use super::push;

    /// Each character at each place of texts that are looked at in one go, in several, or slowly.
    #[test]
    fn what_is_reserved_is_found_wherever_it_is() {
        const ALL: &AsciiSet =
            &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
        for length in [1, 15, 16, 17, 33] {
            for place in 0..length {
                for odd in ('\0'..='\u{7f}').chain(['ü']) {
                    let mut text = "aZ09-._~".repeat(5);
                    text.truncate(length);
                    text.replace_range(place..=place, odd.encode_utf8(&mut [0; 4]));
                    let mut found = String::new();
                    push(&mut found, &text);
                    assert_eq!(found, utf8_percent_encode(&text, ALL).to_string());
                }
            }
        }
    }
}
