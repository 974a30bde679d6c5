//! JSON: the value of a text, and the line to which a pointer leads.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde_json::value::RawValue;

use super::value::Value;

/// Reads a text. The error has its line.
pub(super) fn parse(text: &str) -> Result<Value, (usize, String)> {
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or(&words).to_owned();
        (error.line(), words)
    })
}

/// The line of the value behind `steps`, or of the last one on the way that is there.
pub(super) fn line<'a>(text: &str, steps: impl Iterator<Item = &'a str>) -> usize {
    let mut at: &str = text.trim_start();
    for step in steps {
        let next = match at.as_bytes().first() {
            Some(b'{') => serde_json::from_str::<IndexMap<Cow<'_, str>, &RawValue>>(at)
                .ok()
                .and_then(|members| members.get(step).map(|raw| raw.get())),
            Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(at)
                .ok()
                .zip(step.parse::<usize>().ok())
                .and_then(|(items, index)| items.get(index).map(|raw| raw.get())),
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    // Both are parts of one text, so the distance between them is an offset.
    let offset = (at.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
