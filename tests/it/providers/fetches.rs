//! When credentials are fetched, how often, and for which calls.

use std::future::IntoFuture as _;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use api_core::{Body, Client, Credentials, ErrorKind, Retry};
use http::StatusCode;
use http::header::AUTHORIZATION;
use tower::service_fn;

use super::{AccountClient, fetching, signing_in_by_itself, stream};
use crate::support::{ThingsClient, builder, content};

/// A server that accepts one token, whatever it is at the time, and counts what it is asked.
#[derive(Default)]
struct Seen {
    /// The token that counts: `token-N`.
    valid: AtomicUsize,
    requests: AtomicUsize,
    /// How often a token was fetched.
    fetched: AtomicUsize,
}

impl Seen {
    fn counts(&self) -> (usize, usize) {
        (self.requests.load(Relaxed), self.fetched.load(Relaxed))
    }
}

/// A client of such a server. The provider gives the token that is valid then.
fn signed_in() -> (AccountClient, Arc<Seen>) {
    let seen = Arc::new(Seen::default());
    let (server, fetcher) = (seen.clone(), seen.clone());
    let transport = service_fn(move |request: http::Request<Body>| {
        let seen = server.clone();
        async move {
            // Long enough for all the calls of a test to be under way.
            tokio::time::sleep(Duration::from_millis(5)).await;
            seen.requests.fetch_add(1, Relaxed);
            let valid = format!("Bearer token-{}", seen.valid.load(Relaxed));
            let sent = request.headers().get(AUTHORIZATION);
            let open = request.uri().path() == "/public";
            let good = open || sent.is_some_and(|sent| sent.as_bytes() == valid.as_bytes());
            let mut response = http::Response::new(Body::from("7"));
            if !good {
                *response.status_mut() = StatusCode::UNAUTHORIZED;
            }
            Ok::<_, io::Error>(response)
        }
    });
    let credentials = Credentials::provider(move || {
        let seen = fetcher.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(5)).await;
            seen.fetched.fetch_add(1, Relaxed);
            let token = format!("token-{}", seen.valid.load(Relaxed));
            Ok::<_, io::Error>(Credentials::bearer(token))
        }
    });
    let builder = Client::builder("http://localhost").retry(Retry::never()).max_concurrent(200);
    let client = builder.credentials(credentials).transport(transport).build().unwrap();
    (AccountClient::new(client), seen)
}

/// A hundred calls at a time.
async fn hundred(api: &AccountClient) {
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(api.me().into_future())).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 7);
    }
}

#[api_tests::test(start_paused = true)]
async fn a_hundred_calls_fetch_once() {
    let (api, seen) = signed_in();
    hundred(&api).await;
    assert_eq!(seen.counts(), (100, 1));
    // What was fetched is kept.
    api.me().await.unwrap();
    assert_eq!(seen.counts(), (101, 1));
}

#[api_tests::test(start_paused = true)]
async fn a_hundred_refusals_fetch_once_more() {
    let (api, seen) = signed_in();
    api.me().await.unwrap();
    seen.valid.store(1, Relaxed);
    hundred(&api).await;
    assert_eq!(seen.counts(), (1 + 200, 2));
}

#[api_tests::test(start_paused = true)]
async fn a_refused_call_is_sent_again_whatever_its_method() {
    let (api, seen) = signed_in();
    api.me().await.unwrap();
    seen.valid.store(1, Relaxed);
    assert_eq!(api.rename("x").await.unwrap(), 7);
    assert_eq!(seen.counts(), (3, 2));
}

#[api_tests::test(start_paused = true)]
async fn a_second_refusal_stands() {
    let (api, seen) = signed_in();
    api.me().await.unwrap();
    // Nobody gets in with what the provider gives.
    let refused = || async {
        seen.valid.fetch_add(1, Relaxed);
        let (api, seen) = (api.clone(), seen.clone());
        let call = tokio::spawn(api.me().into_future());
        // While the call is being refused, the token changes once more.
        tokio::time::sleep(Duration::from_millis(12)).await;
        seen.valid.fetch_add(1, Relaxed);
        call.await.unwrap().unwrap_err()
    };
    let error = refused().await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(StatusCode::UNAUTHORIZED)));
    assert_eq!(error.attempts(), 2);
    assert_eq!(seen.counts(), (3, 2));
}

