//! JSON lines and JSON text sequences.

use api_core::{ErrorKind, JsonLines, Result, Text, api};
use api_tests::{Server, Step, json};

use crate::support::*;

#[api]
trait Logs {
    #[endpoint(GET, "/numbers")]
    async fn numbers(&self) -> Result<JsonLines<u32>>;

    #[endpoint(GET, "/lists", max_item = "16 B")]
    async fn lists(&self) -> Result<JsonLines<Vec<u32>>>;

    #[endpoint(GET, "/declared", headers("accept" = "text/x, Application/JSON;q=0.5"))]
    async fn declared(&self) -> Result<JsonLines<u32>>;

    #[endpoint(GET, "/texts", done = "end")]
    async fn texts(&self) -> Result<JsonLines<Text>>;
}

fn logs(server: &Server) -> LogsClient {
    LogsClient::new(client(server))
}

/// The items of a response, and the words of those that are errors.
async fn items<T>(mut lines: JsonLines<T>) -> Vec<Result<T, String>> {
    let mut items = Vec::new();
    while let Some(item) = soon(lines.next()).await {
        items.push(item.map_err(|error| said(&error)));
    }
    items
}

#[api_tests::test]
async fn a_line_is_an_item() {
    for (content_type, body, expected) in [
        (LINES, "1\n2\n3\n", vec![1, 2, 3]),
        (LINES, "1\r\n2\r\n", vec![1, 2]),
        (LINES, "1\n\n  \n\r\n2", vec![1, 2]),
        (LINES, " 1 \n2\n", vec![1, 2]),
        (LINES, "", vec![]),
        (LINES, "\n", vec![]),
        ("application/jsonl; charset=utf-8", "1\n", vec![1]),
        ("application/ndjson", "1\n", vec![1]),
        ("application/json-seq", "\x1e1\n\x1e2\n", vec![1, 2]),
        ("application/geo+json-seq", "\x1e1\n\x1e\n2\n", vec![1, 2]),
        (LINES, "\u{feff}1\n2\n", vec![1, 2]),
        (LINES, "\u{feff}\n1\n", vec![1]),
        (LINES, "\u{feff}", vec![]),
        ("application/json-seq", "\u{feff}\x1e1\n\x1e2\n", vec![1, 2]),
        ("application/json-seq", "\x1e\x1e1\n\n\x1e 2 \n", vec![1, 2]),
    ] {
        let server = Server::giving(whole(content_type, body));
        let items = items(logs(&server).numbers().await.unwrap()).await;
        let expected: Vec<_> = expected.into_iter().map(Ok).collect();
        assert_eq!(items, expected, "{content_type} {body:?}");
    }
}

/// It is no part of the first text, in whatever pieces it comes.
#[api_tests::test]
async fn a_byte_order_mark_is_passed_over() {
    let text = "\u{feff}\u{feff}a\nend\n";
    for split in 0..=text.len() {
        let (first, second) = text.as_bytes().split_at(split);
        let pieces = [first, second].into_iter().filter(|piece| !piece.is_empty());
        let chunks: Vec<u8> = pieces.flat_map(chunk).collect();
        let server = Server::giving([chunked_head(LINES), chunks, END.to_vec()].concat());
        let items = items(logs(&server).texts().await.unwrap()).await;
        assert_eq!(items, [Ok(Text::from("\u{feff}a"))], "{split}");
    }
    let server = Server::giving(whole(LINES, b"\xEF\xBBx\nend\n"));
    let items = items(logs(&server).texts().await.unwrap()).await;
    assert_eq!(items.len(), 1, "{items:?}");
    assert!(items[0].as_ref().is_err_and(|said| said.contains("UTF-8")), "{items:?}");
    let server = Server::giving(whole(LINES, "\u{feff}end"));
    assert!(soon(logs(&server).texts().await.unwrap().next()).await.is_none());
}

