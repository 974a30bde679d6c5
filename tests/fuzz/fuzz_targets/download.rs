//! Any headers of a download, and of what follows a break: no panic, no path in the name of its file,
//! and no byte that was not sent.
#![no_main]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use api_core::{Body, ByteStream, Client, Result, api};
use http::header::{HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;
use tower::service_fn;

#[api]
trait Fuzz {
    #[endpoint(GET, "/", timeout = "50ms")]
    async fn get(&self) -> Result<ByteStream>;
}

const NAMES: [&str; 9] = [
    "content-disposition",
    "content-type",
    "content-length",
    "content-range",
    "content-digest",
    "etag",
    "last-modified",
    "date",
    "accept-ranges",
];

type Lines = Vec<(u8, Vec<u8>)>;

fuzz_target!(|input: (Lines, Lines, bool)| {
    let (first, second, partial) = input;
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let transport = service_fn(move |_: http::Request<Body>| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        let pieces = [Ok("0123"), Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof))];
        let mut response = http::Response::new(Body::stream(futures_util::stream::iter(pieces)));
        if number > 0 && partial {
            *response.status_mut() = http::StatusCode::PARTIAL_CONTENT;
        }
        for (name, value) in if number == 0 { &first } else { &second } {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                let name = NAMES[usize::from(*name) % NAMES.len()];
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        async { Ok::<_, std::io::Error>(response) }
    });
    let client = Client::builder("http://localhost").transport(transport);
    let api = FuzzClient::new(client.build().expect("a base URL"));
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(async {
        let Ok(mut file) = api.get().await else { return };
        if let Some(name) = file.file_name() {
            assert!(!name.contains(['/', '\\', '\0']) && name != "." && name != "..", "{name:?}");
        }
        let mut bytes = 0;
        while let Some(piece) = file.next().await {
            match piece {
                Ok(piece) => bytes += piece.len(),
                Err(error) => assert!(!error.to_string().chars().any(char::is_control)),
            }
        }
        assert!(bytes <= 4 * sent.load(Ordering::Relaxed));
    });
});
