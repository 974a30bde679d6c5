//! Event streams that broke off, and go on.

use std::time::{Duration, Instant};

use api_core::{ErrorKind, EventStream, Result, Retry, api};
use api_tests::{Server, Step, response};

use crate::support::*;

#[api]
trait Feed {
    #[endpoint(GET, "/feed")]
    async fn feed(&self) -> Result<EventStream<u32>>;

    #[endpoint(GET, "/chat", done = "[DONE]")]
    async fn chat(&self) -> Result<EventStream<u32>>;

    #[endpoint(POST, "/search")]
    async fn search(&self, text: &str) -> Result<EventStream<u32>>;

    #[endpoint(POST, "/repeatable", retry = repeatable)]
    async fn repeatable(&self, text: &str) -> Result<EventStream<u32>>;
}

fn feed(server: &Server) -> FeedClient {
    FeedClient::new(client(server))
}

/// The data of the events up to the end, and the error if there was one.
async fn all(events: &mut EventStream<u32>) -> (Vec<u32>, Option<api_core::Error>) {
    let mut data = Vec::new();
    while let Some(event) = soon(events.next()).await {
        match event {
            Ok(event) => data.push(event.data),
            Err(error) => return (data, Some(error)),
        }
    }
    (data, None)
}

fn last_event_ids(server: &Server) -> Vec<Vec<String>> {
    server.requests().iter().map(|request| request.header("last-event-id")).collect()
}

#[api_tests::test]
async fn a_break_is_gone_on_with_behind_the_last_event() {
    let server = Server::scripts([
        broken(EVENTS, "id: 1\ndata: 1\n\nid: 2\ndata: 2\n\nid: 3\ndata: 9"),
        broken(EVENTS, "data: 3\n\nid: 4"),
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "id: ü\ndata: 4\n\n"))],
    ]);
    let mut events = feed(&server).feed().await.unwrap();
    let (data, error) = all(&mut events).await;
    assert_eq!(data, [1, 2, 3, 4]);
    assert!(error.is_none(), "{error:?}");
    let expected: [&[&str]; 3] = [&[], &["2"], &["2"]];
    assert_eq!(last_event_ids(&server), expected);
    assert_eq!(events.last_event_id(), "ü");
}

#[api_tests::test]
async fn an_id_that_was_taken_away_is_not_sent() {
    let server = Server::scripts([
        broken(EVENTS, "id: 1\ndata: 1\n\n"),
        broken(EVENTS, "id\ndata: 2\n\n"),
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 3\n\n"))],
    ]);
    let (data, error) = all(&mut feed(&server).feed().await.unwrap()).await;
    assert_eq!(data, [1, 2, 3]);
    assert!(error.is_none(), "{error:?}");
    let expected: [&[&str]; 3] = [&[], &["1"], &[]];
    assert_eq!(last_event_ids(&server), expected);
    // What the caller sent holds until the server says otherwise.
    let server = Server::scripts([
        broken(EVENTS, "data: 1\n\n"),
        broken(EVENTS, "id: 8\ndata: 2\n\n"),
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 3\n\n"))],
    ]);
    let call = feed(&server).feed().header("Last-Event-ID", "7");
    let (data, error) = all(&mut call.await.unwrap()).await;
    assert_eq!(data, [1, 2, 3]);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(last_event_ids(&server), [["7"], ["7"], ["8"]]);
}

/// The limit of the whole is none of each response: a server that breaks off must not get around it.
#[api_tests::test]
async fn a_largest_size_holds_over_breaks() {
    let server = Server::by(|number| broken(EVENTS, format!("retry: 1\ndata: {number}\n\n")));
    let api = calling(server.base()).max_body(70).build().unwrap();
    let (data, error) = all(&mut FeedClient::new(api).feed().await.unwrap()).await;
    assert_eq!(data, [0, 1, 2]);
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(said(&error).contains("larger than 70 bytes"), "{error}");
    assert!(said(&error).contains("; 3 events (72 bytes) had been received"), "{error}");
}

