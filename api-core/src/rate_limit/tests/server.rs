//! A server that counts: fixed windows, beginning with the first request in each.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::Instant;

/// A bucket of the server.
pub(super) struct Server {
    limit: u32,
    window: Duration,
    inner: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    ends: Option<Instant>,
    used: u32,
    accepted: u32,
    refused: u32,
}

impl Server {
    pub(super) fn new(limit: u32, window: Duration) -> Self {
        Self { limit, window, inner: Mutex::default() }
    }

    /// Counts a request, and says so as KOOK does.
    pub(super) fn respond(&self) -> (StatusCode, HeaderMap) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let ends = match inner.ends {
            Some(ends) if now < ends => ends,
            _ => {
                inner.used = 0;
                now + self.window
            }
        };
        inner.ends = Some(ends);
        let status = if inner.used < self.limit {
            inner.used += 1;
            inner.accepted += 1;
            StatusCode::OK
        } else {
            inner.refused += 1;
            StatusCode::TOO_MANY_REQUESTS
        };
        let left = (ends - now).as_secs_f64();
        let fields = [
            ("x-rate-limit-limit", self.limit.to_string()),
            ("x-rate-limit-remaining", (self.limit - inner.used).to_string()),
            ("x-rate-limit-reset", format!("{left:.3}")),
        ];
        let headers = fields.into_iter().filter_map(|(name, value)| {
            let name = http::HeaderName::from_static(name);
            Some((name, HeaderValue::from_str(&value).ok()?))
        });
        (status, headers.collect())
    }

    /// Requests that were accepted, and that were refused.
    pub(super) fn counts(&self) -> (u32, u32) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        (inner.accepted, inner.refused)
    }
}
