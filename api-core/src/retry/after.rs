//! `Retry-After`, in both forms (RFC 9110 §10.2.3): the one place where a header becomes a duration.
//!
//! A server may write anything there. A value that cannot be read counts as absent, and a number of
//! any size is clamped. Floats are avoided: `inf` is a valid `f64`, and would panic on its way to a
//! `Duration`.

use std::time::{Duration, SystemTime};

use http::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

/// The longest delay, some 136 years: longer ones are cut to it. Nobody waits for it, and it can be
/// added to any instant.
const LONGEST: Duration = Duration::from_secs(u32::MAX as u64);

/// The wait that the server asks for in its headers. `now` is called only for a date.
///
/// The longest of several counts. A date in the past asks for no wait, so it counts as absent.
pub(crate) fn retry_after(headers: &HeaderMap, now: impl Fn() -> SystemTime) -> Option<Duration> {
    let stated = headers.get_all(RETRY_AFTER).iter().filter_map(|value| {
        let text = value.to_str().ok()?.trim();
        seconds(text).or_else(|| {
            // The server's own clock, if it shows it: ours may be off by more than the delay.
            let date = headers.get(DATE).and_then(date).unwrap_or_else(&now);
            httpdate::parse_http_date(text).ok()?.duration_since(date).ok()
        })
    });
    stated.max().map(|delay| delay.min(LONGEST))
}

fn date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?.trim()).ok()
}

/// Digits, perhaps with decimals: the standard has none, but servers send them.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) {
        return None;
    }
    // All digits and yet no `u64`: too large for one.
    let whole = Duration::from_secs(whole.parse().unwrap_or(u64::MAX));
    let digits = decimals.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanos = digits.fold(0, |nanos: u64, digit| nanos * 10 + u64::from(digit - b'0'));
    Some(whole.saturating_add(Duration::from_nanos(nanos)))
}