#[api_tests::test(start_paused = true)]
async fn a_stream_is_refused_once_and_never_sent_empty() {
    let (api, seen) = signed_in();
    api.me().await.unwrap();
    seen.valid.store(1, Relaxed);
    let error = api.upload(stream()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(seen.counts(), (2, 1));
}

#[api_tests::test(start_paused = true)]
async fn an_endpoint_without_credentials_asks_nobody() {
    let (api, seen) = signed_in();
    assert_eq!(api.public().await.unwrap(), 7);
    assert_eq!(seen.counts(), (1, 0));
    // Nor does a call with its own, which are refused here.
    let call = api.me().credentials(Credentials::bearer("other"));
    assert_eq!(call.await.unwrap_err().status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(seen.counts(), (2, 0));
    // Looking at a request asks nobody either.
    let request = api.me().build().unwrap();
    assert!(!request.headers().contains_key(AUTHORIZATION));
    assert_eq!(seen.counts(), (2, 0));
}

/// The fetch goes on without the call that began it: so a slow one comes to an end at all, where
/// every call gives up before.
#[api_tests::test(start_paused = true)]
async fn a_fetch_outlives_its_call_and_serves_the_next() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let api = fetching(move || {
        count.fetch_add(1, Relaxed);
        async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            Ok(Credentials::bearer("t"))
        }
    });
    for _ in 0..2 {
        let error = api.me().timeout(Duration::from_secs(2)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
    }
    let dropped = tokio::spawn(api.me().into_future());
    tokio::task::yield_now().await;
    dropped.abort();
    assert_eq!(api.me().timeout(Duration::from_secs(2)).await.unwrap(), 7);
    assert_eq!(asked.load(Relaxed), 1);
    assert_eq!(
        format!("{:?}", Credentials::provider(|| async { Err(io::Error::other("")) })),
        "Credentials(provider)"
    );
}

#[api_tests::test]
async fn a_provider_may_call_through_its_own_client_in_a_burst() {
    let api = signing_in_by_itself(|api| async move { api.public().await });
    let calls: Vec<_> = (0..200).map(|_| tokio::spawn(api.me().into_future())).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 7);
    }
}

/// A client that only uploads: no call of its can be sent again, and yet the next one must get in.
#[api_tests::test(start_paused = true)]
async fn a_refused_upload_has_the_next_call_fetch() {
    let (api, seen) = signed_in();
    assert_eq!(api.upload(stream()).await.unwrap(), 7);
    seen.valid.store(1, Relaxed);
    let error = api.upload(stream()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(api.upload(stream()).await.unwrap(), 7);
    assert_eq!(seen.counts(), (3, 2));
}

/// A fetch that began before gives a token of the account that was signed out. The next one waits for
/// its end: a refresh token that is sent twice is taken for a theft.
#[api_tests::test(start_paused = true)]
async fn what_is_fetched_is_given_up_too() {
    let (begun, at_once) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (count, under_way) = (begun.clone(), at_once.clone());
    let credentials = Credentials::provider(move || {
        let number = count.fetch_add(1, Relaxed);
        let under_way = under_way.clone();
        async move {
            assert_eq!(under_way.fetch_add(1, Relaxed), 0);
            tokio::time::sleep(Duration::from_secs(1)).await;
            under_way.fetch_sub(1, Relaxed);
            Ok::<_, io::Error>(Credentials::bearer(format!("t{number}")))
        }
    });
    let transport = service_fn(|request: http::Request<Body>| async move {
        let number =
            request.headers()[AUTHORIZATION].to_str().unwrap().trim_start_matches("Bearer t");
        Ok::<_, io::Error>(http::Response::new(Body::from(number.to_owned())))
    });
    let builder = Client::builder("http://localhost").credentials(credentials.clone());
    let api = AccountClient::new(builder.transport(transport).build().unwrap());
    let before = tokio::spawn(api.me().into_future());
    tokio::time::sleep(Duration::from_millis(500)).await;
    credentials.discard();
    let after = [0; 9].map(|_| tokio::spawn(api.me().into_future()));
    assert_eq!(before.await.unwrap().unwrap(), 0);
    for call in after {
        assert_eq!(call.await.unwrap().unwrap(), 1);
    }
    assert_eq!(api.me().await.unwrap(), 1);
    assert_eq!(begun.load(Relaxed), 2);
}

#[api_tests::test(start_paused = true)]
async fn credentials_can_be_given_up_by_hand() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let credentials = Credentials::provider(move || {
        count.fetch_add(1, Relaxed);
        async { Ok::<_, io::Error>(Credentials::bearer("t")) }
    });
    let server = content();
    let client = builder(&server).credentials(credentials.clone()).build().unwrap();
    let api = ThingsClient::new(client);
    for fetches in [1, 1, 2] {
        if fetches == 2 {
            credentials.discard();
        }
        _ = api.nothing().await;
        assert_eq!(asked.load(Relaxed), fetches);
    }
    // Others have no provider, and keep what they are.
    Credentials::bearer("t").discard();
}
