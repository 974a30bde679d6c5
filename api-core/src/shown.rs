//! Text from outside, made safe to show to people.
//!
//! Every text that a server, a client or a file chose goes through here before it enters an error,
//! a log or a page. It is data: a line break in it would forge a line of a log, an escape would move
//! a terminal's cursor, a mark of direction would reorder what is read, five megabytes of it would
//! fill a disk. And a name may hold a secret, since some APIs use tokens and addresses as keys.

use std::fmt::{self, Write as _};

/// The most that is shown of a text, in characters.
const LONGEST: usize = 256;

/// The longest name that is shown, in bytes.
const LONGEST_NAME: usize = 32;

/// The most digits in a name that is shown: keys, tokens and ids have more.
const MOST_DIGITS: usize = 4;

/// Shows a text from outside: its first 256 characters, with an `…` behind them if there are more,
/// and escapes instead of control characters, line separators and marks of direction.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    text: &'a str,
    longest: usize,
}

impl<'a> Shown<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, longest: LONGEST }
    }

    /// Sets the most characters that are shown.
    pub(crate) fn at_most(self, longest: usize) -> Self {
        Self { longest, ..self }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.text.chars();
        for c in chars.by_ref().take(self.longest) {
            if is_harmful(c) {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                f.write_char(c)?;
            }
        }
        if chars.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Characters that change how the text around them is read, and are not seen themselves.
pub(crate) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            // Line and paragraph separators.
            '\u{2028}' | '\u{2029}'
            // Marks of direction, embeddings, overrides and isolates.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Characters without width, and tags.
            | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The expectation of a declared type, in its own words, or in JSON's where serde says those of Rust.
pub(crate) fn expectation(expected: &str) -> String {
    let expected = match expected {
        "a string" | "a borrowed string" => "a text",
        "a sequence" => "a list",
        "a map" => "an object",
        "unit" => "null",
        "variant identifier" => "the name of a variant",
        "field identifier" => "the name of a member",
        expected => expected,
    };
    Shown::new(expected).to_string()
}

/// The reason of serde_json's about a text that is JSON and not of the declared type, in our words. It
/// calls these errors of syntax; the sentences have no gaps, so nothing of the text is in them.
pub(crate) fn of_another_type(reason: &str) -> Option<&'static str> {
    Some(match reason {
        "trailing characters" => "the list has more elements than the declared type",
        "number out of range" => "the number is beyond the declared type",
        "invalid value: expected key to be a number in quotes" => {
            "expected a number as the name of a member, found another name"
        }
        _ => return None,
    })
}

/// A name from outside: itself if it is short and looks like the identifiers that APIs give their
/// members, else `*`.
pub(crate) fn name(name: &str) -> &str {
    if looks_like_a_name(name) { name } else { "*" }
}

fn looks_like_a_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    let begins = matches!(bytes.next(), Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'@'));
    begins
        && name.len() <= LONGEST_NAME
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && name.bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST, Shown, is_harmful, name};

    #[test]
    fn a_text_cannot_leave_its_line() {
        for (text, shown) in [
            ("plain words, é and 日本", "plain words, é and 日本"),
            ("a\r\nb\u{1b}[31m", "a\\u{d}\\u{a}b\\u{1b}[31m"),
            ("a\u{2028}b\u{2029}c\u{85}d", "a\\u{2028}b\\u{2029}c\\u{85}d"),
            ("user\u{202e}gpj.exe\u{2066}", "user\\u{202e}gpj.exe\\u{2066}"),
            ("", ""),
        ] {
            assert_eq!(Shown::new(text).to_string(), shown);
        }
    }

    #[test]
    fn a_text_is_cut() {
        let long = "é".repeat(5 << 20);
        let shown = Shown::new(&long).to_string();
        assert_eq!(shown.chars().count(), LONGEST + 1);
        assert!(shown.ends_with("é…"));
        assert_eq!(Shown::new("abc").at_most(3).to_string(), "abc");
        assert_eq!(Shown::new("abcd").at_most(3).to_string(), "abc…");
        assert_eq!(format!("{:?}", Shown::new("a\nb")), "\"a\\u{a}b\"");
    }

    #[test]
    fn a_name_is_shown_if_it_is_one() {
        for named in ["id", "zone_id", "X-Kind", "$ref", "@type", "_links", "oauth2Token", "sha256"]
        {
            assert_eq!(name(named), named);
        }
        for other in [
            "",
            "a b",
            "7",
            "2026-01-01",
            "token=sk_live",
            "\u{1b}[31mEVIL",
            "é",
            "a.b",
            "someone@example.com",
            "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
            "550e8400-e29b-41d4-a716-446655440000",
            &"a".repeat(33),
        ] {
            assert_eq!(name(other), "*", "{other}");
        }
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(text in any::<String>()) {
            let shown = Shown::new(&text).to_string();
            prop_assert!(!shown.chars().any(is_harmful), "{:?}", shown);
        }
    }
}
