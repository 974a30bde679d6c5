//! Events as a response: what is read of them, what bounds them, and what fails.

use std::time::Duration;

use api_core::{Envelope, ErrorKind, EventStream, Response, Result, Retry, api};
use api_tests::{End, Server, Step, html, json, response};
use serde::Deserialize;

use crate::support::*;

#[derive(Debug, PartialEq, Deserialize)]
struct Delta {
    text: String,
}

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[api]
trait Model {
    #[endpoint(POST, "/complete", done = "[DONE]")]
    async fn complete(&self, prompt: &str) -> Result<EventStream<Delta>>;

    #[endpoint(POST, "/small", max_item = "1 KiB")]
    async fn small(&self) -> Result<EventStream<Delta>>;

    #[endpoint(POST, "/whole", max_body = "1 KiB")]
    async fn whole(&self) -> Result<EventStream<Delta>>;

    #[endpoint(POST, "/wrapped", envelope = Wrapped)]
    async fn wrapped(&self) -> Result<EventStream<Delta>>;

    #[endpoint(POST, "/response")]
    async fn response(&self) -> Result<Response<EventStream<Delta>>>;

    #[endpoint(GET, "/blanks", done = " [DONE] ")]
    async fn blanks(&self) -> Result<EventStream<Delta>>;

    #[endpoint(GET, "/number")]
    async fn number(&self) -> Result<u8>;
}

fn model(server: &Server) -> ModelClient {
    ModelClient::new(client(server))
}

#[api_tests::test]
async fn data_is_decoded() {
    let body = "id: 1\nevent: delta\ndata: {\"text\":\"a\"}\n\ndata: {\"text\":\ndata: \"b\"}\n\n";
    let server = Server::giving(whole(EVENTS, body));
    let response = model(&server).response().await.unwrap();
    assert_eq!(response.status(), 200);
    let mut events = response.into_value();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((&*event.id, &*event.event, &*event.data.text), ("1", "delta", "a"));
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((&*event.id, &*event.event, &*event.data.text), ("1", "message", "b"));
    assert_eq!(events.last_event_id(), "1");
    assert!(events.next().await.is_none());
}

#[api_tests::test]
async fn an_event_that_cannot_be_read_is_an_error_and_the_stream_goes_on() {
    let server = Server::giving(whole(EVENTS, "data: {\"text\":1}\n\ndata: {\"text\":\"b\"}\n\n"));
    let mut events = model(&server).small().await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.decode_path()), (ErrorKind::Decode, Some("text")));
    assert_eq!(
        error.to_string(),
        "POST /small (Model::small): the response does not fit the declared type: expected a text, found an \
         integer at `text`, line 1 column 9 (event 1)"
    );
    assert_eq!(error.body().unwrap(), &br#"{"text":1}"#[..]);
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "b");
    assert!(events.next().await.is_none());
}

#[api_tests::test]
async fn the_declared_event_ends_a_stream() {
    let body = "data: {\"text\":\"a\"}\n\ndata: [DONE]\n\n";
    let server = Server::giving(whole(EVENTS, body));
    let api = model(&server);
    for _ in 0..2 {
        let mut events = api.complete("x").await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
        assert!(events.next().await.is_none());
        assert_eq!(api.client().in_flight(), 0, "held after its end");
    }
    assert_eq!(server.connections().len(), 1, "the connection served another call");
    // Blanks around it mean nothing, wherever they are, and nor do the pieces it comes in.
    let body_with_blanks = "data: {\"text\":\"a\"}\n\ndata:  [DONE]\t\n\ndata: 1\n\n";
    for at in 1..body_with_blanks.len() {
        let (first, second) = body_with_blanks.split_at(at);
        let server = Server::giving([chunked_head(EVENTS), chunk(first), chunk(second)].concat());
        for declared_with_blanks in [false, true] {
            let api = model(&server);
            let mut events = match declared_with_blanks {
                false => api.complete("x").await.unwrap(),
                true => api.blanks().await.unwrap(),
            };
            soon(events.next()).await.unwrap().unwrap();
            assert!(soon(events.next()).await.is_none(), "split at {at}");
        }
    }
    // With more to come, the connection is given up.
    let server = Server::each(open(EVENTS, body));
    let api = model(&server);
    let mut events = api.complete("x").await.unwrap();
    events.next().await.unwrap().unwrap();
    assert!(soon(events.next()).await.is_none());
    assert_eq!(soon(server.ended(0)).await.end, Some(End::PeerClosed));
    assert_eq!(api.client().in_flight(), 0);
}

