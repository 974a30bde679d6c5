//! Calls that are sent again, over sockets: how many requests reach the server, and which. How
//! long is waited between them is tested in virtual time, in [`super::virtual_time`].

use std::future::IntoFuture as _;
use std::time::{Duration, Instant};

use api_core::{Client, Envelope, ErrorKind, Part, Result, Retry, api};
use api_tests::{Request, Server, Step, head, json, response};

use crate::support::{Thing, ThingsClient, Wrapped, api_error, builder, calling, failure};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

/// Endpoints that say whether they are sent again.
#[api(envelope = Wrapped)]
trait Declared {
    #[endpoint(POST, "/search", retry = repeatable)]
    async fn search(&self, name: &str) -> Result<Thing>;

    #[endpoint(POST, "/put", idempotent)]
    async fn put(&self, name: &str) -> Result<Thing>;

    #[endpoint(POST, "/order", idempotency_key)]
    async fn order(&self, name: &str) -> Result<Thing>;

    #[endpoint(GET, "/once", retry = never)]
    async fn once(&self) -> Result<Thing>;
}

/// A client as users have it: with its own idea of when to send a call again.
fn client(server: &Server) -> Client {
    let client = calling(server.base()).no_env_proxy();
    client.build().expect("the server's address is a base URL")
}

fn things(server: &Server) -> ThingsClient {
    ThingsClient::new(client(server))
}

fn declared(server: &Server) -> DeclaredClient {
    DeclaredClient::new(client(server))
}

/// A connection that reads a request, sends these bytes and closes.
///
/// A connection each, since it is up to the pool whether the next attempt finds the last one free.
fn once(bytes: Vec<u8>) -> Vec<Step> {
    vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
}

fn status(status: u16) -> Vec<Step> {
    once(response(status, &[("Connection", "close")], ""))
}

fn good() -> Vec<Step> {
    once(json(200, GOOD))
}

/// The response to a first request, before a good one.
fn then_good(first: Vec<Step>) -> Server {
    Server::scripts([first, good()])
}

#[tokio::test]
async fn a_get_is_repeated_after_a_status_that_passes() {
    for code in [408, 425, 500, 502, 503, 504] {
        let server = then_good(status(code));
        assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1), "{code}");
        let [first, second] = server.requests().try_into().unwrap();
        assert_eq!(first.head(), second.head());
    }
}

#[tokio::test]
async fn a_post_is_not() {
    for code in [408, 425, 500, 502, 503, 504] {
        let server = then_good(status(code));
        let error = things(&server).make("a", 1).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1), "{code}");
        assert!(!error.is_retryable());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
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

#[tokio::test]
async fn a_post_with_a_key_is_repeated_with_that_key() {
    let server = then_good(vec![Step::ReadRequest, Step::Reset]);
    things(&server).make("a", 1).idempotency_key("k-1").await.unwrap();
    let [first, second] = server.requests().try_into().unwrap();
    assert_eq!(first.header("idempotency-key"), ["k-1"]);
    assert_eq!((first.head(), first.body()), (second.head(), second.body()));
}

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
async fn a_refusal_is_tried_again_whatever_the_method() {
    for after in ["0", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        // A date is in the future or past by the server's own clock.
        let headers = [
            ("Retry-After", after),
            ("Date", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("Connection", "close"),
        ];
        let server = then_good(once(response(429, &headers, "")));
        things(&server).make("a", 1).await.unwrap();
        let [first, second] = server.requests().try_into().unwrap();
        assert_eq!((first.head(), first.body()), (second.head(), second.body()));
    }
}

#[tokio::test]
async fn refusals_without_end_end_with_the_last_one() {
    let no = r#"{"code":40029,"message":"slower","data":{}}"#;
    let server = Server::giving(response(429, &[("Retry-After", "0")], no));
    let said = api_error(things(&server).make("a", 1).await);
    assert_eq!((said.1.as_str(), said.2), ("slower", 429));
    assert_eq!(server.requests().len(), 3);

    let server = Server::giving(response(429, &[("Retry-After", "0")], ""));
    let error = things(&server).make("a", 1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 3));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_refusal_for_too_long_is_given_at_once() {
    for after in ["3600", "99999999999999999999999999", "Sun, 06 Nov 1994 09:49:37 GMT"] {
        let headers = [("Retry-After", after), ("Date", "Sun, 06 Nov 1994 08:49:37 GMT")];
        let server = Server::giving(response(429, &headers, ""));
        let error = things(&server).thing().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 1), "{after}");
        assert!(error.retry_after().unwrap().as_secs() >= 3600, "{after}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_whatever_the_method() {
    // A port that was free a moment ago, and that nobody is given again so soon.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = calling(format!("http://{port}")).no_env_proxy().build().unwrap();
    let error = ThingsClient::new(client).make("a", 1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(error.is_retryable());
}

#[tokio::test]
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

#[tokio::test]
async fn what_is_not_http_is_not_asked_for_again() {
    let server = then_good(once(b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec()));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Protocol, 1));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_response_that_stands_is_not_asked_for_again() {
    for (code, body) in [(200, "<html>"), (404, ""), (400, ""), (501, ""), (200, r#"{"code":7}"#)] {
        let server = Server::giving(response(code, &[], body));
        let error = things(&server).thing().await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{code} {body}");
        assert_eq!(server.requests().len(), 1, "{code} {body}");
    }
}

/// An envelope with a wait in it.
#[derive(Envelope)]
struct Waiting<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(retry_after)]
    retry_after: u64,
    #[envelope(payload)]
    data: T,
}

