//! Credentials that are fetched: when, how often, and what becomes of a call that is refused.

use std::error::Error as _;
use std::future::IntoFuture as _;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use api_core::{Body, BoxError, Client, Credentials, Envelope, ErrorKind, Result, Retry, api};
use api_tests::everything_shown;
use api_tests::{Server, Step, json, response};
use futures_util::stream;
use http::StatusCode;
use http::header::AUTHORIZATION;
use tower::service_fn;

use crate::support::{ThingsClient, builder, content};

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

/// The fetch goes on without the call that began it: so a slow one comes to an end at all, where
/// every call gives up before.
#[tokio::test(start_paused = true)]
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

#[tokio::test(start_paused = true)]
async fn a_fetch_that_never_ends_is_given_up() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let api = fetching(move || {
        let first = count.fetch_add(1, Relaxed) == 0;
        async move {
            if first {
                std::future::pending::<()>().await;
            }
            Ok(Credentials::bearer("t"))
        }
    });
    // The default of a call and the least of a fetch are a minute.
    assert_eq!(api.me().await.unwrap_err().kind(), ErrorKind::Timeout);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(api.me().await.unwrap(), 7);
    assert_eq!(asked.load(Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_that_of_all_calls_that_waited() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let api = fetching(move || {
        count.fetch_add(1, Relaxed);
        async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Err(io::Error::other("the vault is shut"))
        }
    });
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(api.me().into_future())).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        let source = error.source().unwrap().downcast_ref::<io::Error>();
        assert_eq!(source.unwrap().to_string(), "the vault is shut");
    }
    assert_eq!(asked.load(Relaxed), 1);
    // And not of those that come later.
    api.me().await.unwrap_err();
    assert_eq!(asked.load(Relaxed), 2);
}

/// A client whose provider calls through that client, as `sign_in` says.
fn signing_in_by_itself<F, Fut>(sign_in: F) -> AccountClient
where
    F: Fn(AccountClient) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<u8>> + Send + 'static,
{
    let itself = Arc::new(OnceLock::<AccountClient>::new());
    let sign_in = Arc::new(sign_in);
    let own = itself.clone();
    let api = fetching(move || {
        let (own, sign_in) = (own.clone(), sign_in.clone());
        async move {
            sign_in(own.get().unwrap().clone()).await.map_err(io::Error::other)?;
            Ok(Credentials::bearer("t"))
        }
    });
    _ = itself.set(api.clone());
    api
}

#[tokio::test]
async fn a_provider_may_call_through_its_own_client_in_a_burst() {
    let api = signing_in_by_itself(|api| async move { api.public().await });
    let calls: Vec<_> = (0..200).map(|_| tokio::spawn(api.me().into_future())).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 7);
    }
}

#[tokio::test]
async fn a_provider_that_would_wait_for_itself_fails() {
    let api = signing_in_by_itself(|api| async move { api.rename("x").await });
    let error = api.me().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    let source = error.source().unwrap().to_string();
    assert!(source.contains("the provider waits for itself"), "{source}");
    assert!(source.contains("declare `credentials = none`"), "{source}");
}

#[tokio::test]
async fn a_provider_that_panics_fails_its_calls_and_no_more() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let api = fetching(move || {
        assert!(count.fetch_add(1, Relaxed) > 0, "a panic of the test's own");
        async { Ok(Credentials::bearer("t")) }
    });
    let error = api.me().await.unwrap_err();
    assert_eq!(error.to_string(), "GET /me (Account::me): credentials: the provider panicked");
    assert_eq!(api.me().await.unwrap(), 7);
}

