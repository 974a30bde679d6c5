//! Deadlines: which one holds is told by the error, so that nothing here measures time.

use std::time::Duration;

use api_core::{ErrorKind, Result, api};
use api_tests::{End, Server, Step, head, json};

use crate::support::{builder, client, failure, things};

#[api]
trait Slow {
    #[endpoint(GET, "/slow", timeout = "20ms")]
    async fn slow(&self) -> Result<u8>;

    #[endpoint(GET, "/plain")]
    async fn plain(&self) -> Result<u8>;
}

const SHORT: Duration = Duration::from_millis(30);
const LONG: Duration = Duration::from_secs(50);

/// A server that takes requests and never responds.
fn silent() -> Server {
    Server::scripts([[Step::Stall], [Step::Stall], [Step::Stall]])
}

/// A server whose response takes longer than any deadline below but [`LONG`].
fn slow() -> Server {
    let bytes = json(200, "7");
    let pause = Duration::from_millis(40);
    Server::script([Step::ReadRequest, Step::Drip { size: bytes.len() / 2, bytes, pause }])
}

fn late(result: Result<u8>) -> String {
    let error = result.expect_err("the server never responds");
    assert!(error.is_timeout(), "{error:?}");
    error.to_string()
}

#[api_tests::test]
async fn the_nearest_deadline_holds() {
    let server = silent();
    let api = SlowClient::new(builder(&server).timeout(LONG).build().unwrap());
    let ended = |endpoint, after| {
        format!(
            "{endpoint}: no complete response within {after}; `timeout` sets how long a call may take"
        )
    };
    let slow = "GET /slow (Slow::slow)";
    assert_eq!(late(api.slow().await), ended(slow, "20ms"));
    assert_eq!(late(api.slow().timeout(SHORT).await), ended(slow, "30ms"));
    let api = SlowClient::new(builder(&server).timeout(SHORT).build().unwrap());
    assert_eq!(late(api.plain().await), ended("GET /plain (Slow::plain)", "30ms"));
}

/// A caller whose time is used up hands over what is left of it.
#[api_tests::test]
async fn a_call_that_has_no_time_is_not_sent() {
    let server = Server::giving(json(200, "7"));
    let api = SlowClient::new(client(&server));
    for call in [api.slow(), api.plain()] {
        let error = call.timeout(Duration::ZERO).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0), "{error}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[api_tests::test]
async fn a_call_may_take_longer_than_its_endpoint_and_its_client_say() {
    let server = slow();
    let api = SlowClient::new(builder(&server).timeout(SHORT).build().unwrap());
    assert_eq!(api.slow().timeout(LONG).await.unwrap(), 7);
    let server = slow();
    let api = SlowClient::new(builder(&server).timeout(SHORT).build().unwrap());
    assert_eq!(api.plain().timeout(LONG).await.unwrap(), 7);
    // Such a response is late otherwise.
    let server = slow();
    assert_eq!(failure(SlowClient::new(client(&server)).slow().await).0, ErrorKind::Timeout);
}

#[api_tests::test]
async fn a_deadline_covers_the_body_too() {
    let only_head = head(200, &[("Content-Length", "10")]);
    let server = Server::script([Step::ReadRequest, Step::Send(only_head), Step::Stall]);
    // The head has come before the clock runs out or has not: it is a timeout either way.
    let error = things(&server).make("a", 1).timeout(SHORT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[api_tests::test]
async fn a_late_call_lets_its_connection_go() {
    let server = Server::script([Step::ReadRequest, Step::Stall]);
    let api = things(&server);
    let call = api.make("a", 1).timeout(Duration::from_secs(1));
    let (result, ()) = tokio::join!(call.into_future(), server.received(1));
    assert_eq!(failure(result).0, ErrorKind::Timeout);
    assert_eq!(server.ended(0).await.end, Some(End::PeerClosed));
}
