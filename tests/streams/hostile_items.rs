//! Event streams and lines from servers that declare them in other words, or break them off.

use api_core::{ErrorKind, EventStream, JsonLines, Result, api};
use api_tests::{Server, head, response};

use crate::hostile::then;
use crate::support::*;

#[api]
trait Coded {
    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<u32>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<u32>>;
}

/// Compressed events would mean nothing, and a stream without any would be all that was seen of them.
#[api_tests::test]
async fn items_in_a_coding_that_is_not_decoded_are_an_error() {
    let coded = |content_type| {
        let headers = [("Content-Type", content_type), ("Content-Encoding", "x-own")];
        Server::giving(response(200, &headers, "data: 1\n\n"))
    };
    let expected = "the response is coded as `x-own`, which this client does not decode";
    let server = coded(EVENTS);
    let error = CodedClient::new(client(&server)).events().await.unwrap_err();
    assert_eq!((error.kind(), said(&error)), (ErrorKind::Decode, expected.to_owned()));
    let server = coded(LINES);
    let error = CodedClient::new(client(&server)).lines().await.unwrap_err();
    assert_eq!((error.kind(), said(&error)), (ErrorKind::Decode, expected.to_owned()));
}

/// Media types in other words (RFC 9110 §8.3.1), and what is none of them.
#[api_tests::test]
async fn a_media_type_may_have_parameters_and_any_case() {
    for (content_type, fits) in [
        ("Text/Event-Stream; charset=UTF-8", true),
        ("text/event-stream ;x=\"a;b\"", true),
        ("text/event-stream2", false),
        ("text/plain; x=text/event-stream", false),
        ("", false),
    ] {
        let server = Server::giving(whole(content_type, "data: 1\n\n"));
        let events = CodedClient::new(client(&server)).events().await;
        assert_eq!(events.is_ok(), fits, "{content_type}");
        if let Ok(mut events) = events {
            assert_eq!(soon(events.next()).await.unwrap().unwrap().data, 1);
        }
    }
    for content_type in
        ["application/x-ndjson; charset=utf-8", "Application/JSONL", "application/json-seq"]
    {
        let server = Server::giving(whole(
            content_type,
            "\x1e1\n".trim_start_matches(if content_type.ends_with("seq") { '\0' } else { '\x1e' }),
        ));
        let mut lines = CodedClient::new(client(&server)).lines().await.unwrap();
        assert_eq!(soon(lines.next()).await.unwrap().unwrap(), 1, "{content_type}");
        assert!(soon(lines.next()).await.is_none());
    }
}

/// A response that breaks off at any byte: the items before are there, and then one error.
#[api_tests::test]
async fn lines_may_break_off_at_any_byte() {
    let text = "{\"n\":1}\r\n\r\n{\"n\":2}\n{\"n\":3}\n";
    for cut in 0..text.len() {
        let (sent, _) = text.split_at(cut);
        for is_chunked in [false, true] {
            let length = text.len().to_string();
            let head = match is_chunked {
                true => chunked_head(LINES),
                false => head(200, &[("Content-Type", LINES), ("Content-Length", &length)]),
            };
            let body = match is_chunked {
                true if !sent.is_empty() => chunk(sent),
                _ => sent.as_bytes().to_vec(),
            };
            let server = Server::by(move |_| then([&head[..], &body].concat()));
            let api = RowsClient::new(calling(server.base()).build().unwrap());
            let mut lines = api.lines().retry(api_core::Retry::never()).await.unwrap();
            let mut items = Vec::new();
            let error = loop {
                match soon(lines.next()).await.expect("an end that is none") {
                    Ok(Row { n }) => items.push(n),
                    Err(error) => break error,
                }
            };
            let complete = sent.matches("}\n").count() + sent.matches("}\r\n").count();
            assert_eq!(items, (1..=complete).collect::<Vec<_>>(), "{cut}");
            assert_eq!(error.kind(), ErrorKind::Transport, "{cut}: {error}");
            assert!(soon(lines.next()).await.is_none());
        }
    }
}

#[derive(serde::Deserialize)]
struct Row {
    n: usize,
}

#[api]
trait Rows {
    #[endpoint(GET, "/rows")]
    async fn lines(&self) -> Result<JsonLines<Row>>;
}
