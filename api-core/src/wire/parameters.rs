//! The parameters behind the first word of a header: `; name=value; other="quoted"` (RFC 9110 §5.6.6).

use std::borrow::Cow;

/// The escapes within quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// A backslash in front of any character (RFC 9110 §5.6.4).
    Any,
    /// A backslash in front of a quote. Others stand for themselves, as in the paths of Windows that
    /// browsers once sent for the names of files.
    Quote,
    /// None: a backslash stands for itself.
    #[cfg(feature = "server")]
    None,
}

/// Takes parameters apart. `None` if they are not well-formed.
pub(crate) fn parse(mut text: &str, escapes: Escapes) -> Option<Vec<(&str, Cow<'_, str>)>> {
    let mut parameters = Vec::new();
    loop {
        text = text.trim_start();
        if text.is_empty() {
            return Some(parameters);
        }
        text = text.strip_prefix(';')?.trim_start();
        // Behind the last one, a semicolon may be left over.
        if text.is_empty() {
            return Some(parameters);
        }
        let (name, behind) = token(text);
        let Some(behind) = behind.trim_start().strip_prefix('=') else {
            // A name without a value says nothing that anyone here asks for.
            text = behind;
            continue;
        };
        let (value, rest) = match behind.trim_start().strip_prefix('"') {
            Some(quoted) => unquote(quoted, escapes)?,
            None => {
                let (value, rest) = token(behind.trim_start());
                (Cow::Borrowed(value), rest)
            }
        };
        parameters.push((name, value));
        text = rest;
    }
}

fn token(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !is_of_token(c)).unwrap_or(text.len()))
}

/// The characters of names and of values without quotes. More than a token has (RFC 9110 §5.6.2): only
/// what would end the value is left out.
fn is_of_token(c: char) -> bool {
    !matches!(c, ';' | '"' | '\\' | ',' | '=') && !c.is_whitespace() && !c.is_control()
}

/// The value of a text behind its opening quote, and what follows the closing one.
pub(crate) fn unquote(text: &str, escapes: Escapes) -> Option<(Cow<'_, str>, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let rest = text.get(at + 1..)?;
                let raw = text.get(..at)?;
                return Some((if raw == value { raw.into() } else { value.into() }, rest));
            }
            '\\' if escapes == Escapes::Any => value.push(chars.next()?.1),
            '\\' if escapes == Escapes::Quote => match chars.next()? {
                (_, '"') => value.push('"'),
                (_, other) => value.extend(['\\', other]),
            },
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Escapes, parse};

    fn shown(text: &str, escapes: Escapes) -> Option<String> {
        let parameters = parse(text, escapes)?;
        Some(parameters.iter().map(|(name, value)| format!("<{name}|{value}>")).collect())
    }

    #[test]
    fn parameters_are_taken_apart() {
        for (text, expected) in [
            ("", Some("")),
            (" ; a=1;b=\"x; y\" ; c=\"\";", Some("<a|1><b|x; y><c|>")),
            (";a=\"\\\"\\\\\\x\"", Some("<a|\"\\x>")),
            (";a=é", Some("<a|é>")),
            (";a; b=1", Some("<b|1>")),
            (";a=\"b", None),
            (";a=b c=d", None),
            ("a=b", None),
        ] {
            assert_eq!(shown(text, Escapes::Any).as_deref(), expected, "{text}");
        }
    }

    #[cfg(feature = "server")]
    #[test]
    fn backslashes_are_themselves_in_names_of_files() {
        let text = r#"; filename="C:\new\\a\"b""#;
        assert_eq!(shown(text, Escapes::Quote).as_deref(), Some(r#"<filename|C:\new\\a"b>"#));
        assert_eq!(shown(r#";a="x\""#, Escapes::None).as_deref(), Some(r"<a|x\>"));
    }
}
