//! The timeouts within a deadline: an attempt, a connection, a pause in the response. Which one ended
//! a call is told by the error, so that nothing here measures time.

use std::future::pending;
use std::io;
use std::time::Duration;

use api_core::{Body, Client, ClientBuilder, ErrorKind, Result, Retry, api};
use api_tests::{Server, Step, head, json, response};
use tower::service_fn;

use crate::support::{builder, calling};

#[api]
trait Slow {
    #[endpoint(GET, "/plain")]
    async fn plain(&self) -> Result<u8>;

    #[endpoint(
        GET,
        "/hasty",
        attempt_timeout = "20ms",
        connect_timeout = "21ms",
        read_timeout = "22ms"
    )]
    async fn hasty(&self) -> Result<u8>;

    #[endpoint(GET, "/patient", timeout = "none", attempt_timeout = "none", read_timeout = "none")]
    async fn patient(&self) -> Result<u8>;

    #[endpoint(GET, "/long", timeout = "1h")]
    async fn long(&self) -> Result<u8>;
}

const SHORT: Duration = Duration::from_millis(30);
const LONG: Duration = Duration::from_secs(50);

fn late(result: Result<u8>) -> String {
    let error = result.expect_err("the server never responds");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert!(error.is_retryable());
    let text = error.to_string();
    text.split_once("): ").map_or(text.clone(), |(_, what)| what.to_owned())
}

fn attempt_ended(after: &str) -> String {
    format!(
        "no complete response to one attempt within {after}; `attempt_timeout` sets how long one may \
         take"
    )
}

#[api_tests::test]
async fn an_attempt_has_its_own_time_and_another_follows() {
    let server = Server::scripts([
        vec![Step::ReadRequest, Step::Stall],
        vec![Step::ReadRequest, Step::Send(json(200, "7"))],
    ]);
    let client = builder(&server)
        .retry(Retry::default().attempts(2))
        .attempt_timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    assert_eq!(SlowClient::new(client).plain().await.unwrap(), 7);
    assert_eq!(server.requests().len(), 2);
}

#[api_tests::test]
async fn the_nearest_attempt_timeout_holds() {
    let server = Server::scripts([[Step::Stall], [Step::Stall], [Step::Stall], [Step::Stall]]);
    let client = builder(&server).retry(Retry::never()).attempt_timeout(SHORT).build().unwrap();
    let api = SlowClient::new(client);
    assert_eq!(late(api.plain().await), attempt_ended("30ms"));
    assert_eq!(late(api.hasty().await), attempt_ended("20ms"));
    let own = Duration::from_millis(25);
    assert_eq!(late(api.hasty().attempt_timeout(own).await), attempt_ended("25ms"));
    // The deadline is the end, however long an attempt might take.
    let call = api.plain().attempt_timeout(LONG).timeout(own);
    assert_eq!(
        late(call.await),
        "no complete response within 25ms; `timeout` sets how long a call may take"
    );
}

/// How long the only attempt of a call may take, in virtual time: the call never ends by itself.
async fn attempt(settings: impl FnOnce(ClientBuilder) -> ClientBuilder, call: Times) -> String {
    let silent = service_fn(|_: http::Request<Body>| pending::<io::Result<http::Response<Body>>>());
    let builder = settings(Client::builder("http://localhost")).retry(Retry::never());
    let api = SlowClient::new(builder.transport(silent).build().unwrap());
    let (timeout, attempt) = call;
    let mut call = api.plain();
    if let Some(timeout) = timeout {
        call = call.timeout(timeout);
    }
    if let Some(attempt) = attempt {
        call = call.attempt_timeout(attempt);
    }
    let begun = tokio::time::Instant::now();
    let words = late(call.await);
    let setting = words.split('`').nth(1).unwrap();
    format!("{setting} {}", begun.elapsed().as_secs())
}

/// `timeout` and `attempt_timeout` of a call.
type Times = (Option<Duration>, Option<Duration>);

/// The default of an attempt must not end a call early that may take longer by its own word.
#[api_tests::test(start_paused = true)]
async fn an_attempt_may_take_as_long_as_a_timeout_that_was_set() {
    let s = |seconds| Some(Duration::from_secs(seconds));
    let none = |builder| builder;
    assert_eq!(attempt(none, (None, None)).await, "attempt_timeout 30");
    assert_eq!(attempt(none, (s(90), None)).await, "timeout 90");
    assert_eq!(attempt(none, (s(9), None)).await, "timeout 9");
    assert_eq!(attempt(none, (s(90), s(40))).await, "attempt_timeout 40");
    let client = |builder: ClientBuilder| builder.timeout(Duration::from_secs(90));
    assert_eq!(attempt(client, (None, None)).await, "timeout 90");
    let client = |builder: ClientBuilder| builder.attempt_timeout(Duration::from_secs(40));
    assert_eq!(attempt(client, (s(90), None)).await, "attempt_timeout 40");
}

