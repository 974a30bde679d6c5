//! Calls that are sent again, in virtual time: what is sent, and how long is waited before. In
//! process, over a transport that is a closure; with sockets, the clock would run away from them.

use std::time::Duration;

use api_core::__private::{NoEnvelope, RequestParts, call, decode};
use api_core::endpoint::PathPiece;
use api_core::{
    Body, Call, Client, Credentials, Endpoint, Envelope, Error, ErrorKind, Result, Retry,
};
use http::{Request, Response};
use tokio::time::Instant;

use super::network::Fate::*;
use super::network::Network;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

const MS: fn(u64) -> Duration = Duration::from_millis;
const S: fn(u64) -> Duration = Duration::from_secs;

const fn endpoint(method: &'static str) -> Endpoint {
    Endpoint::new("Api", "call", method).with_path("/x", &[PathPiece::Literal("/x")])
}

static GET: Endpoint = endpoint("GET");
static POST: Endpoint = endpoint("POST");
static IDEMPOTENT: Endpoint = endpoint("POST").with_idempotent();
static SAFE: Endpoint = endpoint("POST").with_retry(Retry::repeatable());
static NEVER: Endpoint = endpoint("GET").with_retry(Retry::never());

fn to(client: &Client, endpoint: &'static Endpoint) -> Call<Result<u32>> {
    call(RequestParts::new(client, endpoint), decode::<Wrapped<()>, Result<u32>, _>())
}

async fn fails(client: &Client, endpoint: &'static Endpoint) -> Error {
    to(client, endpoint).await.unwrap_err()
}

#[api_tests::test(start_paused = true)]
async fn what_is_sent_again_and_what_is_not() {
    let passing = [
        Status(408),
        Status(425),
        Status(500),
        Status(502),
        Status(503),
        Status(504),
        Broken,
        Cut,
        CutOddly,
    ];
    let always = [Refused("0"), Refused("x"), Envelope(429), Connect];
    let final_ = [
        Status(400),
        Status(401),
        Status(403),
        Status(404),
        Status(409),
        Status(413),
        Status(501),
        Status(505),
        Status(304),
        Envelope(200),
        Envelope(400),
    ];
    for (endpoint, safe) in [(&GET, true), (&POST, false), (&IDEMPOTENT, true), (&SAFE, true)] {
        let cases = passing.map(|fate| (fate, safe)).into_iter();
        let cases = cases.chain(always.map(|fate| (fate, true)));
        for (fate, again) in cases.chain(final_.map(|fate| (fate, false))) {
            let network = Network::of(&[fate]);
            let error = fails(&network.client(), endpoint).await;
            let told = format!("{endpoint} {fate:?}: {error}");
            assert_eq!(network.count(), if again { 3 } else { 1 }, "{told}");
            assert_eq!(error.attempts() as usize, network.count(), "{told}");
            assert_eq!(error.is_retryable(), again, "{told}");

            let network = Network::of(&[fate, Status(200)]);
            let result = to(&network.client(), endpoint).await;
            assert_eq!(result.is_ok(), again, "{told}");
        }
    }
}

#[api_tests::test(start_paused = true)]
async fn never_is_one_request_from_every_place() {
    for fate in [Status(503), Refused("0"), Connect] {
        let network = Network::of(&[fate]);
        let client = network.builder().retry(Retry::never()).build().unwrap();
        // Still true: that would be safe, and may help.
        assert!(fails(&client, &GET).await.is_retryable());
        assert!(fails(&network.client(), &NEVER).await.is_retryable());
        assert!(to(&network.client(), &GET).retry(Retry::never()).await.is_err());
        assert_eq!(network.count(), 3);
    }
}

#[api_tests::test(start_paused = true)]
async fn the_nearest_place_decides() {
    let count = async |client: Retry, endpoint, call: Retry| {
        let network = Network::of(&[Status(503)]);
        let client = network.builder().retry(client).build().unwrap();
        to(&client, endpoint).retry(call).await.unwrap_err().attempts()
    };
    let default = Retry::default();
    assert_eq!(count(default.attempts(5), &GET, default).await, 5);
    assert_eq!(count(default.attempts(5), &SAFE, default).await, 5);
    assert_eq!(count(default.attempts(5), &POST, default).await, 1);
    assert_eq!(count(default.attempts(5), &NEVER, default).await, 1);
    assert_eq!(count(default, &NEVER, default.attempts(2)).await, 2);
    assert_eq!(count(Retry::never(), &SAFE, default).await, 1);
    assert_eq!(count(default, &POST, Retry::repeatable()).await, 3);
}

