//! Responses that ask for patience, and calls that are sent again, or must not be.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use api_core::{Body, Credentials, ErrorKind, Result, Retry, api};
use api_tests::{Server, Step, json, response};
use futures_util::future::{join, join_all};
use futures_util::stream;

use crate::calls::{
    BOTH, DEADLINE, Faced, GOOD, Method, PAGE, PAYLOAD, VaultClient, Wrapped, builder, call,
};
use crate::dropped_calls::F81;
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[F77, F78, F79, F80, F81, F82, F83, F84, F85, F86, F87, F88];

const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");

/// A response without a word, and the end of the connection.
fn refuses(status: u16, headers: &[(&str, &str)]) -> Vec<Step> {
    let headers = [headers, &[("Connection", "close")]].concat();
    vec![Step::ReadRequest, Step::Send(response(status, &headers, PAGE)), Step::Close]
}

/// That response first, and then a good one.
fn then_good(first: Vec<Step>) -> Server {
    Server::scripts([first, vec![Step::ReadRequest, Step::Send(json(200, GOOD))]])
}

/// A row whose calls are refused once with each of these headers, all at a time.
async fn refused_once(row: Row, cases: &[&[(&str, &str)]]) -> Vec<Vec<Faced>> {
    join_all(cases.iter().map(|headers| row.trial().at(|| then_good(refuses(429, headers))))).await
}

const F77: Row = row!(f77_asked_to_wait, "429 with `Retry-After: 1`, then a good response")
    .succeeds()
    .sends(2, 2)
    .note("after a second");

#[api_tests::test]
async fn f77_asked_to_wait() {
    for faced in refused_once(F77, &[&[("Retry-After", "1")]]).await.concat_all() {
        assert!(faced.elapsed >= Duration::from_secs(1), "{:?}", faced.elapsed);
    }
}

const F78: Row =
    row!(f78_asked_to_wait_until_a_time, "429 with a date, in any of the three forms of HTTP")
        .succeeds()
        .sends(2, 2)
        .note("it is compared with the server's `Date`; a date in the past is ignored");

#[api_tests::test]
async fn f78_asked_to_wait_until_a_time() {
    let future = [
        "Sun, 06 Nov 1994 08:49:38 GMT",
        "Sunday, 06-Nov-94 08:49:38 GMT",
        "Sun Nov  6 08:49:38 1994",
    ];
    let future = future.map(|date| [("Retry-After", date), DATE]);
    let future: Vec<&[_]> = future.iter().map(|headers| &headers[..]).collect();
    for faced in refused_once(F78, &future).await.concat_all() {
        assert!(faced.elapsed >= Duration::from_secs(1), "{:?}", faced.elapsed);
    }
    refused_once(F78, &[&[("Retry-After", "Sat, 05 Nov 1994 08:49:37 GMT"), DATE]]).await;
}

const F79: Row = row!(
    f79_asked_something_odd,
    "429 with a delay of `-5`, `NaN`, `inf`, `1e3`, nothing, or 10³⁰ seconds, or with two delays"
)
.succeeds()
.fails(&[ErrorKind::RateLimited])
.note(
    "a text that is no number is ignored, decimals are accepted, and the longer of two delays counts; a delay of more than a minute ends the call, and the error has it",
);

#[api_tests::test]
async fn f79_asked_something_odd() {
    let odd = ["-5", "NaN", "inf", "1e3", "", "soon", "0x1", "0.2", ".5", "\u{7f}"];
    let odd = odd.map(|value| [("Retry-After", value)]);
    let odd: Vec<&[_]> = odd.iter().map(|headers| &headers[..]).collect();
    for faced in refused_once(F79, &odd[..9]).await.concat_all() {
        faced.result.as_ref().unwrap();
        assert_eq!(faced.server().requests().len(), 2);
    }
    let long = "1000000000000000000000000000000";
    let two = [("Retry-After", "1"), ("Retry-After", "3600")];
    for faced in refused_once(F79, &[&[("Retry-After", long)], &two]).await.concat_all() {
        let error = faced.fails(ErrorKind::RateLimited);
        assert!(error.retry_after().unwrap() >= Duration::from_secs(3600));
        assert_eq!(faced.server().requests().len(), 1);
    }
}

const F80: Row =
    row!(f80_refused_for_ever, "429 without end").fails(&[ErrorKind::RateLimited]).sends(3, 3);

#[api_tests::test]
async fn f80_refused_for_ever() {
    let at_once = F80.faces(refuses(429, &[("Retry-After", "0")]));
    join(at_once, F80.faces(refuses(429, &[]))).await;
}

const F82: Row = row!(f82_fails_once, "500, 502, 503 or 504, then a good response")
    .succeeds()
    .fails(&[ErrorKind::Status])
    .sends(2, 1)
    .note("a GET gives its value, a POST the error");

#[api_tests::test]
async fn f82_fails_once() {
    for status in [500, 502, 503, 504] {
        for faced in F82.trial().at(|| then_good(refuses(status, &[]))).await {
            assert_eq!(faced.result.is_ok(), faced.method == Method::Get);
        }
    }
}

