//! Credentials that are fetched: when, how often, and what becomes of a call that is refused.

use std::error::Error as _;
use std::future::IntoFuture as _;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use api_core::{Body, BoxError, Client, Credentials, ErrorKind, Result, Retry, api};
use api_tests::everything_shown;
use futures_util::stream;
use http::StatusCode;
use http::header::AUTHORIZATION;
use tokio::sync::Notify;
use tower::service_fn;

#[api]
trait Account {
    #[endpoint(GET, "/me")]
    async fn me(&self) -> Result<u8>;

    #[endpoint(POST, "/name")]
    async fn rename(&self, name: &str) -> Result<u8>;

    #[endpoint(POST, "/upload")]
    async fn upload(&self, #[body(stream)] file: Body) -> Result<u8>;

    #[endpoint(GET, "/public", credentials = none)]
    async fn public(&self) -> Result<u8>;
}

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
            let mut answer = http::Response::new(Body::from("7"));
            if !good {
                *answer.status_mut() = StatusCode::UNAUTHORIZED;
            }
            Ok::<_, io::Error>(answer)
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

#[tokio::test(start_paused = true)]
async fn a_hundred_calls_fetch_once() {
    let (api, seen) = signed_in();
    hundred(&api).await;
    assert_eq!(seen.counts(), (100, 1));
    // What was fetched is kept.
    api.me().await.unwrap();
    assert_eq!(seen.counts(), (101, 1));
}

#[tokio::test(start_paused = true)]
async fn a_hundred_refusals_fetch_once_more() {
    let (api, seen) = signed_in();
    api.me().await.unwrap();
    seen.valid.store(1, Relaxed);
    hundred(&api).await;
    assert_eq!(seen.counts(), (1 + 200, 2));
}

#[tokio::test(start_paused = true)]
async fn a_refused_call_is_sent_again_whatever_its_method() {
    let (api, seen) = signed_in();
    api.me().await.unwrap();
    seen.valid.store(1, Relaxed);
    assert_eq!(api.rename("x").await.unwrap(), 7);
    assert_eq!(seen.counts(), (3, 2));
}

#[tokio::test(start_paused = true)]
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

#[tokio::test(start_paused = true)]
async fn a_stream_is_refused_once_and_never_sent_empty() {
    let (api, seen) = signed_in();
    api.me().await.unwrap();
    seen.valid.store(1, Relaxed);
    let file = || Body::stream(stream::iter([Ok::<_, io::Error>(bytes())]));
    let error = api.upload(file()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(seen.counts(), (2, 1));
}

fn bytes() -> Vec<u8> {
    vec![7; 9]
}

#[tokio::test(start_paused = true)]
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

/// A client whose credentials come, or do not, as `fetch` says.
fn fetching<F, Fut>(fetch: F) -> AccountClient
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Credentials, io::Error>> + Send + 'static,
{
    let transport = service_fn(|_: http::Request<Body>| async {
        Ok::<_, io::Error>(http::Response::new(Body::from("7")))
    });
    let builder = Client::builder("http://localhost").credentials(Credentials::provider(fetch));
    AccountClient::new(builder.transport(transport).build().unwrap())
}

#[tokio::test]
async fn a_provider_that_fails_fails_the_call_before_it_is_sent() {
    let api = fetching(|| async { Err(io::Error::other("the vault is shut")) });
    let error = api.me().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Build, 0));
    assert_eq!(error.to_string(), "GET /me (Account::me): credentials: the provider failed");
    assert_eq!(error.source().unwrap().to_string(), "the vault is shut");

    let api = fetching(|| async { Ok(Credentials::bearer("a\nb")) });
    assert_eq!(api.me().await.unwrap_err().kind(), ErrorKind::Build);

    let inner = || async { Ok::<_, io::Error>(Credentials::none()) };
    let api = fetching(move || async move { Ok(Credentials::provider(inner)) });
    assert_eq!(
        api.me().await.unwrap_err().to_string(),
        "GET /me (Account::me): credentials: the provider gave another provider; let it give what \
         that one gives"
    );
}

#[tokio::test(start_paused = true)]
async fn a_provider_has_until_the_deadline() {
    let api = fetching(std::future::pending);
    let error = api.me().timeout(Duration::from_secs(2)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GET /me (Account::me): credentials: the provider gave none within 2s; `timeout` sets how long \
         a call may take"
    );
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_fetches_leaves_it_to_the_next() {
    let asked = Arc::new(AtomicUsize::new(0));
    let begun = Arc::new(Notify::new());
    let (count, note) = (asked.clone(), begun.clone());
    let api = fetching(move || {
        let first = count.fetch_add(1, Relaxed) == 0;
        let note = note.clone();
        async move {
            if first {
                note.notify_one();
                std::future::pending::<()>().await;
            }
            Ok(Credentials::bearer("t"))
        }
    });
    let call = tokio::spawn(api.me().into_future());
    begun.notified().await;
    call.abort();
    assert_eq!(api.me().await.unwrap(), 7);
    assert_eq!(asked.load(Relaxed), 2);
    assert_eq!(
        format!("{:?}", Credentials::provider(|| async { Err(io::Error::other("")) })),
        "Credentials(provider)"
    );
}

/// A provider that asks somewhere with reqwest fails with an error that shows where.
#[tokio::test]
async fn the_url_that_a_provider_asked_is_not_shown() {
    #[derive(Debug)]
    struct Failed(reqwest::Error);
    impl std::fmt::Display for Failed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "no token came: {}", self.0)
        }
    }
    impl std::error::Error for Failed {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    async fn ask() -> reqwest::Error {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client.get("http://127.0.0.1:1/token?secret=hunter2").send().await.unwrap_err()
    }
    for (wrap, own) in [
        ((|error| Box::new(error) as BoxError) as fn(reqwest::Error) -> BoxError, ""),
        (|error| Box::new(io::Error::other(error)), ""),
        (|error| Box::new(Failed(error)), "no token came"),
        (|error| Box::new(io::Error::other(Failed(error))), "no token came"),
    ] {
        let provider =
            Credentials::provider(move || async move { Err::<Credentials, _>(wrap(ask().await)) });
        let client = Client::builder("http://localhost").credentials(provider);
        let client = client.transport(service_fn(|_: http::Request<Body>| async {
            Ok::<_, io::Error>(http::Response::new(Body::empty()))
        }));
        let error = AccountClient::new(client.build().unwrap()).me().await.unwrap_err();
        let shown = everything_shown(&error);
        assert!(!shown.contains("hunter2") && !shown.contains("/token"), "{shown}");
        assert!(shown.contains("error sending request") && shown.contains(own), "{shown}");
    }
}

/// So does a layer or a service that asks with reqwest.
#[tokio::test]
async fn the_url_that_a_transport_asked_is_not_shown() {
    let client = Client::builder("http://localhost").retry(Retry::never());
    let client = client.transport(service_fn(|_: http::Request<Body>| async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let error = client.get("http://127.0.0.1:1/token?secret=hunter2").send().await.unwrap_err();
        Err::<http::Response<Body>, _>(io::Error::other(error))
    }));
    let error = AccountClient::new(client.build().unwrap()).me().await.unwrap_err();
    let shown = everything_shown(&error);
    assert!(!shown.contains("hunter2") && !shown.contains("/token"), "{shown}");
}
