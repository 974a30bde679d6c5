//! Rate limits as KOOK enforces them: a fixed window per endpoint, told in headers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::responses;

/// So many requests per endpoint and window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests per window.
    pub requests: u32,
    /// The length of a window, which begins with the first request in it.
    pub window: Duration,
}

/// The requests that a limited server has received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// Those that it responded to.
    pub accepted: u32,
    /// Those that it refused with HTTP 429.
    pub refused: u32,
}

/// Counts the requests of a server.
#[derive(Clone, Debug)]
pub(super) struct Counter {
    limits: Limits,
    counts: Arc<Mutex<Counts>>,
}

#[derive(Debug, Default)]
struct Counts {
    /// Per bucket, the end of its window and the requests in it.
    windows: HashMap<String, (Instant, u32)>,
    received: Received,
}

/// What becomes of a request.
struct Counted {
    bucket: String,
    is_refused: bool,
    remaining: u32,
    reset: Duration,
}

impl Counter {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, counts: Arc::default() }
    }

    pub(super) fn received(&self) -> Received {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).received
    }

    fn count(&self, path: &str) -> Counted {
        let Limits { requests, window } = self.limits;
        let bucket = path.trim_start_matches("/api/v3/").to_owned();
        let now = Instant::now();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let (ends, used) = counts.windows.entry(bucket.clone()).or_insert((now + window, 0));
        if *ends <= now {
            (*ends, *used) = (now + window, 0);
        }
        let is_refused = *used >= requests;
        *used += u32::from(!is_refused);
        let (remaining, reset) = (requests - *used, *ends - now);
        counts.received.refused += u32::from(is_refused);
        counts.received.accepted += u32::from(!is_refused);
        Counted { bucket, is_refused, remaining, reset }
    }
}

/// Counts a request, and refuses it if there were too many. The response says so either way.
pub(super) async fn check(
    State(counter): State<Counter>,
    request: Request,
    next: Next,
) -> Response {
    let counted = counter.count(request.uri().path());
    let mut response = if counted.is_refused {
        responses::refused(StatusCode::TOO_MANY_REQUESTS, "too many requests")
    } else {
        next.run(request).await
    };
    // KOOK sends whole seconds; windows of a demonstration are shorter. Rounded up, so that nobody
    // comes too early.
    let reset = counted.reset.as_millis() + 1;
    let fields = [
        ("x-rate-limit-limit", counter.limits.requests.to_string()),
        ("x-rate-limit-remaining", counted.remaining.to_string()),
        ("x-rate-limit-reset", format!("{}.{:03}", reset / 1000, reset % 1000)),
        ("x-rate-limit-bucket", counted.bucket),
    ];
    for (name, value) in fields {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}
