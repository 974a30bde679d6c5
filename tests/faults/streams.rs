//! Faults of responses that go on: events and lines. Those of downloads are in `downloads.rs`.

use std::time::{Duration, Instant};

use api_core::{
    ByteStream, ClientBuilder, Error, ErrorKind, EventStream, JsonLines, Result, Text, api,
};
use api_tests::{Server, Step, head, html, json, response};

use crate::calls::{
    BOTH, DEADLINE, FIELD, HEADER, Method, PAGE, PATH, PAYLOAD, QUERY, Wrapped, builder,
};
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[F106, F107, F108, F109, F110, F111, F112];

/// How long a response may pause where it is meant to pause for longer.
pub(crate) const SHORT: Duration = Duration::from_millis(150);

#[api(envelope = Wrapped)]
pub(crate) trait Feeds {
    #[endpoint(GET, "/events/{door}", done = "[DONE]", max_item = "1 KiB")]
    async fn events(
        &self,
        #[sensitive(in_url)] door: &str,
        code: &str,
        #[header("X-Pin")] pin: &str,
    ) -> Result<EventStream<Text>>;

    #[endpoint(POST, "/events/{door}", done = "[DONE]", max_item = "1 KiB")]
    async fn ask(
        &self,
        #[sensitive(in_url)] door: &str,
        #[query] code: &str,
        #[header("X-Pin")] pin: &str,
        item: &str,
    ) -> Result<EventStream<Text>>;

