//! Any bytes as the `Link` headers of pages: no panic, an end, and no credentials for another origin.
#![no_main]

use std::sync::{Arc, Mutex};

use api_core::{Body, Client, Credentials, ErrorKind, Result, api};
use http::header::{AUTHORIZATION, HeaderValue, LINK};
use libfuzzer_sys::fuzz_target;
use tower::service_fn;

#[api]
trait Fuzz {
    #[endpoint(GET, "/list", page(link), retry = never)]
    async fn list(&self, #[cursor] page: Option<u32>) -> Result<Vec<u8>>;
}

/// The most pages that are asked for.
const MOST: usize = 8;

fuzz_target!(|input: Vec<Vec<Vec<u8>>>| {
    let mut pages = input.into_iter();
    let pages = Arc::new(Mutex::new(move || pages.next().unwrap_or_default()));
    let asked = Arc::new(Mutex::new(0));
    let count = Arc::clone(&asked);
    let transport = service_fn(move |request: http::Request<Body>| {
        *count.lock().expect("a lock") += 1;
        if request.uri().host() != Some("localhost") || request.uri().port_u16().is_some() {
            assert!(!request.headers().contains_key(AUTHORIZATION), "{}", request.uri());
        }
        let number = *count.lock().expect("a lock");
        let mut response = http::Response::new(Body::from(format!("[{number}]")));
        for line in (pages.lock().expect("a lock"))() {
            if let Ok(value) = HeaderValue::from_bytes(&line) {
                response.headers_mut().append(LINK, value);
            }
        }
        async { Ok::<_, std::io::Error>(response) }
    });
    let client = Client::builder("http://localhost").credentials(Credentials::bearer("hunter2"));
    let api = FuzzClient::new(client.transport(transport).build().expect("a base URL"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(async {
        let mut items = api.list(None).items().max_pages(MOST);
        while let Some(item) = items.next().await {
            if let Err(error) = item {
                // A URL that must not be called, or a circle. Nothing follows either.
                let kind = error.kind();
                assert!(matches!(kind, ErrorKind::Build | ErrorKind::Limit), "{error}");
                assert!(!error.to_string().chars().any(char::is_control));
                assert!(items.next().await.is_none());
                break;
            }
        }
    });
    assert!(*asked.lock().expect("a lock") <= MOST);
});