#[api_tests::test]
async fn an_early_end_is_an_error_that_says_what_was_received() {
    let body = "data: {\"text\":\"a\"}\n\ndata: {\"te";
    for (bytes, why) in [
        (whole(EVENTS, body), "the response ended without `[DONE]`, which ends it"),
        (
            [chunked_head(EVENTS), chunk(body)].concat(),
            "the connection broke before the response was complete",
        ),
    ] {
        let server = Server::each([Step::ReadRequest, Step::Send(bytes), Step::Close]);
        let api = model(&server);
        let mut events = api.complete("x").await.unwrap();
        events.next().await.unwrap().unwrap();
        let error = soon(events.next()).await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
        assert_eq!(said(&error), format!("{why}; 1 event (30 bytes) had been received"));
        assert!(events.next().await.is_none(), "an error is the last item");
        assert_eq!(server.requests().len(), 1, "a POST was sent again");
        assert_eq!(api.client().in_flight(), 0);
    }
}

#[api_tests::test]
async fn another_media_type_is_the_usual_error() {
    let words = "the response is `application/json`, and the declared type is read from \
                 `text/event-stream` (HTTP 200, 2 bytes)";
    let server = Server::giving(json(200, "{}"));
    let error = model(&server).small().await.unwrap_err();
    assert_eq!((error.kind(), &*said(&error)), (ErrorKind::Decode, words));
    assert_eq!(error.body().unwrap(), &b"{}"[..]);

    let server = Server::giving(html(200, "<p>down</p>"));
    assert_eq!(model(&server).wrapped().await.unwrap_err().kind(), ErrorKind::Decode);

    let server = Server::giving(response(200, &[], "data: 1\n\n"));
    let error = model(&server).small().await.unwrap_err();
    assert!(said(&error).contains("has no content type"), "{error}");

    // With parameters, and in any case.
    let server =
        Server::giving(whole("Text/Event-Stream;charset=utf-8", "data: {\"text\":\"a\"}\n\n"));
    let mut events = model(&server).small().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
}

#[api_tests::test]
async fn a_failure_is_the_usual_error() {
    let failure = r#"{"code":40103,"message":"token expired","data":null}"#;
    for status in [200, 401, 500] {
        let server = Server::giving(json(status, failure));
        let api = ModelClient::new(calling(server.base()).build().unwrap());
        let error = api.wrapped().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.api().unwrap().message()),
            (ErrorKind::Api, "token expired")
        );
        assert_eq!(api.client().in_flight(), 0);
    }
    // Of the right type, but a failure by its status.
    let server = Server::giving(response(500, &[("Content-Type", EVENTS)], "data: 1\n\n"));
    let error = model(&server).wrapped().retry(Retry::never()).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 500));
}

#[api_tests::test]
async fn a_stream_that_is_dropped_gives_its_connection_up() {
    let server = Server::each(open(EVENTS, "data: {\"text\":\"a\"}\n\n"));
    let api = model(&server);
    let mut events = api.small().await.unwrap();
    events.next().await.unwrap().unwrap();
    assert_eq!(api.client().in_flight(), 1);
    drop(events);
    assert_eq!(api.client().in_flight(), 0);
    assert_eq!(soon(server.ended(0)).await.end, Some(End::PeerClosed));
}

#[api_tests::test]
async fn an_event_has_a_largest_size() {
    let text = "x".repeat(1024);
    for body in [
        // In a line without an end, in a line, and in many.
        format!("data: \"{text}"),
        format!("data: \"{text}\"\n\n"),
        "data: \"0123456789\"\n".repeat(200),
        format!(": {text}{text}"),
    ] {
        let server = Server::each(open(EVENTS, format!("data: {{\"text\":\"a\"}}\n\n{body}")));
        let api = model(&server);
        let mut events = api.small().await.unwrap();
        events.next().await.unwrap().unwrap();
        let error = soon(events.next()).await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert_eq!(
            said(&error),
            "an event is larger than 1024 bytes; `max_item` of the endpoint sets the limit"
        );
        assert!(events.next().await.is_none());
        assert_eq!(api.client().in_flight(), 0);
        soon(server.ended(0)).await;
    }
    // And one of that size is read.
    let text = "x".repeat(1024 - r#"{"text":""}"#.len());
    let server = Server::giving(whole(EVENTS, format!("data: {{\"text\":\"{text}\"}}\n\n")));
    let mut events = model(&server).small().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.text, text);
}

