//! Streams that go on for long, in little memory.

use api_core::{ByteStream, EventStream, JsonLines, Result, api};
use api_tests::{Server, Step, head, memory_held, passes_alone};

use crate::support::*;

#[api]
trait Feed {
    #[endpoint(GET, "/feed")]
    async fn feed(&self) -> Result<EventStream<u32>>;

    #[endpoint(GET, "/lines", max_item = "8 MiB")]
    async fn lines(&self) -> Result<JsonLines<String>>;

    #[endpoint(GET, "/file")]
    async fn file(&self) -> Result<ByteStream>;
}

#[api_tests::test]
fn a_million_events_take_no_more_memory_than_a_thousand() {
    passes_alone("soak::a_million_events");
}

#[api_tests::test]
#[ignore = "run by the test above"]
async fn a_million_events() {
    let events: String = (0..1000).map(|n| format!("id: {n}\ndata: {n}\n\n")).collect();
    let server = Server::each([
        Step::ReadRequest,
        Step::Send(chunked_head(EVENTS)),
        Step::Flood(chunk(events)),
    ]);
    let mut events = FeedClient::new(client(&server)).feed().await.unwrap();
    let mut at_first = None;
    for n in 0..1_000_000_u32 {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event.data, n % 1000);
        if n == 100_000 {
            at_first = memory_held();
        }
    }
    if let (Some(at_first), Some(at_last)) = (at_first, memory_held()) {
        assert!(at_last < at_first + 8 * 1024, "{at_first} KiB grew to {at_last} KiB");
    }
}

#[api_tests::test]
async fn a_long_line_is_read_in_linear_time() {
    let text = format!("\"{}\"\n", "x".repeat(4 << 20));
    let server = Server::giving(whole(LINES, &text));
    let mut lines = FeedClient::new(client(&server)).lines().await.unwrap();
    assert_eq!(soon(lines.next()).await.unwrap().unwrap().len(), 4 << 20);
    assert!(lines.next().await.is_none());
}

#[api_tests::test]
fn a_large_download_takes_no_more_memory_than_a_small_one() {
    passes_alone("soak::a_large_download");
}

#[api_tests::test]
#[ignore = "run by the test above"]
async fn a_large_download() {
    const LENGTH: usize = 256 << 20;
    let server = Server::each([
        Step::ReadRequest,
        Step::Send(head(200, &[("Content-Length", &LENGTH.to_string())])),
        Step::Flood(vec![b'x'; 64 << 10]),
    ]);
    let mut file = FeedClient::new(client(&server)).file().await.unwrap();
    let (mut received, mut at_first, mut largest) = (0, None, 0);
    while let Some(piece) = soon(file.next()).await {
        let piece = piece.unwrap();
        received += piece.len();
        largest = largest.max(piece.len());
        if at_first.is_none() && received > LENGTH / 8 {
            at_first = memory_held();
        }
    }
    assert_eq!(received, LENGTH);
    // The buffer of the HTTP client.
    assert!(largest <= 512 << 10, "{largest}");
    if let (Some(at_first), Some(at_last)) = (at_first, memory_held()) {
        assert!(at_last < at_first + 8 * 1024, "{at_first} KiB grew to {at_last} KiB");
    }
}
