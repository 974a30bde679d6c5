//! The facts about a content in the head of its response: its mark, its length, and its place in the whole.

use std::time::Duration;

use http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, DATE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue};

/// The mark that tells one content from another: a strong tag, or else a date that is one (RFC 9110
/// §8.8.2.2: if the content is older than its response by a second, no other was there in that second).
/// `None` as well if the server has no parts of it.
pub(super) fn stated_validator(headers: &HeaderMap) -> Option<HeaderValue> {
    if headers.get(ACCEPT_RANGES).is_some_and(|ranges| ranges == "none") {
        return None;
    }
    if let Some(tag) = headers.get(ETAG) {
        return Some(tag.clone()).filter(|tag| tag.as_bytes().starts_with(b"\""));
    }
    let date = |name| {
        let text = HeaderMap::get(headers, name)?.to_str().ok()?;
        httpdate::parse_http_date(text).ok()
    };
    let modified = date(LAST_MODIFIED)?;
    let age = date(DATE)?.duration_since(modified).ok()?;
    (age >= Duration::from_secs(1)).then(|| headers.get(LAST_MODIFIED).cloned()).flatten()
}

/// The length of a body, if it is stated.
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The place of a part in the whole: `bytes 5-9/10`.
pub(super) struct ContentRange {
    pub(super) first: u64,
    pub(super) last: u64,
    /// The length of the whole, if it is stated.
    pub(super) total: Option<u64>,
}

impl ContentRange {
    /// The number of its bytes.
    pub(super) fn length(&self) -> u64 {
        (self.last - self.first).saturating_add(1)
    }

    /// True if it is all there is.
    pub(super) fn is_whole(&self) -> bool {
        self.first == 0 && self.total.is_some_and(|total| total == self.last.saturating_add(1))
    }
}

/// The place that a response states. One that cannot be is none: RFC 9110 §14.4 forbids to put such a
/// part to others. Nor are two places one.
pub(super) fn content_range(headers: &HeaderMap) -> Option<ContentRange> {
    let mut stated = headers.get_all(CONTENT_RANGE).iter();
    let (Some(stated), None) = (stated.next(), stated.next()) else { return None };
    let (unit, range) = stated.to_str().ok()?.split_once(' ')?;
    let (part, total) = range.split_once('/')?;
    let (first, last) = part.split_once('-')?;
    let total = if total == "*" { None } else { Some(number(total)?) };
    let (first, last) = (number(first)?, number(last)?);
    let is_sound = first <= last && total.is_none_or(|total| last < total);
    (unit.eq_ignore_ascii_case("bytes") && is_sound).then_some(ContentRange { first, last, total })
}

/// A number of digits alone: `parse` would take a sign, too.
fn number(digits: &str) -> Option<u64> {
    digits.parse().ok().filter(|_| digits.bytes().all(|it| it.is_ascii_digit()))
}