    #[endpoint(GET, "/lines/{door}", max_item = "1 KiB")]
    async fn lines(&self, #[sensitive(in_url)] door: &str, code: &str) -> Result<JsonLines<u32>>;

    #[endpoint(POST, "/lines/{door}", max_item = "1 KiB")]
    async fn query(&self, #[sensitive(in_url)] door: &str, item: &str) -> Result<JsonLines<u32>>;

    #[endpoint(GET, "/files/{door}")]
    async fn file(&self, #[sensitive(in_url)] door: &str, code: &str) -> Result<ByteStream>;

    #[endpoint(POST, "/files/{door}")]
    async fn export(&self, #[sensitive(in_url)] door: &str, item: &str) -> Result<ByteStream>;
}

/// Which of the three kinds of stream.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Events,
    Lines,
    File,
}

/// Reads a stream to its end, or to the first error. Gives the number of its items.
async fn read(api: &FeedsClient, kind: Kind, method: Method) -> Result<usize> {
    let (path, query, pin, field) = (PATH.0, QUERY.0, HEADER.0, FIELD.0);
    let mut items = 0;
    match kind {
        Kind::Events => {
            let mut events = match method {
                Method::Get => api.events(path, query, pin).await?,
                Method::Post => api.ask(path, query, pin, field).await?,
            };
            while let Some(event) = events.next().await {
                event?;
                items += 1;
            }
            assert!(events.next().await.is_none());
        }
        Kind::Lines => {
            let mut lines = match method {
                Method::Get => api.lines(path, query).await?,
                Method::Post => api.query(path, field).await?,
            };
            while let Some(line) = lines.next().await {
                line?;
                items += 1;
            }
        }
        Kind::File => {
            let mut file = match method {
                Method::Get => api.file(path, query).await?,
                Method::Post => api.export(path, field).await?,
            };
            while let Some(piece) = file.next().await {
                items += piece?.len();
            }
        }
    }
    Ok(items)
}

/// Reads a stream of this kind by both methods, each from a server of its own, and checks what the row
/// says. Gives the results.
pub(crate) async fn faces(
    row: Row,
    kind: Kind,
    settings: impl Fn(ClientBuilder) -> ClientBuilder,
    server: impl Fn() -> Server,
) -> Vec<Result<usize, Error>> {
    let mut results = Vec::new();
    for method in BOTH {
        let server = server();
        let api = FeedsClient::new(settings(builder(&server.base())).build().unwrap());
        let begun = Instant::now();
        let result = read(&api, kind, method).await;
        assert!(begun.elapsed() < 2 * DEADLINE, "{:?}", begun.elapsed());
        row.result(result.as_ref());
        assert_eq!(api.client().in_flight(), 0);
        let of_method = |(get, post)| if method == Method::Get { get } else { post };
        if let Some(sends) = row.sends {
            assert_eq!(server.requests().len(), of_method(sends), "{method:?} {kind:?} {result:?}");
        }
        if let (Some((get, post)), Err(error)) = (row.sends, &result) {
            assert_eq!(error.attempts() as usize, of_method((get, post)), "{error:?}");
        }
        results.push(result);
    }
    results
}

pub(crate) fn as_it_is(builder: ClientBuilder) -> ClientBuilder {
    builder
}

fn begun(content_type: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let headers = [("Content-Type", content_type), ("Transfer-Encoding", "chunked")];
    [head(200, &headers), chunk(body)].concat()
}

fn chunk(body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    [format!("{:x}\r\n", body.len()).as_bytes(), body, b"\r\n"].concat()
}

fn whole(content_type: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    [&begun(content_type, body)[..], b"0\r\n\r\n"].concat()
}

const EVENTS: &str = "text/event-stream";
const LINES: &str = "application/x-ndjson";

/// An event with a secret in it.
fn secret() -> String {
    format!("id: 1\ndata: {}\n\n", PAYLOAD.0)
}

/// Plays the first steps on the first connection, and the second on all others.
pub(crate) fn first_and_then(first: Vec<Step>, then: Vec<Step>) -> Server {
    Server::by(move |number| if number == 0 { first.clone() } else { then.clone() })
}

pub(crate) fn responds(bytes: Vec<u8>) -> Vec<Step> {
    vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
}

const F106: Row = row!(f106_events_break_off, "a stream of events breaks off, then goes on")
    .succeeds()
    .fails(&[ErrorKind::Transport])
    .sends(2, 1)
    .note("a GET goes on behind the last event; a POST is an error that says what was received");

#[api_tests::test]
async fn f106_events_break_off() {
    let good = whole(EVENTS, "data: 2\n\ndata: [DONE]\n\n");
    for cut in
        [begun(EVENTS, secret()), begun(EVENTS, secret() + "data: 9"), whole(EVENTS, secret())]
    {
        for last in [Step::Close, Step::Reset] {
            let first = vec![Step::ReadRequest, Step::Send(cut.clone()), PAUSE, last];
            let server = || first_and_then(first.clone(), responds(good.clone()));
            let results = faces(F106, Kind::Events, as_it_is, server).await;
            assert_eq!(*results[0].as_ref().unwrap(), 2);
            let error = results[1].as_ref().unwrap_err();
            assert!(error.to_string().contains("; 1 event ("), "{error}");
        }
    }
}

/// So that what was sent is read before the connection is reset.
const PAUSE: Step = Step::Drip { bytes: Vec::new(), size: 1, pause: Duration::ZERO };

const F107: Row =
    row!(f107_events_without_events, "a stream of events that breaks off at once, again and again")
        .fails(&[ErrorKind::Transport])
        .sends(3, 1)
        .note("attempts that bring no event are counted");

#[api_tests::test]
async fn f107_events_without_events() {
    let server = || Server::by(|_| responds(begun(EVENTS, ": hello\n\n")));
    faces(F107, Kind::Events, as_it_is, server).await;
    // In order, but without the event that ends it.
    let server = || Server::by(|_| responds(whole(EVENTS, ": hello\n\n")));
    faces(F107, Kind::Events, as_it_is, server).await;
}

const F108: Row = row!(f108_silence, "a stream of events falls silent")
    .fails(&[ErrorKind::Timeout])
    .sends(3, 1)
    .note("ends at the read timeout, which begins with the first byte and which a comment ends");

#[api_tests::test]
async fn f108_silence() {
    let steps = [Step::ReadRequest, Step::Send(begun(EVENTS, ": hello\n\n")), Step::Stall];
    let settings = |builder: ClientBuilder| builder.read_timeout(SHORT);
    faces(F108, Kind::Events, settings, || Server::each(steps.clone())).await;
}

const F109: Row = row!(f109_items_without_end, "an event or a line without an end")
    .fails(&[ErrorKind::Limit])
    .sends(1, 1)
    .note("ends after `max_item` bytes; the connection is closed");

#[api_tests::test]
async fn f109_items_without_end() {
    for (kind, content_type, first, flood) in [
        (Kind::Events, EVENTS, secret() + "data: ", "x"),
        (Kind::Events, EVENTS, secret(), "data: x\n"),
        (Kind::Events, EVENTS, secret(), ":"),
        (Kind::Lines, LINES, "1\n\"".to_owned(), "x"),
        (Kind::Lines, LINES, String::from("1\n"), "["),
        (Kind::Lines, "application/json-seq", "\x1e1\n\x1e".to_owned(), "[\n"),
    ] {
        let steps = [
            Step::ReadRequest,
            Step::Send(begun(content_type, first)),
            Step::Flood(chunk(flood.repeat(512))),
        ];
        let server = || Server::each(steps.clone());
        faces(F109, kind, as_it_is, server).await;
    }
}

const F110: Row = row!(f110_other_media_types, "a success of another media type than the stream's")
    .fails(&[ErrorKind::Decode, ErrorKind::Api])
    .sends(1, 1)
    .note("its envelope is opened: what it says of a failure is the error");

#[api_tests::test]
async fn f110_other_media_types() {
    let failure = r#"{"code":40103,"message":"token expired","data":null}"#;
    for kind in [Kind::Events, Kind::Lines] {
        for bytes in
            [html(200, PAGE), json(200, "{}"), response(200, &[], PAYLOAD.0), json(200, failure)]
        {
            faces(F110, kind, as_it_is, || Server::giving(bytes.clone())).await;
        }
    }
    let results = faces(F110, Kind::Events, as_it_is, || Server::giving(json(200, failure))).await;
    assert!(results.iter().all(|result| result.as_ref().is_err_and(Error::is_api)));
}

const F111: Row = row!(f111_lines_break_off, "a stream of lines breaks off")
    .fails(&[ErrorKind::Transport])
    .sends(1, 1)
    .note("an error that says what was received, and never an end");

#[api_tests::test]
async fn f111_lines_break_off() {
    for body in ["1\n2\n", "1\n2", "1\n2\n3"] {
        let server = || Server::by(move |_| responds(begun(LINES, body)));
        faces(F111, Kind::Lines, as_it_is, server).await;
    }
}

const F112: Row = row!(f112_items_that_do_not_fit, "an event or a line that cannot be read")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("an error that names the line or the event; the stream goes on behind it");

#[api_tests::test]
async fn f112_items_that_do_not_fit() {
    for line in [format!("\"{}\"\n", PAYLOAD.0), PAYLOAD.0.to_owned() + "\n", "[1\n".to_owned()] {
        let bytes = whole(LINES, format!("1\n{line}2\n"));
        faces(F112, Kind::Lines, as_it_is, || Server::giving(bytes.clone())).await;
    }
}
