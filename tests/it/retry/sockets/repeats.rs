//! Calls that are sent again with the same bytes, and those that are not.

use api_core::{ErrorKind, Part, Result, Retry, api};
use api_tests::{Request, Server, Step, Transport, json, response};

use super::{GOOD, client, declared, once, status, then_good, things};
use crate::support::{Thing, ThingsClient, builder, failure};

#[api_tests::test]
async fn a_get_is_repeated_after_a_status_that_passes() {
    for code in [408, 425, 500, 502, 503, 504] {
        let server = then_good(status(code));
        assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1), "{code}");
        let [first, second] = server.requests().try_into().unwrap();
        assert_eq!(first.head(), second.head());
    }
}

#[api_tests::test]
async fn a_post_is_not() {
    for code in [408, 425, 500, 502, 503, 504] {
        let server = then_good(status(code));
        let error = things(&server).make("a", 1).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1), "{code}");
        assert!(!error.is_retryable());
        assert_eq!(server.requests().len(), 1);
    }
}

#[api_tests::test]
async fn a_post_that_is_declared_so_is_repeated_with_its_body() {
    let server = then_good(status(503));
    declared(&server).search("x").await.unwrap();
    let [first, second] = server.requests().try_into().unwrap();
    assert_eq!((first.head(), first.body()), (second.head(), r#"{"name":"x"}"#));
    assert_eq!(second.body(), first.body());

    let server = then_good(status(503));
    declared(&server).put("x").await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[api_tests::test]
async fn a_post_with_a_key_is_repeated_with_that_key() {
    let server = then_good(vec![Step::ReadRequest, Step::Reset]);
    things(&server).make("a", 1).idempotency_key("k-1").await.unwrap();
    let [first, second] = server.requests().try_into().unwrap();
    assert_eq!(first.header("idempotency-key"), ["k-1"]);
    assert_eq!((first.head(), first.body()), (second.head(), second.body()));
}

#[api_tests::test]
async fn a_key_is_made_for_each_call_and_kept_for_all_its_attempts() {
    let server = then_good(vec![Step::ReadRequest, Step::Reset]);
    declared(&server).order("x").await.unwrap();
    let [first, second] = server.requests().try_into().unwrap();
    let key = |request: &Request| {
        let [key] = &request.header("idempotency-key")[..] else { panic!("one key") };
        // A UUID of version 4 (RFC 9562).
        assert_eq!((key.len(), key.as_bytes()[14]), (36, b'4'), "{key}");
        key.clone()
    };
    assert_eq!(key(&first), key(&second));
    // Another call has another, and one that is given counts.
    let server = Server::giving(json(200, GOOD));
    let api = declared(&server);
    api.order("x").await.unwrap();
    api.order("x").await.unwrap();
    api.order("x").idempotency_key("mine").await.unwrap();
    let [third, fourth, fifth] = server.requests().try_into().unwrap();
    assert_ne!(key(&third), key(&fourth));
    assert_eq!(fifth.header("idempotency-key"), ["mine"]);
}

#[api_tests::test]
async fn never_is_once() {
    let server = then_good(status(503));
    assert_eq!(failure(declared(&server).once().await), (ErrorKind::Status, Some(503)));
    assert_eq!(server.requests().len(), 1);
    let server = then_good(status(503));
    let call = things(&server).thing().retry(Retry::never());
    assert_eq!(failure(call.await), (ErrorKind::Status, Some(503)));
    assert_eq!(server.requests().len(), 1);
    let server = then_good(status(503));
    let api = ThingsClient::new(builder(&server).build().unwrap());
    assert_eq!(failure(api.thing().await), (ErrorKind::Status, Some(503)));
    assert_eq!(server.requests().len(), 1);
}

#[api_tests::test]
async fn a_final_response_is_not_asked_for_again() {
    for (code, body) in [(200, "<html>"), (404, ""), (400, ""), (501, ""), (200, r#"{"code":7}"#)] {
        let server = Server::giving(response(code, &[], body));
        let error = things(&server).thing().await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{code} {body}");
        assert_eq!(server.requests().len(), 1, "{code} {body}");
    }
}

#[api_tests::test]
async fn a_final_failure_does_not_mention_the_attempts_before() {
    let refused = once(response(429, &[("Connection", "close"), ("Retry-After", "0")], ""));
    let unfit = once(json(200, r#"{"code":0,"message":"ok","data":{"name":7,"size":1}}"#));
    let server = Server::scripts([refused, unfit]);
    let error = things(&server).make("a", 1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 2));
    // The order was placed: to place it again would be a second one.
    assert!(!error.is_retryable());
}

#[api]
trait Removing {
    #[endpoint(DELETE, "/thing")]
    async fn remove(&self) -> Result<()>;
}

/// The first request may have been processed; nobody can tell, but the error says that there was one.
#[api_tests::test]
async fn a_repeated_delete_that_ends_in_404_is_an_error_with_two_attempts() {
    let server = Server::scripts([status(502), status(404)]);
    let error = RemovingClient::new(client(&server)).remove().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (404, 2));
    assert!(!error.is_retryable());
}

/// It could be opened again, but may have changed: whoever wants that makes another call.
#[api_tests::test]
async fn a_file_as_a_part_is_sent_once() {
    #[api]
    trait Files {
        #[endpoint(PUT, "/file")]
        async fn put(&self, #[part] file: Part) -> Result<()>;
    }

    let path = format!("{}/{}-once.txt", env!("CARGO_TARGET_TMPDIR"), Transport::current());
    std::fs::write(&path, "one").unwrap();
    let server = then_good(status(503));
    let file = Part::file(path).await.unwrap();
    let error = FilesClient::new(client(&server)).put(file).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1));
    assert!(error.to_string().contains("which can be read only once"), "{error}");
    assert_eq!(server.requests().len(), 1);
    // The same bytes in memory are sent again.
    let server = then_good(status(503));
    FilesClient::new(client(&server)).put(Part::bytes("one")).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}