/// Kubernetes, etcd and Docker send lines as JSON. What the endpoint accepts is what is read.
#[api_tests::test]
async fn lines_of_another_media_type_are_declared() {
    for (content_type, is_taken) in [
        ("application/json", true),
        ("Application/Json; charset=utf-8", true),
        ("text/x", true),
        (LINES, true),
        ("text/plain", false),
        ("text/html", false),
    ] {
        let server = Server::giving(whole(content_type, "1\n2\n"));
        match logs(&server).declared().await {
            Ok(lines) if is_taken => assert_eq!(items(lines).await, [Ok(1), Ok(2)]),
            Err(error) if !is_taken => assert_eq!(error.kind(), ErrorKind::Decode),
            other => panic!("{content_type}: {other:?}"),
        }
    }
    for (content_type, remedy) in [
        (
            "application/json",
            "; if its items come as that, declare `headers(\"Accept\" = \"application/json\")`",
        ),
        (
            "text/plain",
            "; if its items come as that, declare `headers(\"Accept\" = \"text/plain\")`",
        ),
        ("text/html", ""),
    ] {
        let server = Server::giving(whole(content_type, "1\n2\n"));
        let error = logs(&server).numbers().await.unwrap_err();
        let words = format!(
            "the response is `{content_type}`, and the declared type is read from \
             `application/x-ndjson` (HTTP 200, 4 bytes){remedy}"
        );
        assert_eq!(said(&error), words);
    }
}

