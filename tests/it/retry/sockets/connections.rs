//! Connections that break, are refused, or turn out to be dead.

use std::future::IntoFuture as _;
use std::time::Duration;

use api_core::{ErrorKind, Retry};
use api_tests::{Server, Step, head, json, response};

use super::{GOOD, declared, good, once, then_good, things};
use crate::support::{Thing, ThingsClient, calling};

#[api_tests::test]
async fn a_connection_that_breaks_is_tried_again_if_that_is_safe() {
    let length = (GOOD.len() + 1).to_string();
    let mut cut = head(200, &[("Content-Length", &length)]);
    cut.extend_from_slice(GOOD.as_bytes());
    for first in [
        vec![Step::ReadRequest, Step::Close],
        vec![Step::ReadRequest, Step::Reset],
        once(b"HTTP/1.1 200 OK\r\nContent-".to_vec()),
        once(cut),
    ] {
        let server = then_good(first.clone());
        assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1), "{first:?}");
        assert_eq!(server.requests().len(), 2, "{first:?}");

        let server = then_good(first.clone());
        let error = things(&server).make("a", 1).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{first:?}");
        assert_eq!(server.requests().len(), 1, "{first:?}");
    }
}

#[api_tests::test]
async fn a_kept_connection_that_closes_under_a_request_is_tried_again_if_that_is_safe() {
    let kept = || {
        let good = Step::Send(json(200, GOOD));
        vec![Step::ReadRequest, good, Step::ReadRequest, Step::Close]
    };
    let server = Server::scripts([kept(), good()]);
    let api = things(&server);
    api.thing().await.unwrap();
    api.thing().await.unwrap();
    // Whether the second call found the kept connection is up to the pool; if it did, it lost it.
    let lost = server.connections()[0].requests == 2;
    assert_eq!(server.requests().len(), if lost { 3 } else { 2 });

    let server = Server::scripts([kept(), good()]);
    let api = things(&server);
    api.thing().await.unwrap();
    let result = api.make("a", 1).await;
    assert_eq!(server.requests().len(), 2);
    assert_eq!(result.is_err(), server.connections()[0].requests == 2);
}

#[api_tests::test]
async fn a_refused_connection_is_tried_again_whatever_the_method() {
    // A port that was free a moment ago, and that nobody is given again so soon.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = calling(format!("http://{port}")).no_env_proxy().build().unwrap();
    let error = ThingsClient::new(client).make("a", 1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(error.is_retryable());
}

#[api_tests::test]
async fn a_server_without_tls_is_not_tried_again() {
    let plain =
        || vec![Step::Send(response(400, &[("Connection", "close")], "no TLS")), Step::Close];
    let server = Server::scripts([plain(), plain(), plain()]);
    let base = server.base().replace("http://", "https://");
    let client = calling(base).no_env_proxy().build().unwrap();
    let error = ThingsClient::new(client).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1));
    assert!(!error.is_retryable());
    assert_eq!((server.connections().len(), server.requests().len()), (1, 0));
}

#[api_tests::test]
async fn what_is_not_http_is_not_asked_for_again() {
    let server = then_good(once(b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec()));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Protocol, 1));
    assert_eq!(server.requests().len(), 1);
}

/// A server of which each of the first connections responds once, and breaks at its next request.
fn dying(connections: usize, breaks: fn() -> Step) -> Server {
    Server::by(move |number| {
        let responds = [Step::ReadRequest, Step::Send(json(200, GOOD))];
        if number < connections {
            [&responds[..], &[Step::ReadRequest, breaks()]].concat()
        } else {
            std::iter::repeat_n(responds, 8).flatten().collect()
        }
    })
}

/// As many connections as calls at a time, all of them kept.
async fn kept_connections(api: &ThingsClient, server: &Server, connections: usize) {
    let calls = (0..connections).map(|_| api.thing().into_future());
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    assert_eq!(server.connections().len(), connections);
    // Time for a pool to take them back.
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[api_tests::test]
async fn kept_connections_that_are_dead_cost_no_attempt() {
    for breaks in [|| Step::Close, || Step::Reset] {
        for connections in [1, 3, 5] {
            let server = dying(connections, breaks);
            let api = things(&server);
            kept_connections(&api, &server, connections).await;
            let before = server.requests().len();
            let tokens = api.client().retry_tokens();
            let response = api.thing().with_response().await.unwrap();
            assert_eq!(response.value(), &Thing::new("a", 1));
            // One of the dead ones was tried, and then a new one.
            assert_eq!(server.requests().len(), before + 2);
            assert_eq!(server.connections().len(), connections + 1);
            assert_eq!(api.client().retry_tokens(), tokens);
        }
    }
}

/// What would be done twice is not sent twice, and neither is what was told to be sent once.
#[api_tests::test]
async fn a_dead_connection_is_an_error_of_what_is_not_repeatable() {
    let server = dying(1, || Step::Close);
    let api = things(&server);
    kept_connections(&api, &server, 1).await;
    let error = api.make("a", 1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    let server = dying(1, || Step::Close);
    let api = things(&server);
    kept_connections(&api, &server, 1).await;
    let error = api.thing().retry(Retry::never()).await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Transport, 2));
    // With a key, it is done once.
    let server = dying(1, || Step::Close);
    let api = declared(&server);
    kept_connections(&ThingsClient::new(api.client().clone()), &server, 1).await;
    api.order("a").await.unwrap();
    let keys: Vec<_> =
        server.requests().iter().flat_map(|it| it.header("idempotency-key")).collect();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1]);
}

/// Where new connections break as well, attempts are counted as ever.
#[api_tests::test]
async fn a_server_that_breaks_every_connection_gets_one_request_more() {
    let server = Server::by(|number| {
        let responds = [Step::ReadRequest, Step::Send(json(200, GOOD)), Step::ReadRequest];
        if number == 0 { responds.to_vec() } else { vec![Step::ReadRequest, Step::Close] }
            .into_iter()
            .chain([Step::Close])
            .collect::<Vec<_>>()
    });
    let api = things(&server);
    kept_connections(&api, &server, 1).await;
    for requests in [1 + 3, 3] {
        let before = server.requests().len();
        let error = api.thing().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3));
        assert_eq!(server.requests().len() - before, requests);
    }
}
