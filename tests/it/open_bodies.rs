//! Bodies that are handed over unread: what bounds them, and what they leave to other calls.

use std::pin::Pin;
use std::time::Duration;

use api_core::{Body, ClientBuilder, ErrorKind, Response, Result, api};
use api_tests::{End, Server, Step, head, json, response};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

use crate::support::{Wrapped, builder};

#[api]
trait Files {
    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/small", max_body = "4 KiB")]
    async fn small(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/checked", envelope = Wrapped)]
    async fn checked(&self) -> Result<Response<Body>>;

    #[endpoint(GET, "/number")]
    async fn number(&self) -> Result<u8>;
}

const SHORT: Duration = Duration::from_millis(30);
/// Long enough for a response to begin on a busy machine, where that is not what is late.
const PATIENT: Duration = Duration::from_millis(500);
const LONG: Duration = Duration::from_secs(50);

/// A server that begins a body of ten bytes, with the first of them, and says no more.
fn stalling() -> Server {
    let mut begun = head(200, &[("Content-Length", "10")]);
    begun.push(b'7');
    Server::each([Step::ReadRequest, Step::Send(begun), Step::Stall])
}

/// A server that sends a body without an end.
fn endless() -> Server {
    let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let chunk = [b"400\r\n".as_slice(), &[b'7'; 1024], b"\r\n"].concat();
    Server::each([Step::ReadRequest, Step::Send(head), Step::Flood(chunk)])
}

fn files(server: &Server, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> FilesClient {
    FilesClient::new(settings(builder(server)).build().unwrap())
}

/// Why reading a body to its end fails.
async fn ended(response: http::Response<Body>) -> api_core::Error {
    let error = timeout(LONG, response.into_body().collect()).await.expect("a limit holds");
    *error.expect_err("the body never ends").downcast().expect("the error is ours")
}

#[api_tests::test]
async fn a_body_that_stalls_ends_by_the_read_timeout() {
    let server = stalling();
    let api = files(&server, |builder| builder.read_timeout(SHORT));
    let error = ended(api.raw().await.unwrap()).await;
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Timeout, 200));
    assert_eq!(
        error.to_string(),
        "GET /raw (Files::raw): nothing more of the response came for 30ms; \
         `ClientBuilder::read_timeout` sets how long that may be"
    );
    assert_eq!(server.ended(0).await.end, Some(End::PeerClosed));
    assert_eq!(api.client().in_flight(), 0);
    // The call's own holds.
    let api = files(&server, |builder| builder);
    let error = ended(api.raw().read_timeout(SHORT).await.unwrap()).await;
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[api_tests::test]
async fn a_timeout_that_was_set_holds_to_the_end_of_the_body() {
    for server in [stalling(), endless()] {
        let api = files(&server, |builder| builder);
        let timeout = Duration::from_millis(200);
        let error = ended(api.raw().timeout(timeout).await.unwrap()).await;
        assert_eq!(
            error.to_string(),
            "GET /raw (Files::raw): no complete response within 200ms; `timeout` sets how long a call \
             may take"
        );
        server.ended(0).await;
    }
}

#[api_tests::test]
async fn a_largest_body_that_was_set_holds() {
    let server = endless();
    let words = |bytes, endpoint: &str| {
        format!(
            "{endpoint}: the response is larger than {bytes} bytes; `max_body` of the client or the \
             endpoint sets the limit"
        )
    };
    let api = files(&server, |builder| builder.max_body(9000));
    let error = ended(api.raw().await.unwrap()).await;
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert_eq!(error.to_string(), words(9000, "GET /raw (Files::raw)"));
    let error = ended(api.small().await.unwrap()).await;
    assert_eq!(error.to_string(), words(4096, "GET /small (Files::small)"));
    // No other limit: more than the default of a body that is read.
    let api = files(&server, |builder| builder);
    let mut body = api.raw().await.unwrap().into_body();
    let mut received = 0;
    while received < 9 << 20 {
        received += body.frame().await.unwrap().unwrap().into_data().unwrap().len();
    }
}

#[api_tests::test]
async fn open_bodies_stop_no_other_call() {
    let server = Server::by(|connection| {
        // The fourth is that of the number.
        let number = response(200, &[("Connection", "close")], "7");
        let begun = head(200, &[("Content-Length", "10")]);
        let bytes = if connection == 3 { number } else { begun };
        [Step::ReadRequest, Step::Send(bytes), Step::Stall]
    });
    let api = files(&server, |builder| builder.max_concurrent(1).max_open_bodies(3));
    let mut open = Vec::new();
    for _ in 0..3 {
        open.push(api.raw().await.unwrap());
    }
    assert_eq!(api.client().in_flight(), 3);
    assert_eq!(api.number().await.unwrap(), 7);
    let error = api.raw().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Overloaded, 0));
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GET /raw (Files::raw): too many open bodies: this client hands over 3 at a time; read or \
         drop some, or raise `ClientBuilder::max_open_bodies`"
    );
    open.pop();
    assert_eq!(api.client().in_flight(), 2);
    api.raw().await.unwrap();
}

