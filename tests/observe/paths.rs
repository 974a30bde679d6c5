//! Every way through a call: each request that begins ends, once, before the next one and with its call.

use std::time::Duration;

use api_core::{Body, ByteStream, Client, EventStream, JsonLines, Result, Retry, api};
use api_tests::{Server, Step, head, json, response};

use crate::apis::{GOOD, builder, users};
use crate::ledger::Ledger;
use crate::subscriber::Recording;

#[api]
trait Paths {
    #[endpoint(GET, "/file")]
    async fn file(&self) -> Result<ByteStream>;

    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<u64>>;

    #[endpoint(GET, "/chat", done = "[DONE]")]
    async fn chat(&self) -> Result<EventStream<u64>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<u64>>;
}

fn paths(server: &Server, ledger: &Ledger, retry: Retry) -> PathsClient {
    let builder = builder(server).retry(retry).on(ledger.clone());
    PathsClient::new(builder.timeout(Duration::from_secs(10)).build().unwrap())
}

#[api_tests::test]
async fn a_request_over_a_dead_connection_fails_and_is_sent_once_more() {
    let recording = Recording::start();
    let responds = || [Step::ReadRequest, Step::Send(json(200, GOOD))];
    let server = Server::by(move |number| match number {
        0 => [&responds()[..], &[Step::ReadRequest, Step::Reset]].concat(),
        _ => responds().to_vec(),
    });
    let ledger = Ledger::default();
    let api = users(builder(&server).retry(Retry::default()).on(ledger.clone()));
    api.get(1).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    ledger.take();
    let response = api.get(1).with_response().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let expected = [
        "began get",
        "attempt 1 resend 0",
        "failed Transport again",
        "attempt 1 resend 1",
        "responded 200",
        "received Some(45)",
        "ended succeeded after 1",
    ];
    assert_eq!(ledger.take(), expected);
    ledger.balanced();
    let attempts = recording.attempts();
    assert_eq!(attempts[1].get("error.type"), Some("Transport".into()));
    assert_eq!(attempts[2].get("http.request.resend_count"), Some(1.into()));
}