/// A watch that goes on for ever is no reason to wait for its end.
#[api_tests::test]
async fn an_endless_response_of_another_media_type_is_told_soon() {
    let bytes = [chunked_head("application/json"), chunk("1\n")].concat();
    let server = Server::each([Step::ReadRequest, Step::Send(bytes), Step::Stall]);
    let begun = std::time::Instant::now();
    let error = soon(logs(&server).numbers().into_future()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(said(&error).contains("(HTTP 200, 2 bytes); if"), "{error}");
    assert!(begun.elapsed().as_secs() < 10);
    // Nor is one that does not even begin.
    let server =
        Server::each([Step::ReadRequest, Step::Send(chunked_head("text/html")), Step::Stall]);
    let begun = std::time::Instant::now();
    let api = logs(&server);
    let error = soon(api.numbers().into_future()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    assert!(said(&error).starts_with("the response is `text/html`"), "{error}");
    assert!(begun.elapsed().as_secs() < 10);
    assert_eq!(api.client().in_flight(), 0);
}

#[api_tests::test]
async fn an_item_may_come_in_pieces() {
    let body = "[1,\r2]\r\n[3]\n\n[4]";
    for at in 1..body.len() {
        let (first, second) = body.split_at(at);
        let bytes = [chunked_head(LINES), chunk(first), chunk(second), END.to_vec()].concat();
        let server = Server::giving(bytes);
        let items = items(logs(&server).lists().await.unwrap()).await;
        assert_eq!(items, [Ok(vec![1, 2]), Ok(vec![3]), Ok(vec![4])], "split at {at}");
    }
}

#[api_tests::test]
async fn a_text_of_a_sequence_may_have_line_breaks() {
    let body = "\x1e[\n  1,\n  2\n]\n\x1e[3]\n";
    for at in 1..body.len() {
        let (first, second) = body.split_at(at);
        let head = chunked_head("application/json-seq");
        let server = Server::giving([head, chunk(first), chunk(second), END.to_vec()].concat());
        let items = items(logs(&server).lists().await.unwrap()).await;
        assert_eq!(items, [Ok(vec![1, 2]), Ok(vec![3])], "split at {at}");
    }
}

#[api_tests::test]
async fn a_text_that_was_cut_off_is_an_error_and_the_sequence_goes_on() {
    let server = Server::giving(whole("application/json-seq", "\x1e[1\n\x1e[2]\n\x1e3"));
    let items = items(logs(&server).lists().await.unwrap()).await;
    let [Err(cut), Ok(two), Err(last)] = &items[..] else { panic!("{items:?}") };
    assert!(cut.contains("ends in the middle of its JSON"), "{cut}");
    assert_eq!(two, &[2]);
    assert!(last.contains("may be cut off"), "{last}");
}

/// RFC 7464 §2.4: a number may have lost its last digits, and nothing shows it.
#[api_tests::test]
async fn a_number_that_another_text_follows_at_once_may_be_cut_off() {
    for (body, expected) in [
        ("\x1e12\x1e345\n\x1e6\n", &[None, Some(345), Some(6)][..]),
        ("\x1e1\n\n\x1e12\x1e", &[Some(1), None]),
        ("\x1e12 \x1e345\t\x1e6\r\n", &[Some(12), Some(345), Some(6)]),
    ] {
        for at in 1..body.len() {
            let (first, second) = body.split_at(at);
            let head = chunked_head("application/json-seq");
            let server = Server::giving([head, chunk(first), chunk(second), END.to_vec()].concat());
            let items = items(logs(&server).numbers().await.unwrap()).await;
            let numbers: Vec<_> = items.iter().map(|item| item.clone().ok()).collect();
            assert_eq!(numbers, expected, "{body:?} {at} {items:?}");
            let errors = items.into_iter().filter_map(Result::err);
            assert!(errors.into_iter().all(|said| said.contains("may be cut off")));
        }
    }
}

#[api_tests::test]
async fn a_line_that_cannot_be_read_is_an_error_that_names_it() {
    let server = Server::giving(whole(LINES, "[1]\n\n[\"x\"]\n[2]\n[\n"));
    let items = items(logs(&server).lists().await.unwrap()).await;
    let [Ok(_), Err(text), Ok(two), Err(cut)] = &items[..] else { panic!("{items:?}") };
    assert_eq!(
        text,
        "the response does not fit the declared type: expected u32, found a text at `[0]`, line 3 \
         column 4"
    );
    assert_eq!(two, &[2]);
    assert!(cut.contains("ends in the middle of its JSON, line 5 column 1"), "{cut}");
    // So is one that no place within it can be named of.
    let body = [&b"[1]\n\n"[..], b"[\"\xff\"]\n[2]\n"].concat();
    let server = Server::giving(whole(LINES, body));
    let others = self::items(logs(&server).lists().await.unwrap()).await;
    let [Ok(_), Err(text), Ok(two)] = &others[..] else { panic!("{others:?}") };
    assert_eq!((text.as_str(), &two[..]), ("the response is not UTF-8, line 3", &[2][..]));
}

#[api_tests::test]
async fn an_early_end_is_an_error_that_says_what_was_received() {
    let server = Server::each(broken(LINES, "1\n2\n3"));
    let api = logs(&server);
    let mut lines = api.numbers().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    assert_eq!(lines.next().await.unwrap().unwrap(), 2);
    let error = soon(lines.next()).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(
        said(&error),
        "the connection broke before the response was complete; 2 items (5 bytes) had been received"
    );
    assert!(lines.next().await.is_none());
    assert_eq!((server.requests().len(), api.client().in_flight()), (1, 0));
}

#[api_tests::test]
async fn the_declared_line_ends_a_stream() {
    let server = Server::giving(whole(LINES, "a\nend\n"));
    let items_of = items(logs(&server).texts().await.unwrap()).await;
    assert_eq!(items_of, [Ok(Text::from("a"))]);
    for body in ["a\n", "a"] {
        let server = Server::giving(whole(LINES, body));
        let items = items(logs(&server).texts().await.unwrap()).await;
        let [Ok(_), Err(early)] = &items[..] else { panic!("{items:?}") };
        assert!(early.starts_with("the response ended without `end`"), "{early}");
    }
}

#[api_tests::test]
async fn a_line_has_a_largest_size() {
    for body in ["[1]\n[1111111111111111]\n", "[1]\n[11111111111111111111", "[1]\n[0123456789"] {
        let steps = [Step::ReadRequest, Step::Send([chunked_head(LINES), chunk(body)].concat())];
        let server =
            Server::each([&steps[..], &[Step::Send(chunk("012345678]")), Step::Stall]].concat());
        let mut lines = logs(&server).lists().await.unwrap();
        lines.next().await.unwrap().unwrap();
        let error = soon(lines.next()).await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(said(&error).starts_with("a line is larger than 16 bytes"), "{error}");
        soon(server.ended(0)).await;
    }
    // Without its end, no byte of a line may be a CR.
    for (body, fits) in [("[11111111111111]", true), ("[111111111111111]", false)] {
        for end in ["\n", "\r\n", ""] {
            let server = Server::giving(whole(LINES, format!("{body}{end}")));
            let item = soon(logs(&server).lists().await.unwrap().next()).await.unwrap();
            let is_limit = item.is_err_and(|error| error.kind() == ErrorKind::Limit);
            assert_eq!(is_limit, !fits, "{body} {end:?}");
        }
    }
}

#[api_tests::test]
async fn another_media_type_is_the_usual_error() {
    let server = Server::giving(json(200, "[1]"));
    let error = logs(&server).numbers().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(said(&error).contains("read from `application/x-ndjson`"), "{error}");
    assert!(server.request().header("accept")[0].starts_with(LINES));
}
