//! JSON: the value of a text, and the line to which a pointer leads.

use super::lines::{Lines, Walk};
use super::problem::Broken;
use super::value::Value;

/// Reads a text.
pub(super) fn parse(text: &str) -> Result<Value, Broken> {
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        let message = words.split(" at line ").next().unwrap_or(&words).to_owned();
        Broken { line: error.line().max(1), pointer: reached(text, &error), message }
    })
}

/// The lines of all values of a text that is JSON, by their pointers. That of a member is the line of
/// its name.
pub(super) fn lines(text: &str) -> Lines {
    walk(text).into_lines()
}

/// The pointer to what is being read where an error stops the reading.
fn reached(text: &str, error: &serde_json::Error) -> String {
    let before: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut end = (before + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    walk(text.get(..end).unwrap_or_default()).reached().to_owned()
}

fn walk(text: &str) -> Walk {
    let mut walk = Walk::default();
    let mut line = 1;
    // A value is going on that is neither a text, nor a list, nor an object.
    let mut is_within = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        let begins = !is_within && !matches!(c, ' ' | '\t' | '\r' | '\n' | ':' | ',' | ']' | '}');
        is_within = begins && !matches!(c, '"' | '[' | '{') || is_within && !begins;
        if begins {
            walk.value(line);
        }
        match c {
            '\n' => line += 1,
            ',' => walk.expect_name(true),
            '{' => walk.open_object(),
            '[' => walk.open_list(),
            ']' | '}' => walk.close(),
            '"' => {
                length = end_of_text(rest);
                if walk.is_name_next() {
                    let quoted = rest.get(..length).unwrap_or_default();
                    let name: String = serde_json::from_str(quoted).unwrap_or_default();
                    walk.name(&name, line);
                }
            }
            _ => {}
        }
        if matches!(c, ' ' | '\t' | '\r' | '\n' | ',' | ']' | '}') {
            is_within = false;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    walk
}

/// The length of the text in quotes at the beginning.
fn end_of_text(text: &str) -> usize {
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}
