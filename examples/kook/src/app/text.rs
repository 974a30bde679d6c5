//! Texts for a terminal: escaped, or formatted for people.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Escapes text from outside for one line of a terminal: characters that would move the cursor, break
/// the line or change the writing direction become `\u{…}`.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hazard) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hazard(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Escapes JSON for a terminal. serde_json escapes only the control characters below the space. The
/// others can occur only inside strings, where `\uXXXX` has the same meaning. Line breaks stay.
pub(super) fn plain_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_hazard(c) {
            shown.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}

fn is_hazard(c: char) -> bool {
    // Controls, line separators, and marks of the writing direction. All are below U+10000.
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{2069}')
}

/// Formats a time in the local zone, to the minute.
pub(super) fn short_time(time: Option<Timestamp>) -> String {
    local(time, "%Y-%m-%d %H:%M")
}

/// Formats a time in the local zone, to the second, with the offset of the zone.
pub(super) fn long_time(time: Option<Timestamp>) -> String {
    local(time, "%Y-%m-%d %H:%M:%S %:z")
}

fn local(time: Option<Timestamp>, format: &str) -> String {
    match time {
        Some(time) => time.to_zoned_datetime(TimeZone::system()).strftime(format).to_string(),
        None => "-".to_owned(),
    }
}

pub(super) fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

/// `no chats`, `1 chat`, `2 chats`.
pub(super) fn count(number: u64, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
