//! The cases of the WHATWG text ("Interpreting an event stream"), over a socket. However the bytes are
//! split, the events are the same.

use api_core::{Event, EventStream, Result, Retry, Text, api};
use api_tests::{Server, Step};
use proptest::prelude::*;

use crate::support::{EVENTS, calling, soon, whole};

#[api]
trait Raw {
    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<Text>>;
}

/// The events that a text has: id, type, data.
type Expected = &'static [(&'static str, &'static str, &'static str)];

const M: &str = "message";

/// What is sent, and the events that it has.
const CASES: &[(&str, &[u8], Expected)] = &[
    ("one line of data", b"data: a\n\n", &[("", M, "a")]),
    ("lines that end with CR LF", b"data: a\r\n\r\n", &[("", M, "a")]),
    ("lines that end with CR", b"data: a\r\rdata: b\r\r", &[("", M, "a"), ("", M, "b")]),
    ("ends of all kinds", b"data: a\r\ndata: b\rdata: c\n\r\n", &[("", M, "a\nb\nc")]),
    ("CR LF is one end", b"data: a\r\n\ndata: b\n\n", &[("", M, "a"), ("", M, "b")]),
    ("several lines of data", b"data: YHOO\ndata: +2\ndata: 10\n\n", &[("", M, "YHOO\n+2\n10")]),
    ("two events", b"data: a\n\ndata: b\n\n", &[("", M, "a"), ("", M, "b")]),
    ("a byte order mark", b"\xEF\xBB\xBFdata: a\n\n", &[("", M, "a")]),
    ("only one of them", b"\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\n", &[]),
    ("none elsewhere", b"data: a\n\n\xEF\xBB\xBFdata: b\n\n", &[("", M, "a")]),
    ("comments", b": a\n:b\ndata: c\n:\n\n", &[("", M, "c")]),
    ("a type", b"event: add\ndata: a\n\n", &[("", "add", "a")]),
    (
        "a type for one event only",
        b"event: add\ndata: a\n\ndata: b\n\n",
        &[("", "add", "a"), ("", M, "b")],
    ),
    ("the last type counts", b"event: a\nevent: b\ndata: c\n\n", &[("", "b", "c")]),
    ("a type without a value", b"event: a\nevent\ndata: b\n\n", &[("", M, "b")]),
    ("an id holds on", b"id: 1\ndata: a\n\ndata: b\n\n", &[("1", M, "a"), ("1", M, "b")]),
    ("an id without a value", b"id: 1\ndata: a\n\nid\ndata: b\n\n", &[("1", M, "a"), ("", M, "b")]),
    ("an id with NUL", b"id: 1\nid: 2\x003\ndata: a\n\n", &[("1", M, "a")]),
    ("an id in a block without data", b"id: 7\n\ndata: a\n\n", &[("7", M, "a")]),
    ("a type in a block without data", b"event: add\n\ndata: a\n\n", &[("", M, "a")]),
    ("data without a colon", b"data\n\n", &[("", M, "")]),
    ("two lines without a colon", b"data\ndata\n\n", &[("", M, "\n")]),
    ("data without a value", b"data:\n\n", &[("", M, "")]),
    ("one space in front", b"data:a\n\ndata:  b\n\n", &[("", M, "a"), ("", M, " b")]),
    ("a tab is none", b"data:\ta\n\n", &[("", M, "\ta")]),
    ("colons in a value", b"data: a: b:c\n\n", &[("", M, "a: b:c")]),
    ("unknown fields", b"foo: a\ndata: b\nDATA: c\n data: d\n\n", &[("", M, "b")]),
    ("an event without an end", b"data: a\n\ndata: b\n", &[("", M, "a")]),
    ("a line without an end", b"data: a\n\ndata: b", &[("", M, "a")]),
    ("bytes that are not UTF-8", b"data: a\xFFb\xE2\x82\n\n", &[("", M, "a\u{FFFD}b\u{FFFD}")]),
    ("a time to reconnect is no event", b"retry: 10\n\ndata: a\n\n", &[("", M, "a")]),
    ("a time that is no number", b"retry: +10\nretry: 1s\nretry\ndata: a\n\n", &[("", M, "a")]),
    ("nothing", b"", &[]),
    ("blank lines", b"\n\n\r\r\n", &[]),
];

