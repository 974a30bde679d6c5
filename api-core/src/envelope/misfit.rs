//! Why a JSON value is not what was declared, in words that hold nothing of the value.
//!
//! serde_json puts its reasons into sentences that quote the value. What those sentences end with is
//! the declared type's: the names of its members and variants, and what its `expecting` says. That
//! much is kept, and of the value only its kind. A sentence of another make is of a type's own
//! `Deserialize`, may quote anything, and is not kept at all.
//!
//! The other way, an error type that gets the parts as serde makes them, would have every type
//! compiled for a second deserializer.

use std::fmt;

use super::locate::{end_of_string, place};
use super::scan::Scanner;
use crate::shown::{self, Shown};

/// The longest name of a member that is shown, in bytes.
const LONGEST_NAME: usize = 64;

/// Why a value does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// A member is missing.
    Missing(String),
    /// A member is there more than once.
    Repeated(String),
    /// Something was expected, and something of this kind found.
    Expected { expected: String, found: &'static str },
    /// A list that is too long, or a number that is too large.
    Beyond(&'static str),
    /// Brackets within brackets, more than are read.
    TooDeep,
    /// A text with an escape that is half a character. Whoever does not read the text passes over it.
    HalfACharacter,
    /// The type's own reason, which may quote the value.
    Own,
}

impl Misfit {
    /// The reason in an error of serde_json's about `text`.
    #[cold]
    pub(crate) fn of(error: &serde_json::Error, text: &str) -> Self {
        // A type's own reason may begin with the value, and the value like a reason of serde_json's.
        let read = match error.line() {
            // The type is the outermost one, and refused what it had read.
            0 => Scanner::new(text, 0).skip().unwrap_or_default(),
            _ => text.get(..place(error, text)).unwrap_or(text),
        };
        if last_text(read).is_some_and(|value| looks_like_a_reason(&value)) {
            return Self::Own;
        }
        let reason = error.to_string();
        let end = format!(" at line {} column {}", error.line(), error.column());
        Self::parse(reason.strip_suffix(&end).unwrap_or(&reason)).unwrap_or(Self::Own)
    }

    /// Cut from the right, where the text is the type's: the value in front may say anything.
    fn parse(reason: &str) -> Option<Self> {
        if let Some(misfit) = Self::of_sentence(reason) {
            return Some(misfit);
        }
        let member = |prefix: &str| {
            let name = reason.strip_prefix(prefix)?.strip_suffix('`')?;
            let is_short = name.len() <= LONGEST_NAME && !name.contains('`');
            is_short.then(|| Shown::new(name).to_string())
        };
        if let Some(name) = member("missing field `") {
            return Some(Self::Missing(name));
        }
        if let Some(name) = member("duplicate field `") {
            return Some(Self::Repeated(name));
        }
        let (value, expected) = reason.rsplit_once(", expected ")?;
        if let Some(name) = expected.strip_prefix("struct ").filter(|_| is_a_length(value)) {
            // A list that serde tries for a struct, an element per field.
            let expected = name.split_once(" with ").map_or(name, |(name, _)| name);
            let expected = shown::expectation(&format!("struct {expected}"));
            return Some(Self::Expected { expected, found: "a list" });
        }
        let found = if value.starts_with("unknown variant `") {
            "another text"
        } else if value.starts_with("unknown field `") {
            "another member"
        } else if is_a_length(value) {
            "another length"
        } else if let Some(value) = value.strip_prefix("invalid type: ") {
            a_kind(value)
        } else {
            another_kind(value.strip_prefix("invalid value: ")?)
        };
        let expected = match found {
            "another text" if value.starts_with("unknown variant `") => variants(expected),
            _ => expected.to_owned(),
        };
        Some(Self::Expected { expected: shown::expectation(&expected), found })
    }

    /// The reasons that serde_json gives in a sentence without a gap. Some are errors of syntax to it,
    /// although the text is JSON and only the type is another.
    fn of_sentence(reason: &str) -> Option<Self> {
        Some(match reason {
            "recursion limit exceeded" => Self::TooDeep,
            "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
                Self::HalfACharacter
            }
            _ => Self::Beyond(shown::of_another_type(reason)?),
        })
    }

    /// A value of the kind that begins with this byte, where something else was expected.
    pub(super) fn at(byte: Option<u8>, expected: &str) -> Self {
        let found = match byte {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            _ => "a number",
        };
        Self::Expected { expected: expected.to_owned(), found }
    }

    /// True if what was found is a value without members or elements.
    pub(super) fn found_a_scalar(&self) -> bool {
        let Self::Expected { found, .. } = self else { return false };
        ["text", "integer", "float", "boolean", "null"].iter().any(|kind| found.ends_with(kind))
    }
}

fn is_a_length(value: &str) -> bool {
    value.starts_with("invalid length ")
}

/// The names of variants as a list, which serde has of three and more only.
fn variants(expected: &str) -> String {
    match expected.strip_prefix("one of ") {
        Some(_) => expected.to_owned(),
        None if expected.starts_with('`') => {
            format!("one of {}", expected.replacen("` or `", "`, `", 1))
        }
        None => expected.to_owned(),
    }
}

fn looks_like_a_reason(value: &str) -> bool {
    ["missing ", "duplicate ", "unknown ", "invalid "].iter().any(|it| value.starts_with(it))
}