#[api_tests::test(start_paused = true)]
async fn an_idempotency_key_makes_a_call_safe_and_is_the_same_every_time() {
    let network = Network::of(&[Status(503), Broken, Status(200)]);
    to(&network.client(), &POST).idempotency_key("k1").await.unwrap();
    for (_, request) in network.seen().iter() {
        assert_eq!(request.headers()["idempotency-key"], "k1");
    }
    assert_eq!(network.count(), 3);

    // An empty key tells nothing, and neither does one that all calls share.
    let network = Network::of(&[Status(503)]);
    to(&network.client(), &POST).idempotency_key("").await.unwrap_err();
    let client = network.builder().header("idempotency-key", "shared").build().unwrap();
    fails(&client, &POST).await;
    assert_eq!(network.count(), 2);
}

#[api_tests::test(start_paused = true)]
async fn every_attempt_sends_the_same_request() {
    for credentials in [Credentials::bearer("SECRET"), Credentials::query("token", "SECRET")] {
        let network = Network::of(&[Status(503), Broken, Status(200)]);
        let client =
            network.builder().credentials(credentials).header("x-of-client", "1").build().unwrap();
        let mut parts = RequestParts::new(&client, &SAFE);
        parts.query("q", "a b");
        parts.header("x-own", "2");
        parts.json(&["body"]);
        let call: Call<Result<u32>> = call(parts, decode::<Wrapped<()>, Result<u32>, _>());
        call.extension(7_u8).await.unwrap();
        let seen = network.seen();
        let shown = |request: &Request<Body>| {
            let uri = request.uri().clone();
            (uri, request.headers().clone(), request.body().as_bytes().map(<[u8]>::to_vec))
        };
        assert_eq!(seen.len(), 3);
        for (_, request) in seen.iter() {
            assert_eq!(shown(request), shown(&seen[0].1));
            assert_eq!(request.body().as_bytes(), Some(&br#"["body"]"#[..]));
            assert_eq!(request.extensions().get::<u8>(), Some(&7));
            assert!(request.uri().query().unwrap().starts_with("q=a%20b"));
        }
    }
}

#[api_tests::test(start_paused = true)]
async fn waits_are_bounded_by_ceilings_that_double() {
    for (fate, first) in [(Status(503), MS(50)), (Connect, MS(50)), (Refused("x"), S(1))] {
        let network = Network::of(&[fate]);
        let client = network.builder().retry(Retry::default().attempts(4)).build().unwrap();
        fails(&client, &GET).await;
        let waits = network.waits();
        for (wait, ceiling) in waits.iter().zip([first, first * 2, first * 4]) {
            // tokio's timers count in milliseconds.
            assert!(*wait <= ceiling + MS(1), "{fate:?}: {waits:?}");
        }
    }
}

#[api_tests::test(start_paused = true)]
async fn the_servers_delay_is_waited_out() {
    let network = Network::of(&[Refused("7"), Refused("2.5"), Status(200)]);
    to(&network.client(), &POST).await.unwrap();
    let [first, second] = network.waits()[..] else { panic!("three attempts") };
    assert!((S(7)..=MS(7051)).contains(&first), "{first:?}");
    assert!((MS(2500)..=MS(2601)).contains(&second), "{second:?}");
}

#[api_tests::test(start_paused = true)]
async fn a_delay_that_is_too_long_is_an_error_at_once() {
    let started = Instant::now();
    for (after, delay) in [("61", 61), ("99999999999999999999", u32::MAX.into())] {
        let network = Network::of(&[Refused(after)]);
        let error = fails(&network.client(), &GET).await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 1));
        assert_eq!(error.retry_after(), Some(S(delay)));
        assert!(error.is_retryable() && error.is_rate_limited());
        let text = format!(
            "GET /x (Api::call): the server responded with HTTP 429 (Too Many Requests); not sent again: \
             the server asks to wait {delay}s, more than `Retry::max_retry_after`"
        );
        assert_eq!(error.to_string(), text);
    }
    // The deadline would not permit to wait, even if the ceiling did.
    let network = Network::of(&[Refused("5")]);
    let error = to(&network.client(), &GET).timeout(S(5)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 1));
    assert_eq!(started.elapsed(), S(0));

    let network = Network::of(&[Refused("100"), Status(200)]);
    let patient = Retry::default().max_retry_after(S(100));
    to(&network.client(), &GET).retry(patient).timeout(S(300)).await.unwrap();
    assert!(started.elapsed() >= S(100));
}

