//! Any bytes as the headers of a response: no panic, and no wait beyond the deadline.
#![no_main]

use std::time::Duration;

use api_core::{Body, Client, Result, api};
use http::header::{HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;
use tower::service_fn;

#[api]
trait Fuzz {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Vec<u8>>;
}

const NAMES: [&str; 6] = [
    "retry-after",
    "content-length",
    "content-type",
    "content-encoding",
    "location",
    "x-request-id",
];

fuzz_target!(|input: (u8, Vec<(u8, Vec<u8>)>)| {
    let (status, lines) = input;
    let status = [200, 204, 302, 307, 401, 404, 429, 503][usize::from(status) % 8];
    let transport = service_fn(move |_: http::Request<Body>| {
        let mut response = http::Response::new(Body::from("[1]"));
        *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
        for (name, value) in &lines {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                let name = NAMES[usize::from(*name) % NAMES.len()];
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        async { Ok::<_, std::io::Error>(response) }
    });
    let client = Client::builder("http://localhost").follow_redirects(3).transport(transport);
    let api = FuzzClient::new(client.build().expect("a base URL"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let deadline = Duration::from_millis(2);
    let call = async { api.get().timeout(deadline).await };
    if let Err(error) = runtime.expect("a runtime").block_on(call) {
        assert!(error.attempts() <= 3);
        let shown = format!("{error} {error:?} {:?}", error.retry_after());
        assert!(!shown.chars().any(char::is_control));
    }
});
