//! Recorded responses of endpoints that return a stream, a text, or headers: the tests that come with
//! them read every item, and a stub sends them under the right media type.

use api_core::stub::Fault;
use api_core::{
    Body, ByteStream, Bytes, ErrorKind, EventStream, JsonLines, Response, Result, Text, api, http,
};

use super::Chat;

#[api(stub)]
pub(crate) trait Feed {
    #[endpoint(GET, "/events", done = "[DONE]", example = "stub/fixtures/events.txt")]
    async fn events(&self) -> Result<EventStream<Chat>>;

    #[endpoint(GET, "/lines", example = "stub/fixtures/lines.ndjson")]
    async fn lines(&self) -> Result<Response<JsonLines<Chat>>>;

    #[endpoint(GET, "/download", example = "stub/fixtures/lines.ndjson")]
    async fn download(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/body", example = "stub/fixtures/lines.ndjson")]
    async fn body(&self) -> Result<Body>;

    #[endpoint(GET, "/raw", example = "stub/fixtures/lines.ndjson")]
    async fn raw(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/bytes", example = "stub/fixtures/lines.ndjson")]
    async fn bytes(&self) -> Result<Bytes>;

    #[endpoint(GET, "/text", example = "stub/fixtures/lines.ndjson")]
    async fn text(&self) -> Result<Text>;

    #[endpoint(GET, "/headers", example = "stub/fixtures/lines.ndjson")]
    async fn headers(&self) -> Result<http::HeaderMap>;
}

const LINES: &str = include_str!("fixtures/lines.ndjson");

#[tokio::test]
async fn a_stub_sends_the_stream_of_an_example() {
    let stub = FeedStub::new();
    let feed = stub.client();
    // Twice, for an example is sent again and again.
    for _ in 0..2 {
        let mut events = feed.events().await.unwrap();
        let mut codes = Vec::new();
        while let Some(event) = events.next().await {
            codes.push(event.unwrap().data.code);
        }
        assert_eq!(codes, ["a", "b"]);
    }
    let mut lines = feed.lines().await.unwrap().into_value();
    assert_eq!(lines.next().await.unwrap().unwrap().code, "a");
    assert_eq!(feed.body().await.unwrap().text().await.unwrap(), LINES);
    assert_eq!(&feed.bytes().await.unwrap()[..], LINES.as_bytes());
    assert_eq!(&*feed.text().await.unwrap(), LINES);
    let download = feed.download().await.unwrap();
    assert_eq!(download.content_type(), Some("application/octet-stream"));
    assert_eq!(feed.headers().await.unwrap()["content-type"], "application/json");
}

#[test]
fn an_item_that_does_not_fit_is_told_by_the_test_of_the_example() {
    let [events, lines, ..] = FeedClient::ENDPOINTS else { panic!() };
    let said = |check: &dyn Fn()| {
        let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).unwrap_err();
        panic.downcast_ref::<String>().unwrap().clone()
    };
    let check = api_core::__private::example::<super::Kook<()>, Result<EventStream<u64>>, _>();
    let text = said(&|| check(events, include_str!("fixtures/events.txt")));
    assert!(text.contains("expected u64, found an object"), "{text}");
    // The declared end is missing.
    let text = said(&|| check(events, "data: 1\n\n"));
    assert!(text.contains("[DONE]"), "{text}");
    let check = api_core::__private::example::<super::Kook<()>, Result<JsonLines<Chat>>, _>();
    check(lines, LINES);
    let text = said(&|| check(lines, "{\"code\":\"a\",\"unread_count\":1}\n{\"code\":\"b\"}\n"));
    assert!(text.contains("`unread_count` is missing") && text.contains("line 2"), "{text}");
}

#[tokio::test]
async fn a_stream_that_is_truncated_has_its_first_item() {
    let stub = FeedStub::new();
    let items = || JsonLines::new(futures_util::stream::iter(["a", "b"].map(super::chat)));
    let rule = stub.lines().respond(Response::new(items())).fault(Fault::Truncated);
    let mut lines = stub.client().lines().await.unwrap().into_value();
    assert_eq!(lines.next().await.unwrap().unwrap().code, "a");
    assert_eq!(lines.next().await.unwrap().unwrap_err().kind(), ErrorKind::Transport);
    assert!(lines.next().await.is_none());
    assert_eq!(rule.calls().len(), 1);

    // A stream can be read once, and a second call says so.
    let error = stub.client().lines().await.unwrap_err().to_string();
    assert!(error.contains("responds with a stream, which an earlier call has read"), "{error}");
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| stub.verify())).is_err());
}
