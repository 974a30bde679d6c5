//! Refusals that ask for a wait, in a header or in the envelope.

use std::future::IntoFuture as _;
use std::time::{Duration, Instant};

use api_core::{Envelope, ErrorKind, Result, api};
use api_tests::{Server, json, response};

use super::{client, good, once, status, then_good, things};
use crate::support::{Thing, ThingsClient, api_error, calling};

#[api_tests::test]
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

#[api_tests::test]
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

#[api_tests::test]
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

#[api_tests::test]
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

#[api_tests::test]
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

#[api_tests::test]
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

/// The permit is for one exchange: whoever waits for a server's limit stops nobody else.
#[api_tests::test]
async fn a_call_that_waits_lets_others_pass() {
    // Also where the queue has no room.
    for queued in [1024, 0] {
        let refused = once(response(429, &[("Connection", "close"), ("Retry-After", "2")], ""));
        let server = Server::scripts([refused, good(), good()]);
        let builder = calling(server.base()).no_env_proxy().max_concurrent(1).max_queued(queued);
        let api = ThingsClient::new(builder.build().unwrap());
        let waiting = tokio::spawn(api.thing().into_future());
        server.ended(0).await;
        while api.client().in_flight() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let begun = Instant::now();
        assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
        assert!(begun.elapsed() < Duration::from_secs(1));
        assert_eq!(waiting.await.unwrap().unwrap(), Thing::new("a", 1));
        assert_eq!(api.client().in_flight(), 0);
    }
}

/// The envelope asks for a wait and says nothing else.
#[api_tests::test]
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
