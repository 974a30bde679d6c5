//! Reads the headers that identify a request and tell of rate limits. Nothing here changes the result
//! of a call.

use http::{HeaderMap, HeaderName, HeaderValue};

/// The longest request id, in characters. What is longer is no id.
const LONGEST: usize = 128;

/// The headers that name a request: those of servers first, then those of what is in front of them.
const REQUEST_IDS: [&str; 10] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-github-request-id",
    "x-tt-logid",
    "x-trace-id",
    "x-correlation-id",
    "cf-ray",
];

/// The id that the server gave the request, if it can be shown.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let one_word = |id: &str| id.bytes().all(|byte| byte.is_ascii_graphic());
    let shown = |id: &&str| !id.is_empty() && id.len() <= LONGEST && one_word(id);
    REQUEST_IDS.iter().find_map(|name| headers.get(*name)?.to_str().ok().filter(shown))
}

/// The headers about rate limits, in all their spellings: `RateLimit-…`,
/// `X-RateLimit-…`, `X-Rate-Limit-…` and `Retry-After`.
pub(super) fn rate_limit(headers: &HeaderMap) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
    headers.iter().filter(|(name, _)| {
        let name = name.as_str();
        name.contains("ratelimit") || name.contains("rate-limit") || name == "retry-after"
    })
}
