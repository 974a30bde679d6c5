//! Servers and stores that say what they should not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use api_core::{
    BoxError, ErrorKind, LimitKey, LimitStore, MemoryStore, RateLimits, Reservation, Reserved,
    ResetUnit, Result, Retry, Settled, api, async_trait,
};
use api_tests::{Server, Step, json, response};

use crate::support::calling;

#[api]
trait Users {
    #[endpoint(GET, "/users/me")]
    async fn me(&self) -> Result<()>;
}

fn api(server: &Server, limits: RateLimits) -> UsersClient {
    UsersClient::new(calling(server.base()).rate_limits(limits).build().unwrap())
}

/// A store that responds to each question by its number, from 0.
#[derive(Debug)]
struct Says(fn(usize) -> Reserved, AtomicUsize);

impl Says {
    fn by_number(what: fn(usize) -> Reserved) -> Arc<Self> {
        Arc::new(Self(what, AtomicUsize::new(0)))
    }
}

#[async_trait]
impl LimitStore for Says {
    async fn reserve(&self, _: &LimitKey, _: &Reservation) -> Result<Reserved, BoxError> {
        Ok((self.0)(self.1.fetch_add(1, Ordering::SeqCst)))
    }

    async fn settle(&self, _: &LimitKey, _: &Reservation, _: &Settled) -> Result<(), BoxError> {
        Ok(())
    }

    async fn penalise(&self, _: &LimitKey, _: Duration) -> Result<(), BoxError> {
        Ok(())
    }
}

#[api_tests::test]
async fn a_wait_of_a_store_may_be_as_long_as_it_likes() {
    let server = Server::giving(json(200, "{}"));
    let of_the_bucket: fn(usize) -> Reserved = |_| Reserved::After(Duration::MAX);
    let of_the_gate: fn(usize) -> Reserved = |number| match number % 2 {
        0 => Reserved::Granted { processes: 0 },
        _ => Reserved::After(Duration::MAX),
    };
    for what in [of_the_bucket, of_the_gate] {
        let api = api(&server, RateLimits::kook().store(Says::by_number(what)));
        for call in [api.me(), api.me().try_now(), api.me()] {
            let error = call.await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0), "{error}");
        }
    }
    assert!(server.requests().is_empty());
}

#[api_tests::test(flavor = "multi_thread")]
async fn a_store_that_sends_a_call_round_in_circles_is_left_alone() {
    let server = Server::giving(json(200, "{}"));
    let moves: [fn(usize) -> Reserved; 3] = [
        |number| Reserved::Moved(if number % 2 == 0 { "a" } else { "b" }.to_owned()),
        |_| Reserved::Moved(String::new()),
        |number| Reserved::Moved(number.to_string()),
    ];
    for what in moves {
        let store = Says::by_number(what);
        let api = api(&server, RateLimits::kook().store(store.clone()));
        api.me().await.unwrap();
        api.me().try_now().await.unwrap();
        let asked = store.1.load(Ordering::SeqCst);
        assert!(asked < 20, "{asked} questions");
    }
}

#[api_tests::test(flavor = "multi_thread")]
async fn names_of_buckets_that_change_stop_no_call() {
    let names = ["a", "b", "a", "b", "c", "a", "Users::me", "a", "b"];
    let shared = RateLimits::kook().store(Arc::new(MemoryStore::new()));
    for limits in [RateLimits::kook(), shared] {
        let steps = names.iter().flat_map(|name| {
            let told = [
                ("x-rate-limit-limit", "50"),
                ("x-rate-limit-remaining", "40"),
                ("x-rate-limit-reset", "9"),
                ("x-rate-limit-bucket", *name),
            ];
            [Step::ReadRequest, Step::Send(response(200, &told, "{}"))]
        });
        let server = Server::each(steps.collect::<Vec<_>>());
        let api = api(&server, limits);
        let started = Instant::now();
        for _ in names {
            api.me().await.unwrap();
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        for state in api.client().rate_limits() {
            assert_eq!((state.in_flight, state.waiting), (0, 0), "{state:?}");
        }
    }
}

#[api_tests::test]
async fn a_rate_may_span_any_time() {
    let server = Server::giving(json(200, "{}"));
    let rows = [
        (1, Duration::MAX, 1),
        (2, Duration::from_secs(u64::MAX / 4), 2),
        (0, Duration::from_secs(90), 1),
        (3, Duration::ZERO, 5),
        (u32::MAX, Duration::MAX, 5),
    ];
    for (requests, per, sent) in rows {
        let fixed = RateLimits::fixed(requests, per);
        let shared = fixed.clone().store(Arc::new(MemoryStore::new()));
        for limits in [fixed, shared] {
            let api = api(&server, limits);
            let mut went = 0;
            for _ in 0..5 {
                match api.me().await {
                    Ok(()) => went += 1,
                    Err(error) => assert_eq!(error.kind(), ErrorKind::RateLimited),
                }
            }
            assert_eq!(went, sent, "{requests} in {per:?}");
        }
    }
}

#[api_tests::test]
async fn no_value_of_any_field_fails_a_call() {
    let (long, digits) = ("a".repeat(1000), "9".repeat(400));
    let values = [
        "",
        "-1",
        "+5",
        "NaN",
        "1e309",
        "5, 5;w=1",
        "0",
        "0.0",
        "18446744073709551615",
        "18446744073709551616",
        "0.0000000000000000000000000001",
        "\u{1f600}",
        "\"a\";r=0;t=18446744073709551615",
        "\"a\";r=18446744073709551615;t=0",
        "();r=1",
        "a;;",
        "\"",
        &digits,
        &long,
    ];
    let own =
        |unit| RateLimits::retry_after().remaining("ratelimit").reset("ratelimit-reset", unit);
    let limits = [
        RateLimits::kook(),
        RateLimits::discord(),
        RateLimits::github(),
        RateLimits::ietf(),
        own(ResetUnit::EpochSeconds),
        own(ResetUnit::EpochMilliseconds).wait("x-wait", ResetUnit::EpochMilliseconds),
        RateLimits::kook().store(Arc::new(MemoryStore::new())),
        RateLimits::kook().shared_credential(),
    ];
    for value in values {
        let names = "x-rate-limit-limit x-rate-limit-remaining x-rate-limit-reset \
             x-rate-limit-bucket x-rate-limit-global x-ratelimit-limit x-ratelimit-remaining \
             x-ratelimit-reset x-ratelimit-reset-after x-ratelimit-bucket x-ratelimit-resource \
             ratelimit ratelimit-policy ratelimit-limit ratelimit-remaining ratelimit-reset \
             retry-after retry-after-ms x-should-retry x-wait date age";
        let fields: Vec<_> = names.split_whitespace().map(|name| (name, value)).collect();
        for status in [200, 429] {
            let server = Server::giving(response(status, &fields, "{}"));
            for limits in &limits {
                // Stores are shared between the values, so each has an account of its own.
                let credentials = api_core::Credentials::bearer(format!("{}{status}", value.len()));
                let api = api(&server, limits.clone());
                let call = api.me().credentials(credentials).retry(Retry::never());
                let first = call.with_response().await;
                match first {
                    Ok(_) => assert_eq!(status, 200, "{value:?}"),
                    Err(error) if error.kind() == ErrorKind::RateLimited => _ = error.retry_after(),
                    Err(error) => assert!(status != 200, "{value:?}: {error}"),
                }
                _ = api.client().rate_limits();
            }
        }
    }
}

/// A malformed field counts as absent, and the others still count.
#[api_tests::test]
async fn one_bad_field_spoils_no_other() {
    for bad in [("age", "x"), ("age", ""), ("date", "yesterday"), ("retry-after", "soon")] {
        let told = [
            ("x-rate-limit-limit", "5"),
            ("x-rate-limit-remaining", "0"),
            ("x-rate-limit-reset", "90"),
            bad,
        ];
        let server = Server::giving(response(200, &told, "{}"));
        let api = api(&server, RateLimits::kook());
        api.me().await.unwrap();
        let error = api.me().try_now().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0), "{bad:?}");
    }
}

