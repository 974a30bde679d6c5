//! A call that is dropped at each of its await points in turn, in virtual time, over a transport in
//! this process.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use api_core::{Body, Client, Credentials, Result, Retry};
use futures_util::{StreamExt as _, stream};
use http::header::{HeaderValue, LOCATION};
use http::{Response, StatusCode};
use tokio::task::yield_now;
use tokio::time::sleep;
use tower::service_fn;

use crate::calls::{BOTH, GOOD, Method, PAYLOAD, Thing, VaultClient, call, good};
use crate::ledger::Ledger;
use crate::row::{Row, row};

pub(crate) const F81: Row =
    row!(f81_dropped_at_every_await_point, "the caller drops the call at any of its await points")
        .succeeds()
        .note("as 50; the calls have a queue, a retry, fresh credentials and a redirect");

/// What the server says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Good,
    Busy,
    Refused,
    Unauthorized,
    Elsewhere,
    Half,
}

/// What the server says to the next requests; [`Says::Good`] when nothing is left.
type Script = Arc<Mutex<VecDeque<Says>>>;

impl Says {
    /// The response, whose body comes in two pieces, each after a while.
    fn response(self) -> Response<Body> {
        let pieces = stream::iter(GOOD.as_bytes().chunks(GOOD.len() / 2 + 1).enumerate());
        let pieces = pieces.then(move |(number, piece)| async move {
            a_while().await;
            let breaks = self == Self::Half && number > 0;
            if breaks { Err(io::Error::other(PAYLOAD.0)) } else { Ok(piece) }
        });
        let mut response = Response::new(Body::stream(pieces));
        *response.status_mut() = match self {
            Self::Good | Self::Half => StatusCode::OK,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused => StatusCode::TOO_MANY_REQUESTS,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Elsewhere => StatusCode::TEMPORARY_REDIRECT,
        };
        if self == Self::Elsewhere {
            response.headers_mut().insert(LOCATION, HeaderValue::from_static("/elsewhere"));
        }
        response
    }
}

/// Two await points: one that ends at once, and one that takes time.
async fn a_while() {
    yield_now().await;
    sleep(Duration::from_millis(5)).await;
}

/// A client that makes one call at a time while one waits, and that has something to wait for at
/// every stage.
fn client(script: &Script, ledger: &Ledger) -> VaultClient {
    crate::logs::listen();
    let script = script.clone();
    let transport = service_fn(move |_: http::Request<Body>| {
        let script = script.clone();
        async move {
            a_while().await;
            let says = script.lock().unwrap().pop_front().unwrap_or(Says::Good);
            a_while().await;
            Ok::<_, io::Error>(says.response())
        }
    });
    let credentials = Credentials::provider(|| async {
        a_while().await;
        Ok::<_, io::Error>(Credentials::bearer(PAYLOAD.0))
    });
    let builder = Client::builder("http://localhost").credentials(credentials);
    let builder = builder.on(ledger.clone()).on(crate::metrics::observer());
    let builder =
        builder.max_concurrent(1).max_queued(1).retry(Retry::repeatable()).follow_redirects(1);
    VaultClient::new(builder.transport(transport).build().unwrap())
}

/// Polls a future so many times, then drops it. `None` if it was not done by then.
async fn cut<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Makes a call behind another one, and drops it after so many polls.
async fn dropped_after(api: &VaultClient, method: Method, polls: usize) -> Option<Result<Thing>> {
    let before = tokio::spawn({
        let api = api.clone();
        async move { call(&api, Method::Get).await }
    });
    // Fetching credentials does not count, and takes time that passes only while nothing else runs.
    while api.client().in_flight() == 0 {
        sleep(Duration::from_millis(1)).await;
    }
    let result = cut(call(api, method), polls).await;
    assert_eq!(before.await.unwrap().unwrap(), good());
    result
}

/// Drops a call after one poll, after two, and so on, until it is done; after each, nothing of it is
/// left and the same client goes on. The call before it takes the first response of the script.
async fn torture(then: &[Says]) {
    for method in BOTH {
        let script = Script::default();
        let ledger = Ledger::default();
        let api = client(&script, &ledger);
        let mut polls = 0;
        loop {
            *script.lock().unwrap() = [&[Says::Good], then].concat().into();
            let result = dropped_after(&api, method, polls).await;
            let client = api.client();
            assert_eq!((client.in_flight(), client.retry_tokens()), (0, 500), "{then:?} {polls}");
            ledger.balanced();
            script.lock().unwrap().clear();
            // Two at a time, because a place that was lost in the queue would be one too few.
            let (first, second) = tokio::join!(call(&api, method), call(&api, Method::Get));
            F81.result(first.as_ref());
            F81.result(second.as_ref());
            if let Some(result) = result {
                F81.result(result.as_ref());
                break;
            }
            polls += 1;
        }
        // At least four before each response, and as many within its body.
        assert!(polls >= 8 * then.len(), "{then:?} has only {polls} await points");
        api.client().close().await;
    }
}

#[api_tests::test(start_paused = true)]
async fn f81_dropped_at_every_await_point() {
    use Says::{Busy, Elsewhere, Good, Half, Refused, Unauthorized};
    torture(&[Good]).await;
    torture(&[Busy]).await;
    torture(&[Refused]).await;
    torture(&[Half]).await;
    torture(&[Unauthorized]).await;
    torture(&[Elsewhere]).await;
    torture(&[Unauthorized, Elsewhere, Busy, Elsewhere]).await;
}

/// What failed retries took stays taken, and nothing else is.
#[api_tests::test(start_paused = true)]
async fn f81_dropped_between_failures() {
    let script = Script::default();
    let mut seen = Vec::new();
    loop {
        let ledger = Ledger::default();
        let api = client(&script, &ledger);
        *script.lock().unwrap() = [Says::Good, Says::Busy, Says::Busy, Says::Busy].into();
        let result = dropped_after(&api, Method::Get, seen.len()).await;
        assert_eq!(api.client().in_flight(), 0);
        ledger.balanced();
        seen.push(api.client().retry_tokens());
        script.lock().unwrap().clear();
        F81.result(call(&api, Method::Post).await.as_ref());
        if let Some(result) = result {
            result.unwrap_err();
            break;
        }
    }
    assert!(seen.is_sorted_by(|before, after| before >= after), "{seen:?}");
    seen.dedup();
    assert_eq!(seen, [500, 486, 472]);
}
