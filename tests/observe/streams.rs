//! Bodies that are handed over: their call ends when they do.

use api_core::{EventStream, JsonLines, Paginated, Result, api};
use api_tests::{Server, Step, head, json, response};

use crate::apis::{builder, users};
use crate::subscriber::Recording;

#[derive(serde::Deserialize, Paginated)]
pub(crate) struct Numbers {
    #[page(items)]
    numbers: Vec<u32>,
    #[page(next)]
    next: Option<u32>,
}

#[api]
pub(crate) trait Feeds {
    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<u64>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<u64>>;

    #[endpoint(GET, "/numbers")]
    async fn numbers(&self, #[cursor] after: Option<u32>) -> Result<Numbers>;
}

#[tokio::test]
async fn a_span_covers_the_body_that_is_handed_over() {
    let recording = Recording::start();
    let server = Server::giving(json(200, "12345"));
    let api = users(builder(&server));
    let body = api.photo(1).await.unwrap();
    assert!(!recording.attempt().has_ended() && !recording.calls()[0].has_ended());
    assert_eq!(body.bytes().await.unwrap().len(), 5);
    let span = recording.attempt();
    assert!(span.has_ended() && recording.calls()[0].has_ended());
    assert_eq!(span.get("http.response.body.size"), Some(5.into()));
    assert_eq!(recording.calls()[0].get("api.cancelled"), None);
}

#[tokio::test]
async fn a_body_that_is_dropped_is_cancelled() {
    let recording = Recording::start();
    let mut bytes = head(200, &[("Content-Length", "100000")]);
    bytes.extend_from_slice(b"12345");
    let server = Server::each([Step::ReadRequest, Step::Send(bytes), Step::Stall]);
    drop(users(builder(&server)).photo(1).await.unwrap());
    let span = recording.attempt();
    assert!(span.has_ended());
    assert_eq!(span.get("api.cancelled"), Some(true.into()));
    assert_eq!(span.get("error.type"), None);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_failure() {
    let recording = Recording::start();
    let mut bytes = head(200, &[("Content-Length", "100000")]);
    bytes.extend_from_slice(b"12345");
    let server = Server::each([Step::ReadRequest, Step::Send(bytes), Step::Close]);
    let body = users(builder(&server)).photo(1).await.unwrap();
    body.bytes().await.unwrap_err();
    assert_eq!(recording.attempt().get("error.type"), Some("Transport".into()));
    assert_eq!(recording.calls()[0].get("error.type"), Some("Transport".into()));
}

#[tokio::test]
async fn a_raw_response_may_fail_and_its_call_succeeds() {
    let recording = Recording::start();
    let server = Server::giving(json(404, "12345"));
    let response = users(builder(&server)).raw(1).await.unwrap();
    response.into_body().bytes().await.unwrap();
    assert_eq!(recording.attempt().get("error.type"), Some("404".into()));
    assert_eq!(recording.calls()[0].get("error.type"), None);
    assert_eq!(recording.calls()[0].get("api.cancelled"), None);
}

#[tokio::test]
async fn one_span_covers_the_life_of_a_stream() {
    let recording = Recording::start();
    let lines = response(200, &[("Content-Type", "application/x-ndjson")], "1\n2\n");
    let server = Server::giving(lines);
    let api = FeedsClient::new(builder(&server).build().unwrap());
    let mut stream = api.lines().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    assert!(!recording.calls()[0].has_ended());
    assert_eq!(stream.next().await.unwrap().unwrap(), 2);
    assert!(stream.next().await.is_none());
    drop(stream);
    let call = &recording.calls()[0];
    assert!(call.has_ended());
    assert_eq!((call.get("api.cancelled"), call.get("error.type")), (None, None));
}

#[tokio::test]
async fn a_stream_that_goes_on_after_a_break_is_one_call_with_resends() {
    let recording = Recording::start();
    let part = |id: u32| {
        let mut bytes = head(200, &[("Content-Type", "text/event-stream")]);
        bytes.extend_from_slice(format!("id: {id}\nretry: 1\ndata: {id}\n\n").as_bytes());
        vec![Step::ReadRequest, Step::Send(bytes), Step::Reset]
    };
    let server = Server::by(move |number| part(number as u32 + 1));
    let client = builder(&server).retry(api_core::Retry::default()).build().unwrap();
    let mut stream = FeedsClient::new(client).events().await.unwrap();
    for _ in 0..2 {
        stream.next().await.unwrap().unwrap();
    }
    drop(stream);
    assert_eq!(recording.calls().len(), 1);
    let attempts = recording.attempts();
    assert_eq!(attempts[0].get("error.type"), Some("Transport".into()));
    assert_eq!(attempts[1].get("http.request.resend_count"), Some(1.into()));
    assert!(recording.spans().iter().all(|span| span.has_ended()));
}

#[tokio::test]
async fn one_span_covers_a_list_and_each_page_is_a_call() {
    let recording = Recording::start();
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(json(200, r#"{"numbers":[1,2],"next":2}"#)),
        Step::ReadRequest,
        Step::Send(json(200, r#"{"numbers":[3],"next":null}"#)),
    ]);
    let api = FeedsClient::new(builder(&server).build().unwrap());
    let mut numbers = api.numbers(None).items();
    for expected in 1..=3 {
        assert_eq!(numbers.next().await.unwrap().unwrap(), expected);
    }
    assert!(numbers.next().await.is_none());
    let spans = recording.spans();
    assert!(!spans[0].has_ended());
    drop(numbers);
    assert!(recording.spans().iter().all(|span| span.has_ended()));
    let shape: Vec<_> = spans.iter().map(|it| (it.text("otel.name"), it.parent)).collect();
    let expected = [
        ("Feeds::numbers pages", None),
        ("Feeds::numbers", Some(0)),
        ("GET /numbers", Some(1)),
        ("Feeds::numbers", Some(0)),
        ("GET /numbers", Some(3)),
    ];
    assert_eq!(shape, expected.map(|(name, parent)| (name.to_owned(), parent)));
}
