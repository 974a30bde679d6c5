//! The words in which APIs tell their limits, and what each makes a client do.

use std::time::{Duration, Instant};

use api_core::{ErrorKind, RateLimits, ResetUnit, Result, Retry, api};
use api_tests::{Server, Step, json, response};
use http::StatusCode;

use crate::support::{Wrapped, calling};

/// Header fields of a response.
type Fields<'a> = &'a [(&'a str, &'a str)];

#[api]
trait Users {
    #[endpoint(GET, "/users/me")]
    async fn me(&self) -> Result<()>;

    #[endpoint(POST, "/users")]
    async fn make(&self) -> Result<()>;
}

fn api(server: &Server, limits: RateLimits) -> UsersClient {
    UsersClient::new(calling(server.base()).rate_limits(limits).build().unwrap())
}

/// A server that responds with each of these, on one connection.
fn in_turn<const N: usize>(responses: [Vec<u8>; N]) -> Server {
    let steps = responses.into_iter().flat_map(|bytes| [Step::ReadRequest, Step::Send(bytes)]);
    Server::each(steps.collect::<Vec<_>>())
}

fn since_1970(ahead: Duration) -> Duration {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    now + ahead
}

/// Fields that say that nothing is left for 90 s, in the words of each API.
#[api_tests::test]
async fn each_api_is_understood_in_its_own_words() {
    let epoch = since_1970(Duration::from_secs(90));
    let (seconds, millis) = (epoch.as_secs().to_string(), epoch.as_millis().to_string());
    let own = |unit| {
        RateLimits::retry_after().limit("x-quota").remaining("x-left").reset("x-reset", unit)
    };
    let rows: [(&str, RateLimits, Fields<'_>); 10] = [
        (
            "KOOK",
            RateLimits::kook(),
            &[
                ("X-Rate-Limit-Limit", "5"),
                ("X-Rate-Limit-Remaining", "0"),
                ("X-Rate-Limit-Reset", "90"),
                ("X-Rate-Limit-Bucket", "user/info"),
            ],
        ),
        (
            "Discord",
            RateLimits::discord(),
            &[
                ("X-RateLimit-Limit", "5"),
                ("X-RateLimit-Remaining", "0"),
                ("X-RateLimit-Reset", "1"),
                ("X-RateLimit-Reset-After", "90.0"),
                ("X-RateLimit-Bucket", "abcd1234"),
            ],
        ),
        (
            "GitHub",
            RateLimits::github(),
            &[
                ("x-ratelimit-limit", "5"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", &seconds),
                ("x-ratelimit-resource", "core"),
            ],
        ),
        (
            "draft 10",
            RateLimits::ietf(),
            &[
                ("RateLimit-Policy", "\"a\";q=5;w=90;pk=:dHJpYWw=:"),
                ("RateLimit", "\"a\";r=0;t=90;pk=:dHJpYWw=:"),
            ],
        ),
        (
            "draft 10, over two fields",
            RateLimits::ietf(),
            &[
                ("RateLimit-Policy", "\"b\";q=9;w=9"),
                ("RateLimit-Policy", "\"a\";q=5;w=90"),
                ("RateLimit", "\"b\";r=9;t=9"),
                ("RateLimit", "\"a\";r=0;t=90"),
            ],
        ),
        (
            "the older three",
            RateLimits::ietf(),
            &[("RateLimit-Limit", "5"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "90")],
        ),
        (
            "seconds",
            own(ResetUnit::Seconds),
            &[("x-quota", "5"), ("x-left", "0"), ("x-reset", "90")],
        ),
        (
            "milliseconds",
            own(ResetUnit::Milliseconds),
            &[("x-quota", "5"), ("x-left", "0"), ("x-reset", "90000")],
        ),
        (
            "a time in seconds",
            own(ResetUnit::EpochSeconds),
            &[("x-quota", "5"), ("x-left", "0"), ("x-reset", &seconds)],
        ),
        (
            "a time in milliseconds",
            own(ResetUnit::EpochMilliseconds),
            &[("x-quota", "5"), ("x-left", "0"), ("x-reset", &millis)],
        ),
    ];
    for (name, limits, fields) in rows {
        let server = Server::giving(response(200, fields, "{}"));
        let api = api(&server, limits);
        let response = api.me().with_response().await.unwrap();
        let told = response.rate_limit().unwrap();
        assert_eq!((told.limit, told.remaining), (Some(5), Some(0)), "{name}");
        let reset = told.reset_after.unwrap().as_secs_f64();
        assert!((87.0..=90.0).contains(&reset), "{name}: {reset}");
        let error = api.me().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0), "{name}");
        assert_eq!(server.requests().len(), 1, "{name}");
    }
}