#[api_tests::test]
async fn a_reset_is_a_break() {
    let server = Server::scripts([
        vec![
            Step::ReadRequest,
            Step::Send([chunked_head(EVENTS), chunk("data: 1\n\n")].concat()),
            Step::Drip { bytes: b"5".to_vec(), size: 1, pause: Duration::from_millis(50) },
            Step::Reset,
        ],
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 2\n\n"))],
    ]);
    let (data, error) = all(&mut feed(&server).feed().await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1, 2], true));
    // Nothing to tell: an empty id is not sent.
    let expected: [&[&str]; 2] = [&[], &[]];
    assert_eq!(last_event_ids(&server), expected);
}

#[api_tests::test]
async fn no_content_is_the_end() {
    let none = || vec![Step::ReadRequest, Step::Send(response(204, &[], ""))];
    let server = Server::scripts([broken(EVENTS, "data: 1\n\n"), none()]);
    let api = feed(&server);
    let (data, error) = all(&mut api.feed().await.unwrap()).await;
    assert_eq!((data, error.is_none(), server.requests().len()), (vec![1], true, 2));
    assert_eq!(api.client().in_flight(), 0);
    // At once as well.
    let server = Server::scripts([none()]);
    let (data, error) = all(&mut feed(&server).feed().await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![], true));
}

#[api_tests::test]
async fn an_end_in_order_is_the_end() {
    let server = Server::giving(whole(EVENTS, "retry: 1\nid: 1\ndata: 1\n\n"));
    let (data, error) = all(&mut feed(&server).feed().await.unwrap()).await;
    assert_eq!((data, error.is_none(), server.requests().len()), (vec![1], true, 1));
}

#[api_tests::test]
async fn an_end_without_the_declared_event_is_a_break() {
    let server = Server::scripts([
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "id: 1\ndata: 1\n\n")), Step::Close],
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 2\n\ndata: [DONE]\n\n"))],
    ]);
    let (data, error) = all(&mut feed(&server).chat().await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1, 2], true));
    assert_eq!(last_event_ids(&server)[1], ["1"]);
}

#[api_tests::test]
async fn attempts_that_bring_nothing_are_counted() {
    let server = Server::by(|number| match number {
        0 => broken(EVENTS, "id: 1\ndata: 1\n\n"),
        _ => broken(EVENTS, ": nothing\n"),
    });
    let api = feed(&server);
    let (data, error) = all(&mut api.feed().await.unwrap()).await;
    let error = error.unwrap();
    // The one that brought an event, and two more.
    assert_eq!((data, error.attempts(), server.requests().len()), (vec![1], 3, 3));
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("1 event ("), "{error}");
    assert!(error.to_string().contains("(3 attempts)"), "{error}");
    assert_eq!(api.client().in_flight(), 0);

    let server = Server::by(|_| broken(EVENTS, ": nothing\n"));
    let (_, error) =
        all(&mut feed(&server).feed().retry(Retry::default().attempts(5)).await.unwrap()).await;
    assert_eq!((error.unwrap().attempts(), server.requests().len()), (5, 5));
}

#[api_tests::test]
async fn attempts_are_counted_anew_after_an_event() {
    let server = Server::by(|number| match number {
        6 => vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 6\n\n"))],
        number => broken(EVENTS, format!("data: {number}\n\n")),
    });
    let (data, error) = all(&mut feed(&server).feed().await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![0, 1, 2, 3, 4, 5, 6], true));
}

#[api_tests::test]
async fn a_call_that_is_not_repeatable_is_not_sent_again() {
    for never in [false, true] {
        let server = Server::by(|_| broken(EVENTS, "id: 1\ndata: 1\n\n"));
        let api = feed(&server);
        let mut events = if never {
            api.feed().retry(Retry::never()).await.unwrap()
        } else {
            api.search("x").await.unwrap()
        };
        let (data, error) = all(&mut events).await;
        assert_eq!((data, error.unwrap().attempts(), server.requests().len()), (vec![1], 1, 1));
    }
    let server = Server::scripts([
        broken(EVENTS, "id: 1\ndata: 1\n\n"),
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 2\n\n"))],
    ]);
    let (data, error) = all(&mut feed(&server).repeatable("x").await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1, 2], true));
    let requests = server.requests();
    assert_eq!(requests[1].body(), r#"{"text":"x"}"#);
    assert_eq!(requests[1].header("last-event-id"), ["1"]);
}