/// The events of a response in pieces, each sent by itself.
async fn received(pieces: &[&[u8]]) -> Vec<(String, String, String)> {
    let mut steps = vec![Step::ReadRequest];
    let chunks: Vec<u8> =
        pieces.iter().filter(|piece| !piece.is_empty()).flat_map(crate::support::chunk).collect();
    let bytes = [crate::support::chunked_head(EVENTS), chunks, crate::support::END.to_vec()];
    steps.push(Step::Send(bytes.concat()));
    let server = Server::script(steps);
    let client = calling(server.base()).retry(Retry::never()).build().unwrap();
    let mut stream = soon(RawClient::new(client).events()).await.unwrap();
    let mut events = Vec::new();
    while let Some(event) = soon(stream.next()).await {
        let Event { id, event, data } = event.unwrap();
        events.push((id, event, data.into_inner()));
    }
    events
}

fn owned(expected: Expected) -> Vec<(String, String, String)> {
    expected
        .iter()
        .map(|(id, event, data)| (id.to_string(), event.to_string(), data.to_string()))
        .collect()
}

#[api_tests::test]
async fn every_case_has_the_events_of_the_text() {
    assert!(CASES.len() >= 30);
    for (name, bytes, expected) in CASES {
        assert_eq!(received(&[bytes]).await, owned(expected), "{name}");
    }
}

/// Events of text that is at hand: the same code without a socket.
async fn parsed(pieces: Vec<Vec<u8>>) -> Vec<(String, String, String)> {
    let body = futures_util::stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
    let body = std::sync::Mutex::new(Some(api_core::Body::stream(body)));
    let body = std::sync::Arc::new(body);
    let transport = tower::service_fn(move |_: http::Request<api_core::Body>| {
        let body = body.lock().unwrap().take().unwrap();
        let response = http::Response::builder().header("Content-Type", EVENTS).body(body).unwrap();
        async { Ok::<_, std::io::Error>(response) }
    });
    let client =
        api_core::Client::builder("http://localhost").transport(transport).build().unwrap();
    let mut stream = RawClient::new(client).events().await.unwrap();
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        let Event { id, event, data } = event.unwrap();
        events.push((id, event, data.into_inner()));
    }
    events
}

#[api_tests::test]
async fn two_pieces_have_the_events_of_one() {
    for (name, bytes, expected) in CASES {
        for at in 0..=bytes.len() {
            let (first, second) = bytes.split_at(at);
            let pieces = vec![first.to_vec(), second.to_vec()];
            assert_eq!(parsed(pieces).await, owned(expected), "{name}, split at {at}");
        }
        let each = bytes.iter().map(|byte| vec![*byte]).collect();
        assert_eq!(parsed(each).await, owned(expected), "{name}, byte by byte");
    }
}

#[api_tests::test]
async fn pieces_over_a_socket_have_the_events_of_one() {
    for (name, bytes, expected) in CASES {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        assert_eq!(received(&[first, second]).await, owned(expected), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Texts of the alphabet that decides, split anywhere.
    #[test]
    fn any_pieces_have_the_events_of_one(
        text in "(data|event|id|retry|x|:|: |a|é|\u{FEFF}|\r|\n|\r\n|\n\n){0,40}",
        splits in proptest::collection::vec(0..200_usize, 0..8),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let bytes = text.into_bytes();
        let mut pieces = Vec::new();
        let mut at: Vec<usize> = splits.into_iter().map(|at| at.min(bytes.len())).collect();
        at.sort_unstable();
        at.push(bytes.len());
        let mut start = 0;
        for end in at {
            pieces.push(bytes[start..end].to_vec());
            start = end;
        }
        let (one, many) = runtime.block_on(async {
            (parsed(vec![bytes]).await, parsed(pieces).await)
        });
        prop_assert_eq!(one, many);
    }
}

#[api_tests::test]
async fn the_reader_of_this_file_reads_whole_responses() {
    let server = Server::giving(whole(EVENTS, "data: 1\n\n"));
    let mut stream = RawClient::new(crate::support::client(&server)).events().await.unwrap();
    assert_eq!(&*stream.next().await.unwrap().unwrap().data, "1");
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none(), "an end is an end");
    assert_eq!(server.request().header("accept"), [EVENTS]);
}
