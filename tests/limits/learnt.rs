//! Rate limits: calls wait before they are sent, by what earlier responses said.
//!
//! The server is a real one, and enforces its limits in windows of 200 ms.

use std::future::IntoFuture as _;
use std::time::{Duration, Instant};

use api_core::{ClientBuilder, Credentials, ErrorKind, RateLimits, Result, Retry, api};
use api_tests::{Server, json, response};

use crate::support::{WINDOW, calling, limited};

#[api]
trait Messages {
    #[endpoint(POST, "/channels/{channel_id}/messages", rate_limit = "messages/{channel_id}")]
    async fn post(&self, channel_id: u64, text: &str) -> Result<()>;

    #[endpoint(GET, "/users/me")]
    async fn me(&self) -> Result<()>;
}

fn api(
    base: impl Into<String>,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> MessagesClient {
    let builder = calling(base).rate_limits(RateLimits::kook());
    MessagesClient::new(settings(builder).build().unwrap())
}

#[api_tests::test(flavor = "multi_thread")]
async fn a_burst_is_refused_nothing() {
    let (base, counts) = limited(10).await;
    let api = api(base, |builder| builder);
    let started = Instant::now();
    let calls: Vec<_> = (0..60).map(|_| tokio::spawn(api.post(1, "hello").into_future())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let took = started.elapsed();
    let counts = counts.lock().unwrap();
    assert_eq!((counts.accepted, counts.refused), (60, 0));
    assert!(took >= WINDOW * 5, "{took:?}");
}

#[api_tests::test(flavor = "multi_thread")]
async fn values_keep_buckets_apart_and_calls_that_wait_stop_no_others() {
    let (base, counts) = limited(1).await;
    let api = api(base, |builder| builder.max_concurrent(1));
    api.post(1, "hello").await.unwrap();
    let waiting = tokio::spawn(api.post(1, "waits").into_future());
    tokio::task::yield_now().await;
    for channel in 2..6 {
        api.post(channel, "hello").await.unwrap();
    }
    api.me().await.unwrap();
    waiting.await.unwrap().unwrap();
    assert_eq!(counts.lock().unwrap().refused, 0);
}

#[api_tests::test]
async fn one_that_would_wait_too_long_fails_at_once_and_sends_nothing() {
    let used_up = [
        ("x-rate-limit-limit", "5"),
        ("x-rate-limit-remaining", "0"),
        ("x-rate-limit-reset", "90"),
    ];
    let server = Server::giving(response(200, &used_up, "{}"));
    let api = api(server.base(), |builder| builder);
    let response = api.me().with_response().await.unwrap();
    let limit = response.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining), (Some(5), Some(0)));
    assert_eq!(limit.reset_after, Some(Duration::from_secs(90)));

    let error = api.me().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0));
    assert!(error.is_retryable());
    let wait = error.retry_after().unwrap();
    assert!(wait > Duration::from_secs(80), "{wait:?}");
    let text = error.to_string();
    let begin = "GET /users/me (Messages::me): the rate limit of the API is used up for another ";
    assert!(text.starts_with(begin), "{text}");
    assert!(text.ends_with("s, and the call may take 60s (`timeout`)"), "{text}");

    let error = api.me().timeout(Duration::from_secs(100)).try_now().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert!(error.to_string().ends_with("and the call waits for nothing (`try_now`)"), "{error}");
    assert_eq!(server.requests().len(), 1);

    let [state] = &api.client().rate_limits()[..] else { panic!("one bucket") };
    assert_eq!(state.name, "Messages::me");
    assert_eq!((state.limit, state.remaining, state.in_flight), (Some(5), Some(0), 0));
    // Another account has limits of its own.
    let other = Credentials::bearer("other");
    api.me().credentials(other).await.unwrap();
}

