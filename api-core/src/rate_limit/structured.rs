//! Lists of structured fields (RFC 9651), as far as the RateLimit fields use them: items with parameters.
//!
//! All types of the standard are parsed, because a list that is malformed anywhere is no list at all, and
//! one with a parameter of a type that nobody reads is well formed. Inner lists are not: no RateLimit field
//! has one.

/// One member of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: String,
    parameters: Vec<(String, Value)>,
}

/// The value of a parameter.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    Integer(u64),
    Text(String),
    /// Of a type that no RateLimit field has, or below zero.
    Other,
}

impl Item {
    /// A parameter that is an integer and not negative.
    pub(super) fn integer(&self, name: &str) -> Option<u64> {
        match self.parameter(name)? {
            Value::Integer(number) => Some(*number),
            Value::Text(_) | Value::Other => None,
        }
    }

    /// A parameter that is a text or a token.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.parameter(name)? {
            Value::Text(text) => Some(text),
            Value::Integer(_) | Value::Other => None,
        }
    }

    /// The last of this name counts (RFC 9651 §4.2.3.2).
    fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }
}

/// The members of a list. A list that is malformed anywhere is no list, as the standard asks.
pub(super) fn list(text: &str) -> Option<Vec<Item>> {
    let mut rest = text.trim_matches(' ');
    let mut items = Vec::new();
    loop {
        let (item, behind) = item(rest)?;
        items.push(item);
        let behind = behind.trim_start_matches([' ', '\t']);
        if behind.is_empty() {
            return Some(items);
        }
        rest = behind.strip_prefix(',')?.trim_start_matches([' ', '\t']);
    }
}

fn item(text: &str) -> Option<(Item, &str)> {
    let (name, mut rest) = bare(text)?;
    let name = match name {
        Value::Text(name) => name,
        Value::Integer(number) => number.to_string(),
        Value::Other => String::new(),
    };
    let mut parameters = Vec::new();
    while let Some(behind) = rest.strip_prefix(';') {
        let (key, behind) = key(behind.trim_start_matches(' '))?;
        rest = behind;
        // One without a value is true.
        let mut value = Value::Other;
        if let Some(behind) = rest.strip_prefix('=') {
            (value, rest) = bare(behind)?;
        }
        parameters.push((key.to_owned(), value));
    }
    Some((Item { name, parameters }, rest))
}

/// A value of any type, and what is behind it (RFC 9651 §4.2.3.1).
fn bare(text: &str) -> Option<(Value, &str)> {
    match text.chars().next()? {
        '"' => string(text.strip_prefix('"')?),
        '-' | '0'..='9' => number(text),
        // Bytes in base64, such as a partition key (`pk`).
        ':' => {
            let (base64, rest) = text.strip_prefix(':')?.split_once(':')?;
            let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
            base64.chars().all(is_base64).then_some((Value::Other, rest))
        }
        '?' => Some((Value::Other, text.strip_prefix('?')?.strip_prefix(['0', '1'])?)),
        // A date.
        '@' => integer(text.strip_prefix('@')?).map(|(_, rest)| (Value::Other, rest)),
        '%' => display_string(text.strip_prefix("%\"")?),
        first if first.is_ascii_alphabetic() || first == '*' => {
            let end = text.find(|c: char| !is_token(c)).unwrap_or(text.len());
            let (token, rest) = text.split_at_checked(end)?;
            Some((Value::Text(token.to_owned()), rest))
        }
        _ => None,
    }
}

/// A string behind its first quote.
fn string(text: &str) -> Option<(Value, &str)> {
    let mut string = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((Value::Text(string), chars.as_str())),
            '\\' => string.push(chars.next().filter(|c| matches!(c, '"' | '\\'))?),
            c if c.is_ascii_graphic() || c == ' ' => string.push(c),
            _ => return None,
        }
    }
}

fn number(text: &str) -> Option<(Value, &str)> {
    let (integer, rest) = integer(text)?;
    let Some(behind) = rest.strip_prefix('.') else {
        let value = u64::try_from(integer).map_or(Value::Other, Value::Integer);
        return Some((value, rest));
    };
    let (decimals, rest) = behind.split_at_checked(digits(behind))?;
    let fits = integer.unsigned_abs() < 10_u64.pow(12) && (1..=3).contains(&decimals.len());
    fits.then_some((Value::Other, rest))
}

