//! `Retry-After`, in both forms (RFC 9110 §10.2.3), and `retry-after-ms`: the one place where a header
//! becomes a duration.
//!
//! A server may write anything there. A value that cannot be read counts as absent, and a number of
//! any size is clamped. Floats are avoided: `inf` is a valid `f64`, and would panic on its way to a
//! `Duration`.

use std::time::{Duration, SystemTime};

use http::header::{DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};

/// The longest delay, some 136 years: longer ones are cut to it. Nobody waits for it, and it can be
/// added to any instant.
const LONGEST: Duration = Duration::from_secs(u32::MAX as u64);

/// Milliseconds, as OpenAI and Azure send them beside `Retry-After`.
const RETRY_AFTER_MS: HeaderName = HeaderName::from_static("retry-after-ms");

/// The wait that the server asks for in its headers. `now` is called only for a date.
///
/// The longest of several counts. A date in the past asks for no wait, so it counts as absent.
/// Milliseconds count instead of seconds, which are the same wait rounded.
pub(crate) fn retry_after(headers: &HeaderMap, now: impl Fn() -> SystemTime) -> Option<Duration> {
    let exact = headers.get_all(RETRY_AFTER_MS).iter();
    let exact = exact.filter_map(|value| milliseconds(value.to_str().ok()?.trim())).max();
    let stated = headers.get_all(RETRY_AFTER).iter().filter_map(|value| {
        let text = value.to_str().ok()?.trim();
        seconds(text).or_else(|| {
            httpdate::parse_http_date(text).ok()?.duration_since(server_time(headers, &now)).ok()
        })
    });
    exact.or_else(|| stated.max()).map(|delay| delay.min(LONGEST))
}

/// The time of a response by the server's own clock, if it shows it: ours may be off by more than the
/// time that is asked for.
pub(crate) fn server_time(headers: &HeaderMap, now: impl Fn() -> SystemTime) -> SystemTime {
    headers.get(DATE).and_then(date).unwrap_or_else(now)
}

fn date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?.trim()).ok()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits, perhaps with decimals: the standard has none, but servers send them.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    // All digits and yet no `u64`: too large for one.
    let whole = Duration::from_secs(whole.parse().unwrap_or(u64::MAX));
    let digits = decimals.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanos = digits.fold(0, |nanos: u64, digit| nanos * 10 + u64::from(digit - b'0'));
    Some(whole.saturating_add(Duration::from_nanos(nanos)))
}

/// Digits, perhaps with decimals, which are dropped.
pub(crate) fn milliseconds(text: &str) -> Option<Duration> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let read = is_digits(whole) && is_digits(decimals);
    read.then(|| Duration::from_millis(whole.parse().unwrap_or(u64::MAX)))
}
