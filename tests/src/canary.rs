//! Planted secrets, and the places where a secret comes out when nobody looks.

use std::error::Error;
use std::fmt::{Debug, Write};

use memchr::memmem;

/// A secret that a test plants and then looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canary(pub &'static str);

impl Canary {
    /// Checks that the secret is not in a text, in none of the spellings that it has on the wire.
    ///
    /// # Panics
    ///
    /// When it is.
    #[track_caller]
    pub fn absent_from(self, place: &str, text: &str) {
        if let Some(spelling) = self.found_in(text) {
            panic!("{place} shows `{spelling}`:\n{text}");
        }
    }

    /// The spelling in which the secret is in a text, if it is.
    #[must_use]
    pub fn found_in(self, text: &str) -> Option<String> {
        self.spellings()
            .into_iter()
            .find(|spelling| memmem::find(text.as_bytes(), spelling.as_bytes()).is_some())
    }

    /// The spellings that the secret has on the wire.
    #[must_use]
    pub fn spellings(self) -> [String; 3] {
        let Self(secret) = self;
        assert!(secret.len() >= 8, "`{secret}` is too short to be found by chance only");
        [secret.to_owned(), escaped(secret), base64(secret)]
    }
}

/// Everything that an error says: `Display` and `Debug`, plain and alternate, of it and of every
/// source below it.
#[must_use]
pub fn everything_shown(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        _ = writeln!(text, "{error}\n{error:#}\n{error:?}\n{error:#?}");
        next = error.source();
    }
    text
}

/// The spelling of a path or a query: all but the unreserved characters as `%XX`.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// The spelling of a `Basic` credential, as far as it does not depend on what stands before it:
/// the text as if it began a group, without the padding.
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in text.as_bytes().chunks_exact(3) {
        let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
        for shift in [18, 12, 6, 0] {
            out.push(char::from(LETTERS[(bits >> shift & 63) as usize]));
        }
    }
    out
}

/// `{value:?}` and `{value:#?}`, for a value whose `Debug` alone is of interest.
#[must_use]
pub fn debug(value: &dyn Debug) -> String {
    format!("{value:?}\n{value:#?}")
}
