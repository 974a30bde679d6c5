//! A server that enforces its limits, and clients of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use api_core::server::axum::extract::Request;
use api_core::server::axum::response::{IntoResponse as _, Response};
use api_core::server::axum::{Router, serve};
use api_core::{Client, ClientBuilder, Envelope};
use api_tests::is_over_hyper;
use http::StatusCode;
use tokio::net::TcpListener;

pub(crate) const WINDOW: Duration = Duration::from_millis(200);

/// An envelope like KOOK's.
#[derive(Envelope)]
pub(crate) struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// A builder for an address, over the transport of the test.
pub(crate) fn calling(base: impl Into<String>) -> ClientBuilder {
    let builder = Client::builder(base).no_env_proxy();
    if is_over_hyper() { builder.hyper() } else { builder }
}

/// What the server counts: per path, the end of the window and the requests in it; and refusals.
#[derive(Default)]
pub(crate) struct Counts {
    windows: HashMap<String, (Option<Instant>, u32)>,
    pub(crate) accepted: u32,
    pub(crate) refused: u32,
}

/// A server that lets `limit` requests through per path and window, and says so as KOOK does.
pub(crate) async fn limited(limit: u32) -> (String, Arc<Mutex<Counts>>) {
    let counts = Arc::new(Mutex::new(Counts::default()));
    let counting = counts.clone();
    let respond = move |request: Request| {
        let counts = counting.clone();
        async move { respond(&mut counts.lock().unwrap(), limit, request.uri().path()) }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { serve(listener, Router::new().fallback(respond)).await });
    (base, counts)
}

fn respond(counts: &mut Counts, limit: u32, path: &str) -> Response {
    let now = Instant::now();
    let (ends, used) = counts.windows.entry(path.to_owned()).or_default();
    if ends.is_none_or(|ends| ends <= now) {
        (*ends, *used) = (Some(now + WINDOW), 0);
    }
    let is_refused = *used >= limit;
    *used += u32::from(!is_refused);
    let left = ends.map(|ends| ends - now).unwrap_or_default();
    let headers = [
        ("x-rate-limit-limit", limit.to_string()),
        ("x-rate-limit-remaining", (limit - *used).to_string()),
        // Rounded up, as a server does that means what it says.
        ("x-rate-limit-reset", format!("{:.3}", left.as_secs_f64() + 0.001)),
    ];
    counts.refused += u32::from(is_refused);
    counts.accepted += u32::from(!is_refused);
    let status = if is_refused { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::OK };
    (status, headers, "{}").into_response()
}