#[api_tests::test]
async fn sixty_four_open_bodies_stop_no_call() {
    let server = Server::by(|number| {
        let bytes =
            if number < 64 { head(200, &[("Content-Length", "10")]) } else { json(200, "7") };
        [Step::ReadRequest, Step::Send(bytes), Step::Stall]
    });
    let api = files(&server, |builder| builder);
    let mut open = Vec::new();
    for _ in 0..64 {
        open.push(api.raw().await.unwrap());
    }
    assert_eq!(api.number().await.unwrap(), 7);
}

#[api_tests::test]
async fn closing_waits_for_an_open_body_until_the_deadline_of_its_call() {
    let server = stalling();
    let api = files(&server, |builder| builder.timeout(PATIENT));
    let held = api.raw().await.unwrap();
    timeout(LONG, api.client().close()).await.expect("the deadline ends the wait");
    assert_eq!(api.client().in_flight(), 0);
    drop(held);
    assert_eq!(api.client().in_flight(), 0);
    // A body that has ended is of no matter, however much time its call had.
    let api = files(&server, |builder| builder);
    drop(api.raw().await.unwrap());
    let held = api.raw().timeout(PATIENT).await.unwrap();
    timeout(LONG, api.client().close()).await.expect("the deadline ends the wait");
    drop(held);
    // And no longer than until the body is dropped.
    let api = files(&server, |builder| builder);
    let held = api.raw().await.unwrap();
    let client = api.client().clone();
    let mut closing: Pin<Box<dyn Future<Output = ()>>> =
        Box::pin(async move { client.close().await });
    assert!(timeout(SHORT, &mut closing).await.is_err());
    drop(held);
    timeout(LONG, closing).await.expect("nobody is left");
    assert_eq!(api.raw().await.unwrap_err().kind(), ErrorKind::Closed);
}

#[api_tests::test]
async fn a_checked_response_hands_a_success_over_unread() {
    let server = stalling();
    let api = files(&server, |builder| builder);
    let response = api.checked().await.unwrap();
    assert_eq!(response.status(), 200);
    let mut body = response.into_value();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(&first[..], b"7");
    assert_eq!(api.client().in_flight(), 1);
    drop(body);
    assert_eq!(api.client().in_flight(), 0);
}

#[api_tests::test]
async fn the_failure_of_a_checked_response_is_read() {
    let body = r#"{"code":40,"message":"no such file","data":null}"#;
    let server = Server::giving(json(404, body));
    let api = files(&server, |builder| builder);
    let error = api.checked().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.api().unwrap().message(), "no such file");
    assert_eq!(error.body().unwrap().as_ref(), body.as_bytes());
    assert_eq!(api.client().in_flight(), 0);
    // A raw one is as it is.
    let raw = api.raw().await.unwrap();
    assert_eq!(raw.status(), 404);
    assert_eq!(&raw.into_body().collect().await.unwrap().to_bytes()[..], body.as_bytes());
}

#[api_tests::test]
async fn a_body_without_content_is_closed_at_once() {
    let server = Server::giving(response(204, &[], ""));
    let api = files(&server, |builder| builder);
    let response = api.raw().await.unwrap();
    assert_eq!(response.status(), 204);
    assert!(response.into_body().collect().await.unwrap().to_bytes().is_empty());
    assert_eq!(api.client().in_flight(), 0);
}
