//! Failures other than HTTP 401 that mean that a token has ended.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use api_core::{Body, Credentials, Envelope, ErrorKind, Result, api};
use api_tests::{Server, Step, json, response};

use super::stream;
use crate::support::{ThingsClient, builder};

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

#[api_tests::test]
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

#[api_tests::test]
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

/// The failure is that for which credentials are needed, until some were fetched for it.
#[api_tests::test]
async fn a_provider_that_failed_sees_the_failure_again() {
    let responses = [200, 409, 200, 200].map(|status| closing(status, r#"{"code":0,"data":null}"#));
    let server = Server::scripts(
        responses.map(|response| [Step::ReadRequest, Step::Send(response), Step::Close]),
    );
    let shown = Arc::new(Mutex::new(Vec::new()));
    let seen = shown.clone();
    let credentials = Credentials::provider_from(move |failure| {
        let mut seen = seen.lock().unwrap();
        seen.push(failure.and_then(|it| it.status()).map(|it| it.as_u16()));
        let number = seen.len();
        async move {
            match number {
                2 => Err(io::Error::other("no session to be had")),
                3 => panic!("a panic of the test's own"),
                _ => Ok(Credentials::bearer(format!("t{number}"))),
            }
        }
    });
    let credentials =
        credentials.renew_on(|error| error.status().is_some_and(|status| status == 409));
    let client = builder(&server).credentials(credentials.clone()).build().unwrap();
    let api = ThingsClient::new(client);
    api.nothing().await.unwrap();
    for _ in 0..2 {
        assert_eq!(api.nothing().await.unwrap_err().kind(), ErrorKind::Build);
    }
    api.nothing().await.unwrap();
    credentials.discard();
    api.nothing().await.unwrap();
    assert_eq!(*shown.lock().unwrap(), [None, Some(409), Some(409), Some(409), None]);
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

#[api_tests::test]
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
        let error = api.upload(stream()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        api.nothing().await
    };
    let first = closing(200, r#"{"code":42001,"message":"expired"}"#);
    assert_eq!(tokens_after(first, upload).await, ["Bearer t0", "Bearer t1"]);
}
