//! How many calls of a client are under way, which wait for their turn, and the end of it all.
//!
//! The transport is a gate of the test's own: a request gets its response when the test says so.

use std::future::IntoFuture as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use api_core::{Body, Client, ClientBuilder, ErrorKind, Result, api};
use http_body_util::BodyExt as _;
use tokio::sync::Semaphore;
use tokio::task::yield_now;
use tower::service_fn;

#[api]
trait Numbers {
    #[endpoint(GET, "/number")]
    async fn number(&self) -> Result<u8>;

    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<http::Response<Body>>;
}

/// A client whose requests get their responses once the test lets them.
fn gated(settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (NumbersClient, Arc<Semaphore>) {
    let responses = Arc::new(Semaphore::new(0));
    let gate = responses.clone();
    let transport = service_fn(move |_: http::Request<Body>| {
        let gate = gate.clone();
        async move {
            gate.acquire().await.unwrap().forget();
            Ok::<_, std::io::Error>(http::Response::new(Body::from("7")))
        }
    });
    let builder = settings(Client::builder("http://localhost"));
    (NumbersClient::new(builder.transport(transport).build().unwrap()), responses)
}

/// Lets the other tasks run until nothing more happens.
async fn settle() {
    for _ in 0..32 {
        yield_now().await;
    }
}

#[api_tests::test]
async fn calls_beyond_the_limit_wait_for_their_turn() {
    let (api, responses) = gated(|builder| builder.max_concurrent(2));
    let calls: Vec<_> = (0..5).map(|_| tokio::spawn(api.number().into_future())).collect();
    settle().await;
    assert_eq!(api.client().in_flight(), 2);
    responses.add_permits(5);
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 7);
    }
    assert_eq!(api.client().in_flight(), 0);
}

#[api_tests::test]
async fn one_more_than_may_wait_fails_at_once_and_sends_nothing() {
    let (api, responses) = gated(|builder| builder.max_concurrent(1).max_queued(1));
    let first = tokio::spawn(api.number().into_future());
    settle().await;
    let second = tokio::spawn(api.number().into_future());
    settle().await;
    let error = api.number().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Overloaded, 0));
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GET /number (Numbers::number): too many calls at a time: 1 under way and 1 waiting is all \
         that this client takes; make fewer, or raise `ClientBuilder::max_concurrent` or \
         `max_queued`"
    );
    // A place in the queue that is given up is free again.
    second.abort();
    settle().await;
    let third = tokio::spawn(api.number().into_future());
    settle().await;
    assert!(!third.is_finished());
    responses.add_permits(2);
    assert_eq!((first.await.unwrap().unwrap(), third.await.unwrap().unwrap()), (7, 7));
}

#[api_tests::test]
async fn a_turn_that_does_not_come_in_time_is_a_timeout() {
    let (api, responses) = gated(|builder| builder.max_concurrent(1));
    let first = tokio::spawn(api.number().into_future());
    settle().await;
    let error = api.number().timeout(Duration::from_millis(20)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GET /number (Numbers::number): too many calls before this one: its turn did not come \
         within 20ms; `timeout` sets how long a call may take, and `max_concurrent` how many are sent \
         at a time"
    );
    responses.add_permits(1);
    assert_eq!(first.await.unwrap().unwrap(), 7);
}

#[api_tests::test]
async fn a_call_that_is_dropped_gives_its_place_back() {
    let (api, responses) = gated(|builder| builder.max_concurrent(1));
    let call = tokio::spawn(api.number().into_future());
    settle().await;
    assert_eq!(api.client().in_flight(), 1);
    call.abort();
    settle().await;
    assert_eq!(api.client().in_flight(), 0);
    responses.add_permits(1);
    assert_eq!(api.number().await.unwrap(), 7);
}

#[api_tests::test]
async fn a_raw_response_is_under_way_until_it_is_read_or_dropped() {
    let (api, responses) = gated(|builder| builder);
    responses.add_permits(2);
    let read = api.raw().await.unwrap();
    let dropped = api.raw().await.unwrap();
    assert_eq!(api.client().in_flight(), 2);
    assert_eq!(&read.into_body().collect().await.unwrap().to_bytes()[..], b"7");
    assert_eq!(api.client().in_flight(), 1);
    drop(dropped);
    assert_eq!(api.client().in_flight(), 0);
}

#[api_tests::test]
async fn a_closed_client_ends_what_was_begun_and_begins_nothing() {
    let (api, responses) = gated(|builder| builder.max_concurrent(1));
    let under_way = tokio::spawn(api.number().into_future());
    let waiting = tokio::spawn(api.number().into_future());
    settle().await;
    let client = api.client().clone();
    let closing = tokio::spawn(async move { client.close().await });
    settle().await;
    let error = api.number().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Closed, 0));
    assert!(!error.is_retryable());
    assert_eq!(error.to_string(), "GET /number (Numbers::number): the client is closed");
    assert!(!closing.is_finished());
    responses.add_permits(2);
    closing.await.unwrap();
    assert_eq!((under_way.await.unwrap().unwrap(), waiting.await.unwrap().unwrap()), (7, 7));
    // Closed for good, and closing twice does nothing more.
    api.client().close().await;
    assert_eq!(api.number().await.unwrap_err().kind(), ErrorKind::Closed);
}

#[api_tests::test(flavor = "multi_thread", worker_threads = 4)]
async fn places_are_neither_lost_nor_given_twice() {
    const PLACES: usize = 3;
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = (now.clone(), most.clone());
    let transport = service_fn(move |_: http::Request<Body>| {
        let (now, most) = seen.clone();
        async move {
            let under_way = UnderWay::one_of(&now);
            most.fetch_max(now.load(SeqCst), SeqCst);
            yield_now().await;
            drop(under_way);
            Ok::<_, std::io::Error>(http::Response::new(Body::from("7")))
        }
    });
    let builder = Client::builder("http://localhost").max_concurrent(PLACES as u32);
    let api = NumbersClient::new(builder.transport(transport).build().unwrap());
    let tasks: Vec<_> = (0..32)
        .map(|task| {
            let api = api.clone();
            tokio::spawn(async move {
                for call in 0..500 {
                    // Some are dropped at their first wait, most of them in the queue.
                    let given_up = (task + call) % 3 == 0;
                    tokio::select! {
                        biased;
                        response = api.number().into_future() => assert_eq!(response.unwrap(), 7),
                        () = yield_now(), if given_up => {}
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        tokio::time::timeout(Duration::from_secs(60), task).await.expect("a lost place").unwrap();
    }
    assert_eq!((now.load(SeqCst), most.load(SeqCst)), (0, PLACES));
    assert_eq!(api.client().in_flight(), 0);
    api.client().close().await;
}

/// Counted down when dropped, as an exchange may be at any point.
struct UnderWay(Arc<AtomicUsize>);

impl UnderWay {
    fn one_of(now: &Arc<AtomicUsize>) -> Self {
        now.fetch_add(1, SeqCst);
        Self(now.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
    }
}