#[api_tests::test]
async fn a_whole_stream_has_a_largest_size_if_one_is_set() {
    let server = Server::each(open(EVENTS, "data: {\"text\":\"0123456789\"}\n\n".repeat(100)));
    let mut events = model(&server).whole().await.unwrap();
    let error = loop {
        match soon(events.next()).await.unwrap() {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(said(&error).contains("`max_body`"), "{error}");
}

#[api_tests::test]
async fn a_pause_ends_a_stream_and_begins_with_its_first_byte() {
    let server = Server::each([
        Step::ReadRequest,
        Step::Send(chunked_head(EVENTS)),
        // The size of a chunk is no byte of the body, which begins later than a pause may last.
        Step::Drip { bytes: b"14\r\n".to_vec(), size: 1, pause: Duration::from_millis(60) },
        Step::Send(b"data: {\"text\":\"a\"}\n\n\r\n".to_vec()),
        Step::Stall,
    ]);
    let api = model(&server);
    let mut events = api.small().read_timeout(Duration::from_millis(100)).await.unwrap();
    assert_eq!(soon(events.next()).await.unwrap().unwrap().data.text, "a");
    let error = soon(events.next()).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        said(&error),
        "nothing more of the response came for 100ms; `ClientBuilder::read_timeout` sets how long that \
         may be; 1 event (20 bytes) had been received"
    );
}

#[api_tests::test]
async fn the_first_byte_belongs_to_the_attempt() {
    let server = Server::each([Step::ReadRequest, Step::Send(chunked_head(EVENTS)), Step::Stall]);
    let attempt = Duration::from_millis(300);
    let call =
        model(&server).small().attempt_timeout(attempt).read_timeout(Duration::from_millis(20));
    let mut events = call.retry(Retry::never()).await.unwrap();
    let error = soon(events.next()).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        said(&error),
        "nothing of the body came for 300ms; `attempt_timeout` sets how long the first of it may take; \
         0 events (0 bytes) had been received"
    );
}

#[api_tests::test]
async fn a_comment_shows_that_the_server_is_there() {
    let comments: Vec<u8> = (0..40).flat_map(|_| chunk(":\n")).collect();
    let size = chunk(":\n").len();
    let server = Server::each([
        Step::ReadRequest,
        Step::Send(chunked_head(EVENTS)),
        Step::Drip { bytes: comments, size, pause: Duration::from_millis(30) },
        Step::Send([chunk("data: {\"text\":\"a\"}\n\n"), END.to_vec()].concat()),
    ]);
    let mut events = model(&server).small().read_timeout(Duration::from_millis(800)).await.unwrap();
    assert_eq!(soon(events.next()).await.unwrap().unwrap().data.text, "a");
}

#[api_tests::test]
async fn a_timeout_that_was_set_ends_a_stream() {
    let server = Server::each(open(EVENTS, "data: {\"text\":\"a\"}\n\n"));
    let mut events = model(&server).small().timeout(Duration::from_millis(200)).await.unwrap();
    events.next().await.unwrap().unwrap();
    let error = soon(events.next()).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(said(&error).contains("within 200ms"), "{error}");
}

#[api_tests::test]
async fn a_stream_stops_no_other_call() {
    let server = Server::by(|connection| {
        if connection == 0 {
            open(EVENTS, "data: {\"text\":\"a\"}\n\n")
        } else {
            vec![Step::ReadRequest, Step::Send(json(200, "7")), Step::Stall]
        }
    });
    let api = ModelClient::new(calling(server.base()).max_concurrent(1).build().unwrap());
    let mut events = api.small().await.unwrap();
    events.next().await.unwrap().unwrap();
    assert_eq!(soon(api.number()).await.unwrap(), 7);
}

#[test]
fn what_is_declared_is_in_the_table() {
    let [complete, small, ..] = ModelClient::ENDPOINTS else { unreachable!() };
    assert_eq!((complete.done(), complete.max_item()), (Some("[DONE]"), None));
    assert_eq!((small.done(), small.max_item()), (None, Some(1024)));
}

#[test]
fn a_stream_can_be_sent_to_another_thread() {
    fn is_send<T: Send + Unpin + 'static>() {}
    is_send::<EventStream<std::cell::Cell<u8>>>();
    is_send::<api_core::JsonLines<u8>>();
    is_send::<api_core::ByteStream>();
}
