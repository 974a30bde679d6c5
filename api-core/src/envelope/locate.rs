//! The path to a place in JSON text, such as `data.items[3].name`.
//!
//! serde_json gives the line and column of what did not fit, and the text itself gives the path to
//! it. To track the path while decoding would compile each type of payload twice.

use std::fmt::Write as _;

use crate::shown;

/// The deepest level that a path names. Brackets below it are counted and not kept, so that a text
/// of nothing but brackets takes no memory.
const DEEPEST: usize = 32;

/// The number of bytes of `text` that were read before this error. The last of them did not fit.
pub(super) fn place(error: &serde_json::Error, text: &str) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let place = lines.map(str::len).sum::<usize>() + error.column();
    place.min(text.len())
}

/// A bracket that was opened and not yet closed.
enum Level<'a> {
    /// Of an object, at the member of this name, as it is spelled.
    Object(Option<&'a str>),
    /// Of a list, at the element of this index.
    List(usize),
}

/// The path to the value whose reading failed after `at` bytes of `text`. None if it is the whole
/// text, or if a name did not fit. An error about a whole object, such as a missing member, is found
/// at its closing bracket, and the path is that of the object.
///
/// Up to `at`, the text is known to be JSON.
pub(super) fn locate(text: &str, at: usize) -> Option<String> {
    let bytes = text.as_bytes();
    let mut levels: Vec<Level<'_>> = Vec::new();
    let mut deeper = 0_usize;
    let mut here = 0;
    while let Some(&byte) = bytes.get(here).filter(|_| here < at) {
        let start = here;
        here += 1;
        match byte {
            b'{' | b'[' if levels.len() == DEEPEST => deeper += 1,
            b'{' => levels.push(Level::Object(None)),
            b'[' => levels.push(Level::List(0)),
            b'}' | b']' if deeper > 0 => deeper -= 1,
            b'}' | b']' => _ = levels.pop(),
            b'"' => {
                here = end_of_string(bytes, here);
                if here < at
                    && deeper == 0
                    && let Some(Level::Object(name @ None)) = levels.last_mut()
                {
                    *name = text.get(start..here);
                }
            }
            b',' if deeper == 0 => match levels.last_mut() {
                Some(Level::Object(name)) => *name = None,
                Some(Level::List(index)) => *index += 1,
                None => {}
            },
            _ => {}
        }
    }
    let mut path = String::new();
    for level in &levels {
        match level {
            Level::Object(Some(name)) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&member(name));
            }
            Level::Object(None) => {}
            Level::List(index) => _ = write!(path, "[{index}]"),
        }
    }
    (!path.is_empty()).then_some(path)
}

/// The name of a member, as far as it can be shown. `spelled` has its quotes and escapes.
fn member(spelled: &str) -> String {
    // A longer one is not shown, and need not be read.
    let name =
        if spelled.len() > 256 { None } else { serde_json::from_str::<String>(spelled).ok() };
    shown::name(&name.unwrap_or_default()).to_owned()
}

/// The end of the string whose opening quote is before `start`.
pub(super) fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut here = start;
    while let Some(&byte) = bytes.get(here) {
        here += match byte {
            b'\\' => 2,
            _ => 1,
        };
        if byte == b'"' {
            break;
        }
    }
    here.min(bytes.len())
}
