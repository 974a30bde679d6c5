//! Bodies that are handed over: their call ends when they do.

use std::sync::Arc;

use api_core::{ByteStream, EventStream, JsonLines, Paginated, Result, api};
use api_tests::{Server, Step, head, json, response};

use crate::apis::{builder, users};
use crate::ledger::Ledger;
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

    #[endpoint(GET, "/file")]
    async fn file(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/numbers")]
    async fn numbers(&self, #[cursor] after: Option<u32>) -> Result<Numbers>;
}

#[api_tests::test]
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

#[api_tests::test]
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

#[api_tests::test]
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

#[api_tests::test]
async fn a_raw_response_may_fail_and_its_call_succeeds() {
    let recording = Recording::start();
    let server = Server::giving(json(404, "12345"));
    let response = users(builder(&server)).raw(1).await.unwrap();
    response.into_body().bytes().await.unwrap();
    assert_eq!(recording.attempt().get("error.type"), Some("404".into()));
    assert_eq!(recording.calls()[0].get("error.type"), None);
    assert_eq!(recording.calls()[0].get("api.cancelled"), None);
}

#[api_tests::test]
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
    // The stream itself is still there.
    let call = &recording.calls()[0];
    assert!(call.has_ended());
    assert_eq!((call.get("api.cancelled"), call.get("error.type")), (None, None));
    assert!(stream.next().await.is_none());
}

/// Reads a stream to its end or its first error, and looks at the events with the stream still there.
macro_rules! ends {
    ($stream:expr, $ledger:expr, $end:expr) => {
        let mut stream = $stream.await.unwrap();
        while stream.next().await.is_some_and(|item| item.is_ok()) {}
        assert_eq!($ledger.take().last().map(String::as_str), Some($end));
        assert!(stream.next().await.is_none());
        drop(stream);
        assert!($ledger.take().is_empty());
        $ledger.balanced();
    };
}

#[api_tests::test]
async fn a_call_ends_with_its_stream_and_not_when_that_is_dropped() {
    const WHOLE: &str = "ended succeeded after 1";
    const STALLED: &str = "ended Timeout after 1";
    let typed = |content_type| [("Content-Type", content_type), ("Content-Length", "20")];
    let content = [b' '; 20];
    for (sent, end) in [(20, WHOLE), (10, STALLED)] {
        let ledger = Ledger::default();
        let server = Server::responding(move |request| {
            let content_type = match request.target() {
                "/events" => "text/event-stream",
                "/lines" => "application/x-ndjson",
                _ => "a/b",
            };
            [&head(200, &typed(content_type)), &content[..sent]].concat()
        });
        let short = std::time::Duration::from_millis(300);
        let builder = builder(&server).on(ledger.clone()).read_timeout(short);
        let api = FeedsClient::new(builder.retry(api_core::Retry::never()).build().unwrap());
        ends!(api.file(), ledger, end);
        ends!(api.events(), ledger, end);
        ends!(api.lines(), ledger, end);
    }
    // No content, at once and behind a break.
    let ledger = Ledger::default();
    let none = [Step::ReadRequest, Step::Send(response(204, &[], "")), Step::Close];
    let server = Server::each(none.clone());
    let api = FeedsClient::new(builder(&server).on(ledger.clone()).build().unwrap());
    ends!(api.events(), ledger, WHOLE);
    ends!(api.lines(), ledger, WHOLE);
    ends!(api.file(), ledger, WHOLE);
    let mut begun = head(200, &typed("text/event-stream"));
    begun.extend_from_slice(b"id: 1\nretry: 1\n\n");
    let begun = [Step::ReadRequest, Step::Send(begun), Step::Close];
    let server = Server::by(move |number| if number == 0 { begun.clone() } else { none.clone() });
    let builder = builder(&server).on(ledger.clone()).retry(api_core::Retry::default());
    ends!(FeedsClient::new(builder.build().unwrap()).events(), ledger, "ended succeeded after 2");
}

#[api_tests::test]
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