const F83: Row = row!(f83_down, "503 without end, and 1000 calls")
    .fails(&[ErrorKind::Status])
    .note("the client's retry budget runs out: 35 requests more than calls, not 2000");

#[api_tests::test]
async fn f83_down() {
    let server = Server::giving(response(503, &[], PAGE));
    // On a machine with much else to do, a thousand calls take longer than one may.
    let client = builder(&server.base()).timeout(DEADLINE * 12).build().unwrap();
    let api = VaultClient::new(client);
    for result in join_all((0..1000).map(|_| call(&api, Method::Get))).await {
        F83.result(result.as_ref());
    }
    let most = 1000 + 500 / 14;
    assert!((1001..=most).contains(&server.requests().len()), "{}", server.requests().len());
    assert!(api.client().retry_tokens() < 14);
}

const F84: Row =
    row!(f84_too_slow_or_too_early, "408 or 425").fails(&[ErrorKind::Status]).sends(3, 1);

#[api_tests::test]
async fn f84_too_slow_or_too_early() {
    F84.faces(refuses(408, &[])).await;
    F84.faces(refuses(425, &[])).await;
}

const F85: Row = row!(f85_not_signed_in, "401").fails(&[ErrorKind::Status]).sends(1, 1).note(
    "with credentials from a provider, the call is sent once more with new ones; a hundred calls at a time fetch them once",
);

#[api_tests::test]
async fn f85_not_signed_in() {
    F85.faces(refuses(401, &[])).await;

    let fetched = Arc::new(AtomicUsize::new(0));
    let count = fetched.clone();
    let provider = Credentials::provider(move || {
        let number = count.fetch_add(1, Relaxed);
        async move { Ok::<_, io::Error>(Credentials::bearer(format!("{}-{number}", PAYLOAD.0))) }
    });
    let server = Server::giving(response(401, &[], PAGE));
    let client = builder(&server.base()).credentials(provider).max_concurrent(100);
    let api = VaultClient::new(client.build().unwrap());
    for result in join_all((0..100).map(|n| call(&api, BOTH[n % 2]))).await {
        F85.result(result.as_ref());
        assert_eq!(result.unwrap_err().attempts(), 2);
    }
    assert_eq!((server.requests().len(), fetched.load(Relaxed)), (200, 2));
}

#[api(envelope = Wrapped)]
trait Uploads {
    #[endpoint(PUT, "/upload")]
    async fn upload(&self, #[body(stream)] file: Body) -> Result<()>;
}

const F86: Row =
    row!(f86_stream_that_is_gone, "503 or 429 in response to a body that can be read once")
        .fails(&[ErrorKind::Status, ErrorKind::RateLimited])
        .note("one request, whatever the method");

#[api_tests::test]
async fn f86_stream_that_is_gone() {
    for status in [503, 429] {
        let server = Server::each(refuses(status, &[("Retry-After", "0")]));
        let client = builder(&server.base()).retry(Retry::repeatable()).build().unwrap();
        let file = Body::stream(stream::iter([Ok::<_, io::Error>(PAYLOAD.0)]));
        let result = UploadsClient::new(client).upload(file).await;
        F86.result(result.as_ref());
        assert!(result.unwrap_err().to_string().contains("not sent again"));
        assert_eq!(server.request().body(), PAYLOAD.0);
    }
}

const F87: Row =
    row!(f87_longer_than_the_deadline, "the server asks for a wait beyond the deadline")
        .fails(&[ErrorKind::RateLimited])
        .sends(1, 1)
        .note("the call fails at once");

#[api_tests::test]
async fn f87_longer_than_the_deadline() {
    let trial = F87.trial().within(Duration::from_secs(40));
    for faced in trial.faces(refuses(429, &[("Retry-After", "50")])).await {
        assert_eq!(faced.error().retry_after(), Some(Duration::from_secs(50)));
        assert!(faced.elapsed < Duration::from_secs(20));
    }
}

const F88: Row = row!(f88_clocks_that_differ, "the clocks of client and server are decades apart")
    .succeeds()
    .sends(2, 2)
    .note("a clock that jumps does no harm either: deadlines and waits use one that cannot jump");

#[api_tests::test]
async fn f88_clocks_that_differ() {
    let past = [("Retry-After", "Sun, 06 Nov 1994 08:49:38 GMT"), DATE];
    let later = "Sat, 06 Nov 2094 08:49:37 GMT";
    let future = [("Retry-After", "Sat, 06 Nov 2094 08:49:38 GMT"), ("Date", later)];
    for faced in refused_once(F88, &[&past, &future]).await.concat_all() {
        assert!(faced.elapsed >= Duration::from_secs(1), "{:?}", faced.elapsed);
    }
}

/// All trials of a row in one list.
trait ConcatAll {
    fn concat_all(self) -> Vec<Faced>;
}

impl ConcatAll for Vec<Vec<Faced>> {
    fn concat_all(self) -> Vec<Faced> {
        self.into_iter().flatten().collect()
    }
}
