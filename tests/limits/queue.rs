//! Calls that wait in a queue: they learn at once that they would wait too long.

use std::future::IntoFuture as _;
use std::time::{Duration, Instant};

use api_core::{ErrorKind, RateLimits, Result, api};
use api_tests::{Server, response};
use tokio::task::JoinSet;

use crate::support::{WINDOW, calling, limited};

#[api]
trait Messages {
    #[endpoint(POST, "/messages", rate_limit = "messages")]
    async fn post(&self) -> Result<()>;
}

fn api(base: String, limits: RateLimits) -> MessagesClient {
    MessagesClient::new(calling(base).rate_limits(limits).build().unwrap())
}

/// Ten calls at once, two a minute: only the first windows end before the deadlines.
#[api_tests::test]
async fn one_behind_others_fails_at_once_if_its_window_is_too_far_away() {
    let told = [
        ("x-rate-limit-limit", "2"),
        ("x-rate-limit-remaining", "0"),
        ("x-rate-limit-reset", "20"),
    ];
    let server = Server::giving(response(200, &told, "{}"));
    let api = api(server.base(), RateLimits::kook());
    api.post().await.unwrap();
    let started = Instant::now();
    let mut calls = JoinSet::new();
    for _ in 0..10 {
        calls.spawn(api.post().timeout(Duration::from_secs(50)).into_future());
    }
    // Windows end in 20 s and no sooner than 39 s, for two calls each. The others fail.
    for _ in 0..6 {
        let error = calls.join_next().await.unwrap().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0), "{error}");
        assert!(error.retry_after().unwrap() > Duration::from_secs(50), "{error}");
    }
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(calls.len(), 4);
    let [state] = &api.client().rate_limits()[..] else { panic!("one bucket") };
    assert_eq!((state.waiting, state.in_flight), (4, 0));
    assert_eq!(server.requests().len(), 1);
    drop(calls);
}

/// A rate that is known needs no response to tell how long a queue is.
#[api_tests::test]
async fn a_fixed_rate_knows_the_wait_of_every_place_in_its_queue() {
    let server = Server::giving(response(200, &[], "{}"));
    let api = api(server.base(), RateLimits::fixed(2, Duration::from_secs(20)));
    let mut calls = JoinSet::new();
    for _ in 0..8 {
        calls.spawn(api.post().timeout(Duration::from_secs(50)).into_future());
    }
    // Two go at once, two after 20 s, two after 40 s, and two would go after a minute.
    let mut sent = 0;
    for _ in 0..4 {
        let Err(error) = calls.join_next().await.unwrap().unwrap() else {
            sent += 1;
            continue;
        };
        let wait = error.retry_after().unwrap().as_secs_f64();
        assert!((55.0..=60.0).contains(&wait), "{error}");
    }
    assert_eq!(sent, 2);
    assert_eq!((calls.len(), server.requests().len()), (4, 2));
}

/// A refusal that everybody has to wait out is news to those that wait already.
#[api_tests::test]
async fn those_that_wait_learn_of_a_longer_pause() {
    let slow = response(429, &[("retry-after", "90")], "{}");
    let server = Server::each([
        api_tests::Step::ReadRequest,
        api_tests::Step::Drip { bytes: slow, size: 10, pause: Duration::from_millis(20) },
    ]);
    let api = api(server.base(), RateLimits::kook());
    let started = Instant::now();
    let mut calls = JoinSet::new();
    for _ in 0..5 {
        calls.spawn(api.post().into_future());
    }
    while let Some(call) = calls.join_next().await {
        let error = call.unwrap().unwrap_err();
        assert!(error.is_rate_limited(), "{error}");
        assert!(error.retry_after().unwrap() > Duration::from_secs(80), "{error}");
    }
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(server.requests().len(), 1);
}

#[api_tests::test(flavor = "multi_thread")]
async fn a_fixed_rate_is_kept_over_a_socket() {
    let (base, counts) = limited(u32::MAX).await;
    let api = api(base, RateLimits::fixed(5, WINDOW));
    let started = Instant::now();
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        calls.spawn(api.post().into_future());
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap().unwrap();
    }
    assert!(started.elapsed() >= WINDOW * 3, "{:?}", started.elapsed());
    assert!(started.elapsed() < WINDOW * 10, "{:?}", started.elapsed());
    assert_eq!(counts.lock().unwrap().accepted, 20);
}

#[api_tests::test(flavor = "multi_thread")]
async fn calls_that_are_dropped_stop_nobody() {
    let (base, counts) = limited(5).await;
    let api = api(base, RateLimits::kook());
    let calls: Vec<_> = (0..40).map(|_| tokio::spawn(api.post().into_future())).collect();
    tokio::time::sleep(WINDOW / 2).await;
    for call in calls.iter().step_by(3) {
        call.abort();
    }
    for call in calls {
        match call.await {
            Ok(response) => response.unwrap(),
            Err(error) => assert!(error.is_cancelled()),
        }
    }
    assert_eq!(counts.lock().unwrap().refused, 0);
    for state in api.client().rate_limits() {
        assert_eq!((state.in_flight, state.waiting), (0, 0));
    }
}