#[api_tests::test]
async fn one_that_waits_for_nothing_is_not_sent_again_after_a_refusal() {
    let server = Server::giving(response(429, &[("retry-after", "2")], "{}"));
    let api = api(&server, RateLimits::retry_after());
    let started = Instant::now();
    let error = api.me().try_now().await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 1), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    assert!(error.is_retryable());
    let text = error.to_string();
    assert!(text.contains("not sent again: the call waits for nothing (`try_now`)"), "{text}");
}

#[api_tests::test]
async fn a_server_elsewhere_cannot_use_up_the_limits() {
    #[api]
    trait Files {
        #[endpoint(GET, "/file", redirects = away)]
        async fn file(&self) -> Result<()>;
    }

    let used_up = [
        ("x-rate-limit-limit", "1"),
        ("x-rate-limit-remaining", "0"),
        ("x-rate-limit-reset", "9999"),
        ("x-rate-limit-bucket", "elsewhere"),
    ];
    let elsewhere = Server::giving(response(200, &used_up, "{}"));
    let target = format!("{}/file", elsewhere.base());
    let server = Server::giving(response(302, &[("location", &target)], ""));
    let shared = RateLimits::kook().store(Arc::new(MemoryStore::new()));
    for limits in [RateLimits::kook(), shared] {
        let api = FilesClient::new(calling(server.base()).rate_limits(limits).build().unwrap());
        let response = api.file().with_response().await.unwrap();
        assert!(response.rate_limit().is_none());
        api.file().try_now().await.unwrap();
        let [state] = &api.client().rate_limits()[..] else { panic!("one bucket") };
        assert_eq!((state.name.as_str(), state.limit), ("Files::file", None));
    }
    assert_eq!(elsewhere.requests().len(), 4);
}

/// Panics when it is asked, and again when it is told of a call that was dropped.
#[derive(Debug)]
struct Panics;

#[async_trait]
impl LimitStore for Panics {
    async fn reserve(&self, _: &LimitKey, _: &Reservation) -> Result<Reserved, BoxError> {
        panic!("a store's own panic")
    }

    async fn settle(&self, _: &LimitKey, _: &Reservation, _: &Settled) -> Result<(), BoxError> {
        Ok(())
    }

    async fn penalise(&self, _: &LimitKey, _: Duration) -> Result<(), BoxError> {
        Ok(())
    }

    fn forget(&self, _: &LimitKey, _: &Reservation) {
        panic!("a store's own panic")
    }
}

/// Two panics at once would abort the program.
#[api_tests::test]
async fn a_store_that_panics_ends_its_call_and_nothing_else() {
    let server = Server::giving(json(200, "{}"));
    let api = api(&server, RateLimits::kook().store(Arc::new(Panics)));
    for _ in 0..2 {
        let calling = api.clone();
        let panicked = tokio::spawn(async move { calling.me().await.is_ok() }).await;
        assert!(panicked.is_err_and(|error| error.is_panic()));
        assert_eq!(api.client().in_flight(), 0);
        let states = api.client().rate_limits();
        assert!(
            states.iter().all(|state| (state.in_flight, state.waiting) == (0, 0)),
            "{states:?}"
        );
    }
}