/// The JSON string that `text` ends with.
fn last_text(text: &str) -> Option<String> {
    let mut start = 0;
    let mut rest = text;
    while let Some(open) = rest.find('"') {
        start += open;
        let end = end_of_string(text.as_bytes(), start + 1);
        if end == text.len() {
            return serde_json::from_str(text.get(start..)?).ok();
        }
        start = end;
        rest = text.get(end..)?;
    }
    None
}

/// The kind of a value that serde describes so.
fn a_kind(value: &str) -> &'static str {
    match value.split(' ').next() {
        Some("string" | "character") => "a text",
        Some("integer") => "an integer",
        Some("floating") => "a float",
        Some("boolean") => "a boolean",
        Some("null" | "unit") if value != "unit variant" => "null",
        Some("sequence") => "a list",
        Some("map") => "an object",
        _ if value.ends_with(" variant") => "a variant of another shape",
        _ => "another value",
    }
}

/// The words for a value whose kind was the right one.
fn another_kind(value: &str) -> &'static str {
    match a_kind(value) {
        "a text" => "another text",
        "an integer" => "another integer",
        "a float" => "another float",
        "a boolean" => "another boolean",
        "a list" => "another list",
        "an object" => "another object",
        kind => kind,
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "`{name}` is missing"),
            Self::Repeated(name) => write!(f, "`{name}` is there more than once"),
            Self::Expected { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Beyond(why) => f.write_str(why),
            Self::TooDeep => f.write_str("it is nested too deeply"),
            Self::HalfACharacter => f.write_str("a text has half a character in it"),
            Self::Own => f.write_str("it does not fit the declared type"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use proptest::prelude::*;
    use serde::Deserialize;
    use serde::de::{DeserializeOwned, Error as _};

    use super::Misfit;

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Master,
        Slave,
    }

    #[derive(Deserialize)]
    enum One {
        Only,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Zone {
        #[expect(dead_code, reason = "read, and not looked at")]
        serial: u64,
    }

    fn misfit<T: DeserializeOwned>(text: &str) -> String {
        match serde_json::from_str::<T>(text) {
            Ok(_) => "it fits".to_owned(),
            Err(error) => Misfit::of(&error, text).to_string(),
        }
    }

    #[test]
    fn what_was_expected_and_the_kind_that_was_found() {
        assert_eq!(misfit::<u64>("\"x\""), "expected u64, found a text");
        assert_eq!(misfit::<u64>("1.5"), "expected u64, found a float");
        assert_eq!(misfit::<u64>("null"), "expected u64, found null");
        assert_eq!(misfit::<u64>("{}"), "expected u64, found an object");
        assert_eq!(misfit::<u8>("300"), "expected u8, found another integer");
        assert_eq!(misfit::<String>("true"), "expected a text, found a boolean");
        assert_eq!(misfit::<Vec<u8>>("{}"), "expected a list, found an object");
        assert_eq!(misfit::<HashMap<String, u8>>("[]"), "expected an object, found a list");
        assert_eq!(misfit::<()>("1"), "expected null, found an integer");
        assert_eq!(misfit::<char>("\"ab\""), "expected a character, found another text");
        assert_eq!(
            misfit::<Kind>("\"x\""),
            "expected one of `master`, `slave`, found another text"
        );
        assert_eq!(misfit::<One>("\"x\""), "expected one of `Only`, found another text");
        assert_eq!(misfit::<Zone>("[]"), "expected struct Zone, found a list");
        assert_eq!(misfit::<Zone>("1"), "expected struct Zone, found an integer");
        assert_eq!(misfit::<Zone>("{}"), "`serial` is missing");
        assert_eq!(
            misfit::<Zone>(r#"{"serial":1,"serial":2}"#),
            "`serial` is there more than once"
        );
        assert_eq!(misfit::<Zone>(r#"{"x":1}"#), "expected `serial`, found another member");
        assert_eq!(misfit::<[u8; 2]>("[1]"), "expected an array of length 2, found another length");
        assert_eq!(misfit::<serde_json::Value>(&"[".repeat(200)), "it is nested too deeply");
    }

    /// A misfit whose own reason quotes the value.
    #[derive(Debug)]
    struct Quoting;

    impl<'de> Deserialize<'de> for Quoting {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            Err(D::Error::custom(format!("{text}, expected {text}")))
        }
    }

    #[test]
    fn a_types_own_reason_is_not_kept() {
        for text in ["secret", "invalid type: x", "unknown variant `x`", "missing field `x`"] {
            let text = serde_json::Value::from(text).to_string();
            assert_eq!(misfit::<Quoting>(&text), "it does not fit the declared type");
        }
    }

    proptest! {
        #[test]
        fn nothing_of_a_value_is_kept(value in any::<String>()) {
            let secret = format!("Z9{value}Z9");
            for value in [
                secret.clone(),
                format!("x`, expected `{secret}` at line 1 column 2"),
                format!("invalid type: x, expected {secret}"),
            ] {
                let text = serde_json::Value::from(value.as_str()).to_string();
                for told in [
                    misfit::<u64>(&text),
                    misfit::<Kind>(&text),
                    misfit::<Zone>(&format!("{{{text}:1}}")),
                    misfit::<BTreeMap<u8, u8>>(&format!("{{{text}:1}}")),
                    misfit::<BTreeMap<String, u8>>(&format!("{{{text}:{text}}}")),
                    misfit::<Quoting>(&text),
                    misfit::<char>(&text),
                ] {
                    prop_assert!(!told.contains("Z9"), "{}", told);
                    prop_assert!(told.len() < 100, "{}", told);
                }
            }
        }
    }
}