#[api_tests::test]
async fn a_download_that_goes_on_behind_a_file_leaves_its_first_response() {
    let folder = std::env::temp_dir().join(format!("api-observe-{:016x}", fastrand::u64(..)));
    std::fs::create_dir(&folder).unwrap();
    let cut = |content: &str| {
        let headers = [("Content-Length", "10"), ("ETag", "\"a\""), ("Accept-Ranges", "bytes")];
        vec![
            Step::ReadRequest,
            Step::Send([&head(200, &headers), content.as_bytes()].concat()),
            Step::Stall,
        ]
    };
    let rest = response(206, &[("Content-Range", "bytes 4-9/10"), ("ETag", "\"a\"")], "456789");
    let server = Server::by(move |number| match number {
        0 => [&cut("0123")[..2], &[Step::Close]].concat(),
        1 => cut("0"),
        _ => vec![Step::ReadRequest, Step::Send(rest.clone())],
    });
    let ledger = Ledger::default();
    let path = folder.join("file");
    let file = paths(&server, &ledger, Retry::never()).file().await.unwrap();
    file.save_to(&path).await.unwrap_err();
    ledger.take();
    let file = paths(&server, &ledger, Retry::default()).file().await.unwrap();
    assert_eq!(file.save_to(&path).await.unwrap(), 10);
    let expected = [
        "began file",
        "attempt 1 resend 0",
        "responded 200",
        "received None",
        "attempt 2 resend 1",
        "responded 206",
        "received Some(6)",
        "ended succeeded after 2",
    ];
    assert_eq!(ledger.take(), expected);
    ledger.balanced();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Only the end of the body had not come: so says the response to the request for the rest.
#[api_tests::test]
async fn a_download_that_was_complete_succeeds() {
    let headers = [("Transfer-Encoding", "chunked"), ("ETag", "\"a\""), ("Accept-Ranges", "bytes")];
    let all = [&head(200, &headers), &b"a\r\n0123456789\r\n"[..]].concat();
    let nothing = response(416, &[("Content-Range", "bytes */10")], "");
    let server = Server::scripts([
        vec![Step::ReadRequest, Step::Send(all), Step::Close],
        vec![Step::ReadRequest, Step::Send(nothing), Step::Close],
    ]);
    let ledger = Ledger::default();
    let mut file = paths(&server, &ledger, Retry::default()).file().await.unwrap();
    let mut size = 0;
    while let Some(piece) = file.next().await {
        size += piece.unwrap().len();
    }
    drop(file);
    assert_eq!(size, 10);
    let events = ledger.take();
    assert!(events.contains(&"failed 416".to_owned()), "{events:?}");
    assert_eq!(events.last().unwrap(), "ended succeeded after 2");
    ledger.balanced();
}

/// The steps of a feed with one event, which then ends in its way.
fn feed(event: &str, end: Step) -> Vec<Step> {
    let mut bytes = head(200, &[("Content-Type", "text/event-stream"), ("Connection", "close")]);
    bytes.extend_from_slice(event.as_bytes());
    vec![Step::ReadRequest, Step::Send(bytes), end]
}

#[api_tests::test]
async fn a_stream_that_cannot_go_on_is_a_failure() {
    let event = "id: 1\nretry: 1\ndata: 1\n\n";
    let seconds: [Vec<u8>; 3] = [json(200, "{}"), json(403, "{}"), json(503, "{}")];
    for second in seconds {
        for end in [Step::Reset, Step::Close] {
            let (second, end) = (second.clone(), end.clone());
            let server = Server::by(move |number| match number {
                0 => feed(event, end.clone()),
                _ => vec![Step::ReadRequest, Step::Send(second.clone()), Step::Close],
            });
            let ledger = Ledger::default();
            let api = paths(&server, &ledger, Retry::default());
            let mut chat = api.chat().await.unwrap();
            assert_eq!(chat.next().await.unwrap().unwrap().data, 1);
            let error = chat.next().await.unwrap().unwrap_err();
            drop(chat);
            let events = ledger.take();
            let expected = match error.status() {
                Some(status) if status.as_u16() >= 400 => status.as_str().to_owned(),
                _ => format!("{:?}", error.kind()),
            };
            let last = events.last().unwrap();
            assert!(last.starts_with(&format!("ended {expected} after")), "{events:#?}");
            ledger.balanced();
        }
    }
    // Nor is one that may not be sent again.
    let server = Server::by(move |_| feed(event, Step::Close));
    let ledger = Ledger::default();
    let mut chat = paths(&server, &ledger, Retry::never()).chat().await.unwrap();
    chat.next().await.unwrap().unwrap();
    let error = chat.next().await.unwrap().unwrap_err();
    drop(chat);
    assert_eq!(*ledger.take().last().unwrap(), format!("ended {:?} after 1", error.kind()));
    ledger.balanced();
}

#[api_tests::test]
async fn a_stream_with_its_end_mark_succeeds() {
    let server = Server::by(|_| feed("data: 1\n\ndata: [DONE]\n\n", Step::Stall));
    let ledger = Ledger::default();
    let mut chat = paths(&server, &ledger, Retry::never()).chat().await.unwrap();
    assert_eq!(chat.next().await.unwrap().unwrap().data, 1);
    assert!(chat.next().await.is_none());
    drop(chat);
    assert_eq!(ledger.take().last().unwrap(), "ended succeeded after 1");
    ledger.balanced();
}

#[api_tests::test]
async fn streams_that_are_dropped_half_way_are_cancelled() {
    let lines = [
        &head(200, &[("Content-Type", "application/jsonl"), ("Connection", "close")]),
        &b"1\n2\n"[..],
    ];
    let lines = lines.concat();
    let ledger = Ledger::default();
    let server = Server::each([Step::ReadRequest, Step::Send(lines), Step::Stall]);
    let mut stream = paths(&server, &ledger, Retry::never()).lines().await.unwrap();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    assert_eq!(ledger.take().last().unwrap(), "ended cancelled after 1");

    let server = Server::by(|_| feed("retry: 3000\ndata: 1\n\n", Step::Reset));
    let mut stream = paths(&server, &ledger, Retry::default()).events().await.unwrap();
    stream.next().await.unwrap().unwrap();
    // It waits to go on.
    tokio::time::timeout(Duration::from_millis(200), stream.next()).await.unwrap_err();
    drop(stream);
    assert_eq!(ledger.take().last().unwrap(), "ended cancelled after 1");
    ledger.balanced();
}

#[api_tests::test]
async fn a_call_that_panics_ends() {
    let recording = Recording::start();
    let ledger = Ledger::default();
    let service = tower::service_fn(|_: http::Request<Body>| async {
        if true {
            panic!("a layer of the user's own");
        }
        Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
    });
    let client = Client::builder("http://localhost").transport(service).on(ledger.clone());
    let call = tokio::spawn(users(client).get(1).into_future());
    assert!(call.await.unwrap_err().is_panic());
    assert_eq!(ledger.take().last().unwrap(), "ended cancelled after 1");
    ledger.balanced();
    assert!(recording.spans().iter().all(|span| span.has_ended()));
}

#[api_tests::test]
async fn a_lost_deadline_ends_each_stage() {
    // In the head, in the body, before another attempt.
    let stalls: [Vec<Step>; 3] = [
        vec![Step::ReadRequest, Step::Stall],
        vec![
            Step::ReadRequest,
            Step::Send([&head(200, &[("Content-Length", "100")]), &b"{"[..]].concat()),
            Step::Stall,
        ],
        vec![Step::ReadRequest, Step::Send(json(503, "{}")), Step::Close],
    ];
    for steps in stalls {
        let server = Server::each(steps);
        let ledger = Ledger::default();
        let builder = builder(&server).retry(Retry::default()).on(ledger.clone());
        users(builder.timeout(Duration::from_millis(250))).get(1).await.unwrap_err();
        ledger.balanced();
    }
}
