//! Any bytes as JSON lines or a sequence, in any pieces: no panic, and the items of one piece.
#![no_main]

use api_core::{Body, Client, JsonLines, Result, api};
use libfuzzer_sys::fuzz_target;
use tower::service_fn;

#[api]
trait Fuzz {
    #[endpoint(GET, "/", max_item = "64 B", retry = never)]
    async fn get(&self) -> Result<JsonLines<serde_json::Value>>;
}

/// The items of a body in these pieces, and the words of those that are errors.
async fn items(content_type: &'static str, pieces: Vec<Vec<u8>>) -> Vec<Result<String, String>> {
    let body = std::sync::Arc::new(std::sync::Mutex::new(Some(pieces)));
    let transport = service_fn(move |_: http::Request<Body>| {
        let pieces = body.lock().expect("a lock").take().unwrap_or_default();
        let pieces = pieces.into_iter().map(Ok::<_, std::io::Error>);
        let body = Body::stream(futures_util::stream::iter(pieces));
        let response = http::Response::builder().header("Content-Type", content_type);
        let response = response.body(body).expect("a response");
        async { Ok::<_, std::io::Error>(response) }
    });
    let client = Client::builder("http://localhost").transport(transport);
    let api = FuzzClient::new(client.build().expect("a base URL"));
    let mut stream = api.get().await.expect("a stream");
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        // How much of it had come when it failed depends on the pieces.
        let words = |error: api_core::Error| {
            assert!(!error.to_string().chars().any(char::is_control));
            error.to_string().split("; ").next().unwrap_or_default().to_owned()
        };
        items.push(item.map(|value| value.to_string()).map_err(words));
    }
    items
}

fuzz_target!(|input: (bool, Vec<Vec<u8>>)| {
    let (is_sequence, pieces) = input;
    let content_type = if is_sequence { "application/json-seq" } else { "application/x-ndjson" };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(async {
        let whole = items(content_type, vec![pieces.concat()]).await;
        assert_eq!(items(content_type, pieces).await, whole);
    });
});