#[api(envelope = Waiting)]
trait Waits {
    #[endpoint(GET, "/wait")]
    async fn wait(&self) -> Result<u8>;
}

#[tokio::test]
async fn a_wait_in_the_envelope_is_obeyed() {
    for wait in ["64000", r#""64000""#] {
        let body = format!(r#"{{"code":1,"retry_after":{wait}}}"#);
        let server = then_good(once(response(429, &[("Connection", "close")], body)));
        let error = WaitsClient::new(client(&server)).wait().await.unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (1, 1), "{wait}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(64_000)));
        assert!(error.to_string().contains("the server asks to wait 64000s"), "{error}");
    }
    // One that is short is waited for.
    let body = r#"{"code":1,"retry_after":1}"#;
    let good = json(200, r#"{"code":0,"data":7}"#);
    let server =
        Server::scripts([once(response(429, &[("Connection", "close")], body)), once(good)]);
    let begun = Instant::now();
    assert_eq!(WaitsClient::new(client(&server)).wait().await.unwrap(), 7);
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_failure_that_stands_says_nothing_of_the_attempts_before() {
    let refused = once(response(429, &[("Connection", "close"), ("Retry-After", "0")], ""));
    let unfit = once(json(200, r#"{"code":0,"message":"ok","data":{"name":7,"size":1}}"#));
    let server = Server::scripts([refused, unfit]);
    let error = things(&server).make("a", 1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 2));
    // The order was placed: to place it again would be a second one.
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_403_with_a_wait_is_tried_again_and_is_rate_limited() {
    let github = |after| {
        let headers = [("Connection", "close"), ("Retry-After", after)];
        once(response(403, &headers, r#"{"message":"You have exceeded a secondary rate limit"}"#))
    };
    assert_eq!(things(&then_good(github("0"))).make("a", 1).await.unwrap(), Thing::new("a", 1));
    let server = Server::scripts([github("3600")]);
    let error = things(&server).make("a", 1).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(3600))));
    assert!(error.is_rate_limited() && error.is_retryable());
    // Without a wait, nobody knows when to come back.
    let headers = [("Connection", "close"), ("X-RateLimit-Remaining", "0")];
    let server = Server::scripts([once(response(403, &headers, ""))]);
    let error = things(&server).thing().await.unwrap_err();
    assert!(error.is_rate_limited() && !error.is_retryable());
    let server = Server::scripts([status(403)]);
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(!error.is_rate_limited() && !error.is_retryable());
}

#[tokio::test]
async fn a_wait_in_another_form_is_none() {
    for other in ["2026-01-01T00:00:00Z", "1767225600s", "tomorrow", "-1", ""] {
        let headers = [("Connection", "close"), ("Retry-After", other)];
        let server = then_good(once(response(503, &headers, "")));
        assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1), "{other}");
        let server = Server::scripts([once(response(503, &headers, ""))]);
        let error = things(&server).make("a", 1).await.unwrap_err();
        assert_eq!(error.retry_after(), None, "{other}");
    }
}

#[api]
trait Removing {
    #[endpoint(DELETE, "/thing")]
    async fn remove(&self) -> Result<()>;
}

/// The first request may have been processed; nobody can tell, but the error says that there was one.
#[tokio::test]
async fn a_repeated_delete_that_ends_in_404_is_an_error_with_two_attempts() {
    let server = Server::scripts([status(502), status(404)]);
    let error = RemovingClient::new(client(&server)).remove().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (404, 2));
    assert!(!error.is_retryable());
}

/// The permit is for one exchange: whoever waits for a server's limit stops nobody else.
#[tokio::test]
async fn a_call_that_waits_lets_others_pass() {
    let refused = once(response(429, &[("Connection", "close"), ("Retry-After", "2")], ""));
    let server = Server::scripts([refused, good(), good()]);
    let client = calling(server.base()).no_env_proxy().max_concurrent(1).build().unwrap();
    let api = ThingsClient::new(client);
    let waiting = tokio::spawn(api.thing().into_future());
    server.ended(0).await;
    let begun = Instant::now();
    assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert_eq!(waiting.await.unwrap().unwrap(), Thing::new("a", 1));
    assert_eq!(api.client().in_flight(), 0);
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

#[tokio::test]
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
#[tokio::test]
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
#[tokio::test]
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

/// The envelope asks for a wait and says nothing else.
#[tokio::test]
async fn a_wait_without_words_is_obeyed() {
    #[derive(Envelope)]
    #[envelope(success = status)]
    struct Waiting<T> {
        #[envelope(retry_after, rename = "limit.retry_after")]
        retry_after: f64,
        #[envelope(flatten)]
        payload: T,
    }

    #[api(envelope = Waiting)]
    trait Limited {
        #[endpoint(GET, "/limited")]
        async fn limited(&self) -> Result<()>;
    }

    let server = Server::giving(json(429, r#"{"limit":{"retry_after":"64000"}}"#));
    let error = LimitedClient::new(client(&server)).limited().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(64_000)));
    assert_eq!(server.requests().len(), 1);
}

/// It could be opened again, but may have changed: whoever wants that makes another call.
#[tokio::test]
async fn a_file_as_a_part_is_sent_once() {
    #[api]
    trait Files {
        #[endpoint(PUT, "/file")]
        async fn put(&self, #[part] file: Part) -> Result<()>;
    }

    let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/", env!("CARGO_CRATE_NAME"), "-once.txt");
    std::fs::write(path, "one").unwrap();
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