#[api_tests::test]
async fn a_refusal_is_waited_out_once_for_all() {
    let refused = response(429, &[("retry-after-ms", "150")], "{}");
    let server = Server::each([
        api_tests::Step::ReadRequest,
        api_tests::Step::Send(refused),
        api_tests::Step::ReadRequest,
        api_tests::Step::Send(json(200, "{}")),
        api_tests::Step::ReadRequest,
        api_tests::Step::Send(json(200, "{}")),
    ]);
    let api = MessagesClient::new(
        calling(server.base()).rate_limits(RateLimits::retry_after()).build().unwrap(),
    );
    let started = Instant::now();
    api.me().await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(150), "{:?}", started.elapsed());
    api.me().await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[api_tests::test]
async fn fields_that_cannot_be_read_change_nothing() {
    for value in ["", "-1", "NaN", "1e99", "99999999999999999999999999"] {
        let hostile = [
            ("x-rate-limit-limit", value),
            ("x-rate-limit-remaining", "7"),
            ("x-rate-limit-reset", value),
            ("x-rate-limit-bucket", value),
        ];
        let server = Server::giving(response(200, &hostile, "{}"));
        let api = api(server.base(), |builder| builder);
        api.me().await.unwrap();
        api.me().await.unwrap();
    }
}

#[api_tests::test]
async fn a_code_of_the_envelope_can_mean_limited() {
    #[api(envelope = crate::support::Wrapped)]
    trait Codes {
        #[endpoint(GET, "/users/me")]
        async fn me(&self) -> Result<()>;
    }

    let limited = json(200, r#"{"code":42,"message":"slow down","data":null}"#);
    let server = Server::giving(limited);
    let limits = RateLimits::retry_after().code(42);
    let api = CodesClient::new(
        calling(server.base()).rate_limits(limits).retry(Retry::never()).build().unwrap(),
    );
    assert_eq!(api.me().await.unwrap_err().kind(), ErrorKind::Api);
    let error = api.me().try_now().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0));
    // The first guess is a second.
    assert!(error.retry_after().unwrap() <= Duration::from_secs(1), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[api_tests::test]
async fn other_dialects_are_learnt_from_their_own_fields() {
    let ietf = [("ratelimit-policy", "\"burst\";q=5;w=60"), ("ratelimit", "\"burst\";r=0;t=90")];
    let older = [("ratelimit-limit", "5"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "90")];
    for fields in [&ietf[..], &older[..]] {
        let server = Server::giving(response(200, fields, "{}"));
        let builder = calling(server.base()).rate_limits(RateLimits::ietf());
        let api = MessagesClient::new(builder.build().unwrap());
        let response = api.me().with_response().await.unwrap();
        assert_eq!(response.rate_limit().unwrap().limit, Some(5));
        let error = api.me().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0));
        assert_eq!(server.requests().len(), 1);
    }
}

#[api]
trait Status {
    #[endpoint(GET, "/status", rate_limit = "status")]
    async fn own(&self) -> Result<()>;

    #[endpoint(GET, "/status", rate_limit = "status", base = "uploads")]
    async fn of_uploads(&self) -> Result<()>;
}

/// Whichever of them is used first.
#[api_tests::test]
async fn credentials_of_a_named_base_are_counted_apart_from_those_of_the_client() {
    let server = Server::giving(response(200, &[], "{}"));
    let client = calling(server.base())
        .base("uploads", server.base())
        .credentials(Credentials::bearer("own"))
        .credentials_for("uploads", Credentials::bearer("uploads"))
        .rate_limits(RateLimits::fixed(1, Duration::from_secs(60)));
    let api = StatusClient::new(client.build().unwrap());
    api.of_uploads().try_now().await.unwrap();
    api.own().try_now().await.unwrap();
    for spent in [api.of_uploads().try_now().await, api.own().try_now().await] {
        assert_eq!(spent.unwrap_err().kind(), ErrorKind::RateLimited);
    }
    assert_eq!((api.client().rate_limits().len(), server.requests().len()), (2, 2));
}