#[api_tests::test(start_paused = true)]
async fn a_429_is_rate_limited_unless_the_envelope_has_words_for_it() {
    for (fate, kind) in [
        (Refused("0"), ErrorKind::RateLimited),
        (Status(429), ErrorKind::RateLimited),
        (Envelope(429), ErrorKind::Api),
    ] {
        let error = fails(&Network::of(&[fate]).client(), &POST).await;
        assert_eq!((error.kind(), error.attempts()), (kind, 3), "{fate:?}");
        assert!(error.is_rate_limited());
        assert!(error.to_string().contains(" (3 attempts)"), "{error}");
    }
    assert!(!fails(&Network::of(&[Status(503)]).client(), &POST).await.is_rate_limited());
}

#[api_tests::test(start_paused = true)]
async fn one_deadline_spans_all_attempts() {
    let network = Network::of(&[Broken, Hangs]);
    let client = network.client();
    let started = Instant::now();
    let error = to(&client, &GET).timeout(S(2)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    assert!(error.is_retryable());
    assert!((S(2)..=MS(2001)).contains(&started.elapsed()));
    assert_eq!(error.elapsed(), started.elapsed());
    // A retry that came to nothing is paid for.
    assert_eq!(client.retry_tokens(), 500 - 14);
    assert!(!to(&client, &POST).timeout(S(2)).await.unwrap_err().is_retryable());
}

#[api_tests::test(start_paused = true)]
async fn errors_of_a_response_know_how_long_it_took() {
    let network = Network::of(&[Refused("3"), Status(404)]);
    let error = fails(&network.client(), &GET).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 2));
    assert!((S(3)..=MS(3051)).contains(&error.elapsed()), "{:?}", error.elapsed());
    assert_eq!(error.retry_after(), None);
}

#[api_tests::test(start_paused = true)]
async fn clones_share_a_budget_that_bites() {
    let network = Network::of(&[Status(503)]);
    let client = network.client();
    for _ in 0..1000 {
        fails(&client.clone(), &GET).await;
    }
    assert_eq!(network.count(), 1000 + 500 / 14);
    assert_eq!(client.retry_tokens(), 500 % 14);
    let error = fails(&client, &GET).await;
    assert!(error.to_string().ends_with("too many retries of this client failed lately"));
    assert!(error.is_retryable());

    // What succeeds fills it again; whatever stands counts, be it a 404.
    network.change(&[Status(404)]);
    for _ in 0..4 {
        fails(&client, &GET).await;
    }
    assert_eq!(client.retry_tokens(), 500 % 14 + 4);
}

#[api_tests::test(start_paused = true)]
async fn a_call_that_is_dropped_gives_back_what_its_retry_took() {
    // In the wait before the second attempt, and in the attempt.
    for (fates, after) in [(&[Refused("9")][..], S(1)), (&[Broken, Hangs], S(1))] {
        let network = Network::of(fates);
        let client = network.client();
        let dropped = tokio::time::timeout(after, to(&client, &GET).into_future()).await;
        assert!(dropped.is_err());
        assert_eq!(client.retry_tokens(), 500);
    }
}

#[api_tests::test(start_paused = true)]
async fn a_raw_response_is_handed_over_after_the_last_attempt() {
    let raw = |client: &Client| -> Call<Result<Response<Body>>> {
        call(RequestParts::new(client, &GET), decode::<NoEnvelope, Result<Response<Body>>, _>())
    };
    let network = Network::of(&[Status(503), Refused("1"), Status(502), Status(200)]);
    assert_eq!(raw(&network.client()).await.unwrap().status(), 502);
    assert_eq!(network.count(), 3);
    assert_eq!(raw(&network.client()).await.unwrap().status(), 200);
}

#[api_tests::test(start_paused = true)]
async fn a_mistake_is_no_attempt() {
    let network = Network::of(&[Status(200)]);
    let error = to(&network.client(), &GET).header("x", "\n").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Build, 0));
    assert!(!error.is_retryable());
    assert_eq!(network.count(), 0);
}