#[api_tests::test]
async fn a_connection_that_is_not_made_in_time_was_never_used() {
    // A server that accepts, and never responds to the greeting of TLS.
    let stalled = || Server::scripts([[Step::Stall], [Step::Stall], [Step::Stall]]);
    let client = |server: &Server, connect: Duration| {
        calling(format!("https://{}", server.authority()))
            .no_env_proxy()
            .retry(Retry::never())
            .connect_timeout(connect)
            .build()
            .unwrap()
    };
    let server = stalled();
    let api = SlowClient::new(client(&server, SHORT));
    let unconnected = |server: &Server, result| {
        let setting =
            "timed out; `ClientBuilder::connect_timeout` sets how long a connection may take";
        let address = server.authority();
        assert_eq!(late(result), format!("no connection to `{address}` could be made: {setting}"));
    };
    unconnected(&server, api.plain().await);
    // Each place alone is what ends these: the others would wait longer than the deadline.
    let server = stalled();
    let api = SlowClient::new(client(&server, LONG));
    unconnected(&server, api.hasty().attempt_timeout(LONG).timeout(LONG).await);
    let call = api.plain().connect_timeout(SHORT).attempt_timeout(LONG).timeout(LONG);
    unconnected(&server, call.await);
}

#[api_tests::test]
async fn a_call_may_wait_longer_for_its_connection_than_its_client() {
    let server = Server::scripts([[Step::Stall]]);
    let client = calling(format!("https://{}", server.authority()))
        .no_env_proxy()
        .retry(Retry::never())
        .connect_timeout(Duration::from_millis(5))
        .build()
        .unwrap();
    let call = SlowClient::new(client).plain().connect_timeout(LONG).attempt_timeout(SHORT);
    assert_eq!(late(call.await), attempt_ended("30ms"));
}

#[api_tests::test]
async fn a_pause_within_a_response_ends_it() {
    let begun = || {
        let mut bytes = head(200, &[("Content-Length", "10")]);
        bytes.extend_from_slice(b"7");
        Server::scripts([
            vec![Step::ReadRequest, Step::Send(bytes.clone()), Step::Stall],
            vec![Step::ReadRequest, Step::Send(bytes.clone()), Step::Stall],
            vec![Step::ReadRequest, Step::Send(bytes), Step::Stall],
        ])
    };
    let paused = |pause: &str| {
        format!(
            "nothing more of the response came for {pause}; `ClientBuilder::read_timeout` sets how \
             long that may be"
        )
    };
    let server = begun();
    let client = builder(&server).retry(Retry::never()).read_timeout(SHORT).build().unwrap();
    let api = SlowClient::new(client);
    assert_eq!(late(api.plain().await), paused("30ms"));
    assert_eq!(late(api.hasty().attempt_timeout(LONG).await), paused("22ms"));
    let own = Duration::from_millis(25);
    assert_eq!(late(api.hasty().attempt_timeout(LONG).read_timeout(own).await), paused("25ms"));
}

#[api_tests::test]
async fn the_first_byte_may_take_longer_than_a_pause() {
    let bytes = response(200, &[], "7");
    let end_of_head = bytes.len() - 1;
    let server = Server::script([
        Step::ReadRequest,
        Step::Drip { size: end_of_head, bytes, pause: Duration::from_millis(60) },
    ]);
    let client = builder(&server).read_timeout(SHORT).build().unwrap();
    assert_eq!(SlowClient::new(client).plain().await.unwrap(), 7);
}

#[api_tests::test]
async fn times_beyond_the_clock_never_come() {
    let server = Server::giving(json(200, "7"));
    let client = builder(&server)
        .timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .read_timeout(Duration::MAX)
        .build()
        .unwrap();
    assert_eq!(SlowClient::new(client).plain().await.unwrap(), 7);
}

#[api_tests::test]
async fn an_endpoint_may_have_no_limits() {
    let bytes = response(200, &[], "7");
    let size = bytes.len() / 2;
    let step = Step::Drip { size, bytes, pause: Duration::from_millis(60) };
    let server = Server::script([Step::ReadRequest, step]);
    let client = builder(&server)
        .timeout(SHORT)
        .attempt_timeout(SHORT)
        .read_timeout(SHORT)
        .retry(Retry::never())
        .build()
        .unwrap();
    assert_eq!(SlowClient::new(client).patient().await.unwrap(), 7);
}

#[test]
fn the_declared_times_are_in_the_table() {
    let [plain, hasty, _, long] = SlowClient::ENDPOINTS else { unreachable!() };
    assert_eq!((plain.attempt_timeout(), plain.connect_timeout()), (None, None));
    let ms = |ms| Some(Duration::from_millis(ms));
    assert_eq!(
        [hasty.timeout(), hasty.attempt_timeout(), hasty.connect_timeout(), hasty.read_timeout()],
        [None, ms(20), ms(21), ms(22)]
    );
    assert_eq!(long.timeout(), ms(3_600_000));
}
