//! JSON: the value of a text, and the line to which a pointer leads.

use super::lines::Lines;
use super::value::Value;

/// Reads a text. The error has its line.
pub(super) fn parse(text: &str) -> Result<Value, (usize, String)> {
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or(&words).to_owned();
        (error.line(), words)
    })
}

/// A list or an object on the way to a value.
struct Level {
    /// The length of its own pointer.
    length: usize,
    /// The index of the next element, of a list.
    index: Option<usize>,
    /// The next text is a name, of an object.
    is_name_next: bool,
}

/// The lines of all values of a text that is JSON, by their pointers. That of a member is the line of
/// its name.
pub(super) fn lines(text: &str) -> Lines {
    let mut lines = Lines::default();
    let mut levels: Vec<Level> = Vec::new();
    let mut pointer = String::new();
    let mut line = 1;
    // A value is going on that is neither a text, nor a list, nor an object.
    let mut is_within = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        let begins = !is_within && !matches!(c, ' ' | '\t' | '\r' | '\n' | ':' | ',' | ']' | '}');
        is_within = begins && !matches!(c, '"' | '[' | '{') || is_within && !begins;
        if begins && let Some(Level { length, index: Some(index), .. }) = levels.last_mut() {
            pointer.truncate(*length);
            lines.step(&mut pointer, &index.to_string(), line);
            *index += 1;
        }
        match c {
            '\n' => line += 1,
            ',' => {
                if let Some(level) = levels.last_mut() {
                    level.is_name_next = level.index.is_none();
                }
            }
            '{' => {
                levels.push(Level { length: pointer.len(), index: None, is_name_next: true });
            }
            '[' => {
                levels.push(Level { length: pointer.len(), index: Some(0), is_name_next: false });
            }
            ']' | '}' => _ = levels.pop(),
            '"' => {
                length = end_of_text(rest);
                let quoted = rest.get(..length).unwrap_or_default();
                if let Some(level) = levels.last_mut().filter(|level| level.is_name_next) {
                    level.is_name_next = false;
                    pointer.truncate(level.length);
                    let name: String = serde_json::from_str(quoted).unwrap_or_default();
                    lines.step(&mut pointer, &name, line);
                }
            }
            _ => {}
        }
        if matches!(c, ' ' | '\t' | '\r' | '\n' | ',' | ']' | '}') {
            is_within = false;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    lines
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
