//! The value that tells success from failure.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Error as _, MapAccess, Unexpected, Visitor};

use super::Code;
use super::scan::{ScanError, Scanner};
use super::spec::Success;

/// The value that tells success from failure, as it was sent: an integer, a boolean or a text.
/// Never a float.
pub(super) enum Discriminant {
    Int(i64),
    Bool(bool),
    Text(String),
}

/// Any number of so many digits fits an `i64`.
const DIGITS: usize = 18;

impl Discriminant {
    /// Reads the next value.
    pub(super) fn read(scan: &mut Scanner<'_>) -> Result<Self, ScanError> {
        scan.peek();
        let (number, bytes) = short(scan.rest());
        if bytes == 0 {
            return scan.read();
        }
        scan.advance(bytes);
        Ok(Self::Int(number))
    }

    /// True if this value means success by the rule.
    pub(super) fn means(&self, success: Success) -> bool {
        match (self, success) {
            (Self::Int(code), Success::Int(good)) => good.contains(code),
            // Some back ends quote their numbers.
            (Self::Text(code), Success::Int(good)) => {
                code.parse().is_ok_and(|code| good.contains(&code))
            }
            (Self::Bool(flag), Success::Bool(good)) => *flag == good,
            // Others write their truth values as numbers or as texts.
            (Self::Int(flag), Success::Bool(good)) => *flag == i64::from(good),
            (Self::Text(flag), Success::Bool(good)) => match good {
                true => flag == "1" || flag.eq_ignore_ascii_case("true"),
                false => flag == "0" || flag.eq_ignore_ascii_case("false"),
            },
            (Self::Text(code), Success::Text(good)) => good.contains(&code.as_str()),
            _ => false,
        }
    }

    pub(super) fn into_code(self) -> Code {
        match self {
            Self::Int(code) => Code::Int(code),
            Self::Bool(flag) => Code::Text(flag.to_string()),
            // As it was sent: `"007"` is another code than `"7"` to some APIs.
            Self::Text(text) => Code::Text(text),
        }
    }
}

/// The number that `text` begins with, and how many digits it has. No digits if it is more than a few
/// digits: then it is left to serde_json.
fn short(text: &str) -> (i64, usize) {
    let mut number = 0;
    let mut digits = 0;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if digits < DIGITS => {
                number = number * 10 + i64::from(byte - b'0');
                digits += 1;
            }
            b',' | b'}' if digits == 1 || !text.starts_with('0') => return (number, digits),
            _ => break,
        }
    }
    (0, 0)
}

impl<'de> Deserialize<'de> for Discriminant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Lenient)
    }
}

struct Lenient;

/// The name under which serde_json hands over a number as its digits, if any crate of a build has
/// switched its feature `arbitrary_precision` on.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for Lenient {
    type Value = Discriminant;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, a boolean or a text")
    }

    fn visit_i64<E>(self, code: i64) -> Result<Discriminant, E> {
        Ok(Discriminant::Int(code))
    }

    fn visit_u64<E: de::Error>(self, code: u64) -> Result<Discriminant, E> {
        i64::try_from(code).map(Discriminant::Int).map_err(|_| E::custom("code out of range"))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Discriminant, E> {
        Ok(Discriminant::Bool(flag))
    }

    fn visit_str<E>(self, text: &str) -> Result<Discriminant, E> {
        Ok(Discriminant::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Discriminant, A::Error> {
        if map.next_key::<String>()?.is_none_or(|name| name != NUMBER) {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        }
        let digits: String = map.next_value()?;
        match digits.parse() {
            // Which is a float.
            Ok(0) if digits.starts_with('-') => {
                Err(A::Error::invalid_type(Unexpected::Float(0.0), &self))
            }
            Ok(code) => Ok(Discriminant::Int(code)),
            Err(_) if digits.contains(['.', 'e', 'E']) => {
                Err(A::Error::invalid_type(Unexpected::Float(0.0), &self))
            }
            Err(_) => Err(A::Error::custom("code out of range")),
        }
    }
}