/// At most 15 digits, perhaps with a `-` before them.
fn integer(text: &str) -> Option<(i64, &str)> {
    let positive = text.strip_prefix('-').unwrap_or(text);
    let length = digits(positive);
    let (_, rest) = positive.split_at_checked(length)?;
    let number = text.strip_suffix(rest)?.parse().ok()?;
    (length <= 15).then_some((number, rest))
}

/// The number of digits at the beginning.
fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

/// Text in Unicode, percent-encoded in lower case, behind its first quote.
fn display_string(text: &str) -> Option<(Value, &str)> {
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((Value::Other, chars.as_str())),
            '%' => {
                for _ in 0..2 {
                    chars.next().filter(|c| matches!(c, '0'..='9' | 'a'..='f'))?;
                }
            }
            c if c.is_ascii_graphic() || c == ' ' => {}
            _ => return None,
        }
    }
}

fn key(text: &str) -> Option<(&str, &str)> {
    let is_key = |c: char| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | '*')
    };
    let end = text.find(|c: char| !is_key(c)).unwrap_or(text.len());
    let (key, rest) = text.split_at_checked(end)?;
    key.starts_with(|c: char| c.is_ascii_lowercase() || c == '*').then_some((key, rest))
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~:/".contains(c)
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn names_and_integers_are_read() {
        let items = list(r#""burst";q=100;w=60;qu="requests", daily;q=1000"#).unwrap_or_default();
        let shown: Vec<_> = items
            .iter()
            .map(|item| (item.name.as_str(), item.integer("q"), item.text("qu")))
            .collect();
        assert_eq!(shown, [("burst", Some(100), Some("requests")), ("daily", Some(1000), None)]);
    }

    #[test]
    fn values_of_other_types_are_no_integers_and_break_no_list() {
        let items = list(r#""a";r="5";t=-1;pk=:dHJpYWwxMjEzMjM=:;x=?1;y;z=1.5, "b";r=7"#);
        let items = items.unwrap_or_default();
        let of = |name| items.iter().map(|item| item.integer(name)).collect::<Vec<_>>();
        assert_eq!(of("r"), [None, Some(7)]);
        assert_eq!(of("t"), [None, None]);
        assert_eq!(list("\"a\";pk=:not base64:"), None);
        assert_eq!(list("\"a\";pk=:endless"), None);
    }

    #[test]
    fn a_list_that_is_malformed_anywhere_is_none() {
        for text in ["", "\"a", "\"a\\b\"", "a,", "a;=1", "a;Q=1", "a b", ";r=1", "a;r=\u{e9}"] {
            assert_eq!(list(text), None, "{text}");
        }
        for value in [
            "",
            "+1",
            "--1",
            "-",
            "0x1",
            "1a",
            "1.",
            ".5",
            "1.2345",
            "1234567890123.1",
            "1234567890123456",
            "@",
            "@x",
            "@1.5",
            "@-1.5",
            "%\"",
            "%\"%C3\"",
            "%\"%c\"",
            "%x",
            "?2",
            "=",
        ] {
            assert_eq!(list(&format!("\"a\";r=1;x={value}")), None, "{value}");
        }
    }

    #[test]
    fn a_parameter_may_be_of_any_type() {
        for value in [
            "1",
            "-1",
            "0.5",
            "-0.125",
            "123456789012345",
            "123456789012.123",
            "\"\"",
            "\"a;b=\\\"\"",
            "*a",
            "token/1:2",
            "::",
            ":dHJpYWw=:",
            "?0",
            "@0",
            "@-62135596800",
            "@1659578233",
            "%\"f%c3%bc, \"",
        ] {
            let items =
                list(&format!("\"a\";x={value};r=3, \"b\";r=4;x={value}")).unwrap_or_default();
            let read: Vec<_> = items.iter().map(|item| item.integer("r")).collect();
            assert_eq!(read, [Some(3), Some(4)], "{value}");
        }
    }
}
