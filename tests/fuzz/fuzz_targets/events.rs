//! Any bytes as a stream of events, in any pieces: no panic, the events of one piece, and none that is
//! larger than the limit.
#![no_main]

use api_core::{Body, Client, Event, EventStream, Result, Text, api};
use libfuzzer_sys::fuzz_target;
use tower::service_fn;

#[api]
trait Fuzz {
    #[endpoint(GET, "/", max_item = "64 B", retry = never)]
    async fn get(&self) -> Result<EventStream<Text>>;
}

/// The events of a body in these pieces, and the kind of the error at its end.
async fn events(pieces: Vec<Vec<u8>>) -> (Vec<Event<Text>>, Option<String>) {
    let body = std::sync::Mutex::new(Some(pieces));
    let body = std::sync::Arc::new(body);
    let transport = service_fn(move |_: http::Request<Body>| {
        let pieces = body.lock().expect("a lock").take().unwrap_or_default();
        let pieces = pieces.into_iter().map(Ok::<_, std::io::Error>);
        let body = Body::stream(futures_util::stream::iter(pieces));
        let response = http::Response::builder().header("Content-Type", "text/event-stream");
        let response = response.body(body).expect("a response");
        async { Ok::<_, std::io::Error>(response) }
    });
    let client = Client::builder("http://localhost").transport(transport);
    let api = FuzzClient::new(client.build().expect("a base URL"));
    let mut stream = api.get().await.expect("a stream");
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => events.push(event),
            Err(error) => return (events, Some(format!("{:?}", error.kind()))),
        }
    }
    (events, None)
}

fuzz_target!(|pieces: Vec<Vec<u8>>| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(async {
        let whole = events(vec![pieces.concat()]).await;
        assert_eq!(events(pieces).await, whole);
        for event in &whole.0 {
            // A byte that is not UTF-8 becomes three.
            assert!(event.data.len() <= 3 * 64, "{event:?}");
            assert!(!event.data.contains('\r'), "{event:?}");
            assert!(!event.event.is_empty() && !event.event.contains(['\r', '\n']), "{event:?}");
            assert!(!event.id.contains(['\0', '\r', '\n']), "{event:?}");
        }
    });
});