/// Without an id, a server does all of what it is asked for each time. It does so no more often than a call
/// may be sent.
#[api_tests::test]
async fn a_post_without_ids_is_not_repeated_for_ever() {
    let server = Server::by(|_| broken(EVENTS, "retry: 0\ndata: 1\n\n"));
    let (data, error) = all(&mut feed(&server).repeatable("x").await.unwrap()).await;
    assert_eq!((data, error.unwrap().attempts()), (vec![1, 1, 1], 3));
    assert_eq!(server.requests().len(), 3);
    // With ids, it goes on.
    let server = Server::by(|number| match number {
        0..5 => broken(EVENTS, format!("retry: 0\nid: {number}\ndata: {number}\n\n")),
        _ => vec![Step::ReadRequest, Step::Send(whole(EVENTS, ""))],
    });
    let (data, error) = all(&mut feed(&server).repeatable("x").await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![0, 1, 2, 3, 4], true));
}

#[api_tests::test]
async fn the_server_says_when_to_come_back() {
    let server = Server::scripts([
        broken(EVENTS, "retry: 400\ndata: 1\n\n"),
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 2\n\n"))],
    ]);
    let mut events = feed(&server).feed().await.unwrap();
    soon(events.next()).await.unwrap().unwrap();
    let begun = Instant::now();
    soon(events.next()).await.unwrap().unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(390), "{:?}", begun.elapsed());
    // Not beyond what the client grants.
    let server = Server::scripts([
        broken(EVENTS, "retry: 99999999999999999999\ndata: 1\n\n"),
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 2\n\n"))],
    ]);
    let granted = Retry::default().max_retry_after(Duration::from_millis(100));
    let (data, error) = all(&mut feed(&server).feed().retry(granted).await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1, 2], true));
}

#[api_tests::test]
async fn a_failure_after_a_break_is_the_usual_error() {
    for (bytes, kind, requests) in [
        (response(404, &[], ""), ErrorKind::Status, 2),
        (response(503, &[], ""), ErrorKind::Status, 3),
        (response(200, &[("Content-Type", "text/html")], "<p>"), ErrorKind::Decode, 2),
    ] {
        let server = Server::by(move |number| match number {
            0 => broken(EVENTS, "data: 1\n\n"),
            _ => vec![Step::ReadRequest, Step::Send(bytes.clone()), Step::Close],
        });
        let api = feed(&server);
        let (data, error) = all(&mut api.feed().await.unwrap()).await;
        let error = error.unwrap();
        assert_eq!((data, error.kind()), (vec![1], kind));
        assert!(said(&error).contains("; 1 event (9 bytes) had been received"), "{error}");
        assert_eq!((server.requests().len(), api.client().in_flight()), (requests, 0));
    }
}

#[api_tests::test]
async fn a_stall_is_a_break() {
    let server = Server::scripts([
        open(EVENTS, "id: 1\ndata: 1\n\n"),
        vec![Step::ReadRequest, Step::Send(whole(EVENTS, "data: 2\n\n"))],
    ]);
    let call = feed(&server).feed().read_timeout(Duration::from_millis(50));
    let (data, error) = all(&mut call.await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1, 2], true));
}

#[api_tests::test]
async fn a_deadline_holds_over_breaks() {
    let server = Server::by(|_| broken(EVENTS, "data: 1\n\n"));
    let begun = Instant::now();
    let mut events = feed(&server).feed().timeout(Duration::from_millis(300)).await.unwrap();
    let (_, error) = all(&mut events).await;
    assert!(error.unwrap().attempts() > 1);
    assert!(begun.elapsed() < Duration::from_secs(20));
}