/// KOOK has no `Retry-After`: the end of the window is the time to wait.
#[api_tests::test]
async fn a_refusal_is_waited_out_in_the_words_of_the_api() {
    let epoch = since_1970(Duration::from_secs(90)).as_secs().to_string();
    let rows: [(RateLimits, u16, Fields<'_>, u64); 8] = [
        (
            RateLimits::kook(),
            429,
            &[
                ("x-rate-limit-limit", "5"),
                ("x-rate-limit-remaining", "0"),
                ("x-rate-limit-reset", "90"),
            ],
            90,
        ),
        (RateLimits::kook(), 429, &[("x-rate-limit-reset", "90"), ("x-rate-limit-global", "")], 90),
        (
            RateLimits::github(),
            403,
            &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", &epoch)],
            89,
        ),
        // A limit that GitHub tells nothing of: a minute, and not the end of the hour.
        (
            RateLimits::github(),
            429,
            &[
                ("x-ratelimit-limit", "5000"),
                ("x-ratelimit-remaining", "4000"),
                ("x-ratelimit-reset", &epoch),
            ],
            60,
        ),
        (RateLimits::retry_after(), 429, &[("retry-after-ms", "90000")], 90),
        (RateLimits::retry_after(), 429, &[("retry-after", "7"), ("retry-after-ms", "6500")], 6),
        (
            RateLimits::retry_after().status(StatusCode::from_u16(420).unwrap()),
            420,
            &[("retry-after", "90")],
            90,
        ),
        (
            RateLimits::retry_after().wait("x-come-back", ResetUnit::Milliseconds),
            429,
            &[("x-come-back", "90000")],
            90,
        ),
    ];
    for (limits, status, fields, wait) in rows {
        let server = Server::giving(response(status, fields, "{}"));
        let api = api(&server, limits);
        let error = api.me().retry(Retry::never()).await.unwrap_err();
        assert!(error.is_rate_limited(), "{fields:?}: {error}");
        let asked = error.retry_after().unwrap().as_secs();
        assert!(asked == wait || asked + 1 == wait, "{fields:?}: {asked}");
        let error = api.me().timeout(Duration::from_secs(5)).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0), "{fields:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[api_tests::test]
async fn a_status_that_means_limited_is_sent_again_as_429_is() {
    let refused = response(420, &[("retry-after-ms", "120")], "{}");
    let server = in_turn([refused, json(200, "{}")]);
    let limits = RateLimits::retry_after().status(StatusCode::from_u16(420).unwrap());
    let started = Instant::now();
    api(&server, limits).make().await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(120));
    assert_eq!(server.requests().len(), 2);
}

#[api_tests::test]
async fn a_code_that_means_limited_is_sent_again_as_429_is() {
    #[api(envelope = Wrapped)]
    trait Codes {
        #[endpoint(POST, "/users")]
        async fn make(&self) -> Result<u8>;
    }

    let refused = response(
        200,
        &[("retry-after-ms", "120")],
        r#"{"code":42,"message":"slow down","data":null}"#,
    );
    let server = in_turn([refused, json(200, r#"{"code":0,"message":"","data":7}"#)]);
    let limits = RateLimits::retry_after().code(42);
    let api = CodesClient::new(calling(server.base()).rate_limits(limits).build().unwrap());
    let started = Instant::now();
    assert_eq!(api.make().await.unwrap(), 7);
    assert!(started.elapsed() >= Duration::from_millis(120));

    let server = Server::giving(json(200, r#"{"code":42,"message":"slow down","data":null}"#));
    let limits = RateLimits::retry_after().code(42);
    let api = CodesClient::new(calling(server.base()).rate_limits(limits).build().unwrap());
    let error = api.make().retry(Retry::never()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    assert!(error.is_rate_limited() && error.is_retryable());
}

/// With limits or without: the server knows best.
#[api_tests::test]
async fn a_server_says_whether_to_send_again() {
    for limits in [None, Some(RateLimits::retry_after())] {
        let client = |server: &Server| {
            let builder = calling(server.base());
            let builder = match &limits {
                Some(limits) => builder.rate_limits(limits.clone()),
                None => builder,
            };
            UsersClient::new(builder.build().unwrap())
        };
        let no = [("x-should-retry", "false"), ("retry-after-ms", "1")];
        for status in [429, 503] {
            let server = Server::giving(response(status, &no, "{}"));
            let error = client(&server).me().await.unwrap_err();
            assert_eq!(error.attempts(), 1, "{error}");
            assert!(!error.is_retryable());
        }
        let yes = [("x-should-retry", "true"), ("retry-after-ms", "1")];
        for status in [409, 500] {
            let server = in_turn([response(status, &yes, "{}"), json(200, "{}")]);
            client(&server).make().await.unwrap();
            assert_eq!(server.requests().len(), 2);
        }
        // Neither of the two: nothing is said.
        for word in ["", "yes", "TRUE", "1", "\u{1f600}"] {
            let server = Server::giving(response(409, &[("x-should-retry", word)], "{}"));
            assert_eq!(client(&server).make().await.unwrap_err().attempts(), 1);
            let server = Server::giving(response(200, &[("x-should-retry", word)], "{}"));
            client(&server).make().await.unwrap();
        }
    }
}

/// A cache repeats what was true of another request.
#[api_tests::test]
async fn nothing_is_learnt_from_a_cached_response() {
    let told = [("ratelimit", "\"a\";r=0;t=90"), ("age", "12")];
    let server = Server::giving(response(200, &told, "{}"));
    let api = api(&server, RateLimits::ietf());
    let response = api.me().with_response().await.unwrap();
    assert!(response.rate_limit().is_none());
    api.me().await.unwrap();
}
