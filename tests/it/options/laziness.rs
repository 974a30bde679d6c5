//! Calls that never leave, and one that is given up.

use std::future::IntoFuture as _;

use api_core::Credentials;
use api_tests::{End, Server, Step};

use crate::support::{ThingsClient, builder, content, things, untouched};

#[api_tests::test]
async fn build_gives_the_request_and_sends_nothing() {
    let server = content();
    let client = builder(&server)
        .header("X-Client", "1")
        .credentials(Credentials::scheme("Bot", "token"))
        .build();
    let api = ThingsClient::new(client.unwrap());
    let call = || api.make("a", 7).query("dry", &true).header("X-Call", "2");
    let built = call().build().unwrap();
    untouched(&server).await;

    // What is built is what would be sent.
    _ = call().await;
    let sent = server.request();
    assert_eq!(built.method(), "POST");
    assert_eq!(built.uri().to_string(), format!("{}{}", server.base(), sent.target()));
    assert_eq!(built.body().as_bytes().unwrap(), sent.wire_body());
    let mut headers: Vec<_> = built
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.push(("host".to_owned(), server.authority()));
    headers.sort();
    assert_eq!(headers, sent.headers());
}

#[api_tests::test]
async fn a_request_that_is_logged_shows_no_header_of_the_users() {
    let api = things(&content());
    let call = api.thing().header("X-Call", "hunter2").credentials(Credentials::bearer("hunter2"));
    let headers = format!("{:?}", call.build().unwrap().headers());
    assert!(headers.contains("x-call") && headers.contains("authorization"), "{headers}");
    assert!(!headers.contains("hunter2"), "{headers}");
}

#[api_tests::test]
async fn a_call_that_is_not_awaited_sends_nothing() {
    let server = content();
    let api = things(&server);
    drop(api.make("a", 1));
    drop(api.make("a", 1).with_response());
    drop(api.make("a", 1).into_future());
    untouched(&server).await;
}

#[api_tests::test]
async fn a_call_that_is_dropped_midway_lets_its_connection_go() {
    let server = Server::script([Step::ReadRequest, Step::Stall]);
    let call = tokio::spawn(things(&server).make("a", 1).into_future());
    server.received(1).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(server.ended(0).await.end, Some(End::PeerClosed));
}