/// A list of two pages, of which the second comes from another server if that is asked for.
fn two_pages() -> Server {
    Server::responding(|request| {
        let is_first = !request.target().contains("after");
        let page = if is_first { r#"{"numbers":[1,2],"next":2}"# } else { r#"{"numbers":[3]}"# };
        json(200, page)
    })
}

/// Names and parents of all spans.
fn shape(recording: &Recording) -> Vec<(String, Option<usize>)> {
    recording.spans().iter().map(|it| (it.text("otel.name"), it.parent)).collect()
}

/// A list with two pages below it, under a name of its own.
fn list(name: &str) -> Vec<(String, Option<usize>)> {
    let expected = [
        (name, None),
        ("Feeds::numbers", Some(0)),
        ("GET /numbers", Some(1)),
        ("Feeds::numbers", Some(0)),
        ("GET /numbers", Some(3)),
    ];
    expected.map(|(name, parent)| (name.to_owned(), parent)).to_vec()
}

#[api_tests::test]
async fn one_span_covers_a_list_and_each_page_is_a_call() {
    let recording = Recording::start();
    let server = two_pages();
    let ledger = Ledger::default();
    let api = FeedsClient::new(builder(&server).on(ledger.clone()).build().unwrap());
    let mut numbers = api.numbers(None).items();
    for expected in 1..=3 {
        assert_eq!(numbers.next().await.unwrap().unwrap(), expected);
    }
    assert!(numbers.next().await.is_none());
    assert!(!recording.spans()[0].has_ended());
    drop(numbers);
    assert!(recording.spans().iter().all(|span| span.has_ended()));
    assert_eq!(shape(&recording), list("Feeds::numbers pages"));
    // To an observer, too.
    let ends = ledger.take().into_iter().filter(|event| event == "ended succeeded after 1");
    assert_eq!(ends.count(), 2);
    ledger.balanced();
}

#[api_tests::test]
async fn pages_that_are_asked_for_ahead_are_below_their_list() {
    let recording = Recording::start();
    let server = two_pages();
    let api = FeedsClient::new(builder(&server).build().unwrap());
    let outer = tracing::info_span!(target: "observe", "outer", "otel.name" = "outer");
    let numbers = api.numbers(None).items().prefetch(2).try_collect::<Vec<_>>();
    assert_eq!(tracing::Instrument::instrument(numbers, outer).await.unwrap(), [1, 2, 3]);
    let mut expected = list("Feeds::numbers pages");
    expected.iter_mut().for_each(|(_, parent)| *parent = Some(parent.map_or(0, |it| it + 1)));
    expected.insert(0, ("outer".to_owned(), None));
    assert_eq!(shape(&recording), expected);
    assert!(recording.spans().iter().all(|span| span.has_ended()));
}

#[api_tests::test]
async fn pages_of_a_function_have_a_span_around_them() {
    let recording = Recording::start();
    let server = two_pages();
    let api: Arc<dyn Feeds> = Arc::new(FeedsClient::new(builder(&server).build().unwrap()));
    let mut pages = api_core::pages(|after| api.numbers(after)).pages();
    let mut numbers = Vec::new();
    while let Some(page) = pages.next().await {
        numbers.extend(page.unwrap().numbers);
    }
    drop(pages);
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(shape(&recording), list("pages"));
    assert!(recording.spans().iter().all(|span| span.has_ended()));
}

#[api_tests::test]
async fn a_page_that_fails_is_a_call_that_fails_within_its_list() {
    let recording = Recording::start();
    let server = Server::responding(|request| match request.target().contains("after") {
        false => json(200, r#"{"numbers":[1],"next":2}"#),
        true => json(500, "{}"),
    });
    let ledger = Ledger::default();
    let api = FeedsClient::new(builder(&server).on(ledger.clone()).build().unwrap());
    let mut numbers = api.numbers(None).items();
    numbers.next().await.unwrap().unwrap();
    numbers.next().await.unwrap().unwrap_err();
    // Dropped with a page under way: neither is more than cancelled.
    drop(numbers);
    assert_eq!(recording.calls().len(), 3, "the list, and two pages");
    assert_eq!(recording.calls()[2].get("error.type"), Some("500".into()));
    assert_eq!(ledger.take().last().unwrap(), "ended 500 after 1");
    ledger.balanced();

    let server = Server::each([Step::ReadRequest, Step::Stall]);
    let recording = Recording::start();
    let api = FeedsClient::new(builder(&server).on(ledger.clone()).build().unwrap());
    for ahead in [0, 2] {
        let mut numbers = api.numbers(None).items().prefetch(ahead);
        let pause = std::time::Duration::from_millis(200);
        tokio::time::timeout(pause, numbers.next()).await.unwrap_err();
        drop(numbers);
        // A task ends a little later.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert_eq!(ledger.take().last().unwrap(), "ended cancelled after 1");
        ledger.balanced();
    }
    for span in recording.spans() {
        assert!(span.has_ended() && span.get("error.type").is_none());
    }
}