/// A client that only uploads: no call of its can be sent again, and yet the next one must get in.
#[tokio::test(start_paused = true)]
async fn a_refused_upload_has_the_next_call_fetch() {
    let (api, seen) = signed_in();
    let file = || Body::stream(stream::iter([Ok::<_, io::Error>(bytes())]));
    assert_eq!(api.upload(file()).await.unwrap(), 7);
    seen.valid.store(1, Relaxed);
    let error = api.upload(file()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(api.upload(file()).await.unwrap(), 7);
    assert_eq!(seen.counts(), (3, 2));
}

#[tokio::test(start_paused = true)]
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

/// A provider that counts its fetches in the token, and notes what it was shown.
fn counting(shown: &Arc<Mutex<Vec<String>>>) -> Credentials {
    let (shown, fetched) = (shown.clone(), AtomicUsize::new(0));
    Credentials::provider_from(move |failure| {
        shown.lock().unwrap().push(failure.map_or("nothing".to_owned(), |it| it.to_string()));
        let number = fetched.fetch_add(1, Relaxed);
        async move { Ok::<_, io::Error>(Credentials::bearer(format!("t{number}"))) }
    })
}

/// What an API says of a token that has ended, and then of a good one, over a socket.
async fn renewed(
    first: Vec<u8>,
    settings: impl FnOnce(Credentials) -> Credentials,
) -> (Vec<String>, Vec<String>, Result<()>) {
    let good = json(200, r#"{"code":0,"message":"ok","data":null}"#);
    let response = |bytes| [Step::ReadRequest, Step::Send(bytes), Step::Close];
    let server = Server::scripts([response(first), response(good)]);
    let shown = Arc::default();
    let client = builder(&server).credentials(settings(counting(&shown))).build().unwrap();
    let result = ThingsClient::new(client).nothing().await;
    let tokens = server.requests().iter().flat_map(|it| it.header("authorization")).collect();
    (tokens, std::mem::take(&mut *shown.lock().unwrap()), result)
}

fn closing(status: u16, body: &str) -> Vec<u8> {
    response(status, &[("Content-Type", "application/json"), ("Connection", "close")], body)
}

#[tokio::test]
async fn a_token_whose_end_is_in_the_envelope_is_renewed() {
    let expired = r#"{"code":42001,"message":"token expired","data":null}"#;
    for status in [200, 403] {
        let first = closing(status, expired);
        let by_code = |credentials: Credentials| {
            credentials.renew_on(|error| error.api().is_some_and(|api| *api.code() == 42001))
        };
        let (tokens, shown, result) = renewed(first.clone(), by_code).await;
        result.unwrap();
        assert_eq!(tokens, ["Bearer t0", "Bearer t1"]);
        assert_eq!(shown[0], "nothing");
        assert!(shown[1].contains("42001: token expired"), "{shown:?}");
        // Nobody said so: it is any other failure.
        let (tokens, _, result) = renewed(first, |credentials| credentials).await;
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Api);
        assert_eq!(tokens, ["Bearer t0"]);
    }
}

#[tokio::test]
async fn a_provider_says_which_failures_are_its_own_and_sees_them() {
    let on_conflict = |credentials: Credentials| {
        credentials.renew_on(|error| error.status().is_some_and(|it| it == 409))
    };
    let first = closing(409, "{}");
    let (tokens, shown, result) = renewed(first, on_conflict).await;
    result.unwrap();
    assert_eq!(tokens, ["Bearer t0", "Bearer t1"]);
    assert!(shown[1].contains("HTTP 409"), "{shown:?}");
    // A 401 is one in any case, and anything else is none.
    let (tokens, ..) = renewed(closing(401, "{}"), on_conflict).await;
    assert_eq!(tokens.len(), 2);
    let (tokens, _, result) = renewed(closing(404, "{}"), on_conflict).await;
    assert_eq!((tokens.len(), result.unwrap_err().kind()), (1, ErrorKind::Status));
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

/// An envelope that knows which of its codes mean that a token has ended.
#[derive(Envelope)]
#[envelope(expired = [42001, "40014"])]
struct Expiring<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// The same, said of the member itself, beside a discriminant of another kind.
#[derive(Envelope)]
struct Apart<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(code, expired = "token_expired")]
    error: String,
    #[envelope(payload)]
    data: T,
}

#[api(envelope = Expiring)]
trait Ending {
    #[endpoint(GET, "/nothing")]
    async fn nothing(&self) -> Result<()>;

    #[endpoint(GET, "/apart", envelope = Apart)]
    async fn apart(&self) -> Result<()>;

    #[endpoint(POST, "/upload")]
    async fn upload(&self, #[body(stream)] file: Body) -> Result<()>;
}

/// Those tokens that a server saw which first said this, and was then content.
async fn tokens_after(
    first: Vec<u8>,
    call: impl AsyncFn(&EndingClient) -> Result<()>,
) -> Vec<String> {
    let good = json(200, r#"{"code":0,"message":"ok","data":null,"ok":true}"#);
    let response = |bytes| [Step::ReadRequest, Step::Send(bytes), Step::Close];
    let server = Server::scripts([response(first), response(good)]);
    let credentials = counting(&Arc::default());
    let client = builder(&server).credentials(credentials).build().unwrap();
    _ = call(&EndingClient::new(client)).await;
    server.requests().iter().flat_map(|it| it.header("authorization")).collect()
}

#[tokio::test]
async fn the_envelope_says_which_codes_mean_that_a_token_has_ended() {
    let nothing = async |api: &EndingClient| api.nothing().await;
    for status in [200, 400, 403] {
        for code in ["42001", r#""42001""#, r#""40014""#] {
            let first = closing(status, &format!(r#"{{"code":{code},"message":"expired"}}"#));
            let tokens = tokens_after(first, nothing).await;
            assert_eq!(tokens, ["Bearer t0", "Bearer t1"], "{status} {code}");
        }
        let first = closing(status, r#"{"code":42002,"message":"another"}"#);
        assert_eq!(tokens_after(first, nothing).await, ["Bearer t0"]);
        let apart = async |api: &EndingClient| api.apart().await;
        let first = closing(status, r#"{"ok":false,"error":"token_expired"}"#);
        assert_eq!(tokens_after(first, apart).await, ["Bearer t0", "Bearer t1"]);
        let first = closing(status, r#"{"ok":false,"error":"other"}"#);
        assert_eq!(tokens_after(first, apart).await, ["Bearer t0"]);
    }
    // A body that is gone is not sent again, and the next call has another token.
    let upload = async |api: &EndingClient| {
        let file = Body::stream(stream::iter([Ok::<_, io::Error>(bytes())]));
        let error = api.upload(file).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        api.nothing().await
    };
    let first = closing(200, r#"{"code":42001,"message":"expired"}"#);
    assert_eq!(tokens_after(first, upload).await, ["Bearer t0", "Bearer t1"]);
}
