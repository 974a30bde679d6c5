//! What a call can say about itself.

use std::sync::{Arc, Mutex};

use api_core::{Body, Endpoint, ErrorKind};
use api_tests::Server;
use http::header::{ACCEPT_LANGUAGE, RANGE};
use http::{HeaderValue, Request};
use tower::util::MapRequestLayer;

use crate::support::{
    Thing, Things, ThingsClient, builder, content, failure, last, refusal, things, untouched,
};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

#[api_tests::test]
async fn a_query_of_a_call_follows_the_declared_one() {
    let server = content();
    let api = things(&server);
    _ = api.thing().query("a b", "c&d").query("n", &7).query("none", &None::<u8>).await;
    assert_eq!(last(&server).target(), "/thing?a%20b=c%26d&n=7");
    _ = api.thing().query("list", &[1, 2]).query("list", &3).await;
    assert_eq!(last(&server).target(), "/thing?list=1&list=2&list=3");
    _ = api.make("a", 1).query("dry", &true).await;
    assert_eq!(last(&server).target(), "/things?dry=true");
    assert_eq!(last(&server).body(), r#"{"name":"a","size":1}"#);
}

#[api_tests::test]
async fn a_header_of_a_call_replaces_every_other_one_of_its_name() {
    let server = content();
    let api = things(&server);
    _ = api.make("a", 1).header("X-One", "1").header("x-one", "2").await;
    assert_eq!(last(&server).header("x-one"), ["2"]);
    _ = api.make("a", 1).header("Accept", "text/plain").header("USER-AGENT", "mine").await;
    assert_eq!(last(&server).header("accept"), ["text/plain"]);
    assert_eq!(last(&server).header("user-agent"), ["mine"]);
    _ = api.make("a", 1).header("Content-Type", "application/vnd.api+json").await;
    assert_eq!(last(&server).header("content-type"), ["application/vnd.api+json"]);
    // The length is not a matter of opinion.
    _ = api.make("a", 1).header("Content-Length", "3").await;
    assert_eq!(last(&server).header("content-length"), ["21"]);
    assert_eq!(last(&server).body(), r#"{"name":"a","size":1}"#);
}

#[api_tests::test]
async fn names_and_values_of_headers_may_be_typed() {
    let server = content();
    let default = HeaderValue::from_static("de");
    let client = builder(&server).header(ACCEPT_LANGUAGE, default).build().unwrap();
    let api = ThingsClient::new(client);
    _ = api.thing().header(RANGE, "bytes=0-9").header("X-Tag", HeaderValue::from(7)).await;
    let request = last(&server);
    assert_eq!(request.header("range"), ["bytes=0-9"]);
    assert_eq!(request.header("x-tag"), ["7"]);
    assert_eq!(request.header("accept-language"), ["de"]);
    // By the same rule as a text: no recipient agrees on what else it holds.
    let value = HeaderValue::from_bytes(b"\xff").unwrap();
    assert!(refusal(api.thing().header("X-Tag", value).await).contains("encode it first"));
}

#[api_tests::test]
async fn an_idempotency_key_is_a_header() {
    let server = content();
    _ = things(&server).make("a", 1).idempotency_key("7f3a-1").await;
    assert_eq!(server.request().header("idempotency-key"), ["7f3a-1"]);
}

#[api_tests::test]
async fn an_option_that_cannot_be_sent_is_named_and_nothing_is_sent() {
    let server = content();
    let api = things(&server);
    for value in ["a\r\nX-Forged: 1", "\0", "é", " a"] {
        let said = refusal(api.thing().header("X-Note", value).await);
        assert!(said.starts_with("GET /thing (Things::thing): header `X-Note` "), "{said}");
        assert!(!said.contains("Forged"), "{said}");
        assert!(refusal(api.thing().idempotency_key(value).await).contains("`idempotency-key`"));
    }
    assert!(refusal(api.thing().header("X Note", "a").await).contains("header `X Note` "));
    assert!(refusal(api.thing().header("", "a").await).contains("header `` "));
    let said = refusal(api.thing().query("q", &[Some(1), None]).await);
    assert!(said.starts_with("GET /thing (Things::thing): query parameter `q` "), "{said}");
    // Neither of the other options takes the mistake away, and the first one is told.
    let call = api.thing().header("X-A", "\n").header("X-B", "\n").query("n", &7);
    assert!(refusal(call.with_response().await).contains("`X-A`"));
    untouched(&server).await;
}

#[api_tests::test]
async fn with_response_brings_status_and_headers() {
    let server = Server::giving(api_tests::response(201, &[("X-Rate-Limit-Remaining", "7")], GOOD));
    let api = things(&server);
    let response = api.thing().query("a", &1).with_response().await.unwrap();
    assert_eq!((response.status().as_u16(), response.value()), (201, &Thing::new("a", 1)));
    assert_eq!(response.headers()["x-rate-limit-remaining"], "7");
    assert_eq!(server.request().target(), "/thing?a=1");
    let response = api.nothing().with_response().await.unwrap();
    assert_eq!(response.status().as_u16(), 201);
    response.into_value();

    let server = Server::giving(api_tests::response(404, &[], r#"{"code":5,"message":"no"}"#));
    assert_eq!(failure(things(&server).thing().with_response().await), (ErrorKind::Api, Some(404)));
}

/// What somebody along the way wants to know of a call.
#[derive(Clone, Debug, PartialEq)]
struct Purpose(&'static str);

#[api_tests::test]
async fn an_extension_reaches_the_layers_together_with_the_endpoint() {
    type Seen = Vec<(Option<Purpose>, Option<u8>, String)>;
    let server = content();
    let seen = Arc::new(Mutex::new(Seen::new()));
    let notes = Arc::clone(&seen);
    let layer = MapRequestLayer::new(move |request: Request<Body>| {
        let extensions = request.extensions();
        let endpoint = extensions.get::<&'static Endpoint>().map(ToString::to_string);
        let found = (extensions.get().cloned(), extensions.get().copied(), endpoint.unwrap());
        notes.lock().unwrap().push(found);
        request
    });
    let api = ThingsClient::new(builder(&server).layer(layer).build().unwrap());
    _ = api.thing().extension(Purpose("first")).extension(Purpose("last")).extension(7_u8).await;
    _ = Things::bare(&api).await;
    let expected = [
        (Some(Purpose("last")), Some(7), "GET /thing (Things::thing)".to_owned()),
        (None, None, "GET /bare (Things::bare)".to_owned()),
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[api_tests::test]
async fn a_tag_of_an_earlier_response_is_sent_as_it_came() {
    let server = Server::giving(api_tests::response(200, &[("ETag", "W/\"a1\"")], "null"));
    let api = things(&server);
    let response = api.nothing().with_response().await;
    let tag = match &response {
        Ok(response) => response.headers().get("etag"),
        Err(error) => error.headers().get("etag"),
    };
    _ = api.nothing().if_none_match(tag.unwrap()).await;
    assert_eq!(last(&server).header("if-none-match"), ["W/\"a1\""]);
    let server = Server::giving(api_tests::response(304, &[], ""));
    let error = things(&server).nothing().if_none_match("\"a1\"").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 304);
}

/// Polled by hand, with no runtime around it.
#[test]
fn a_call_outside_of_a_runtime_says_what_is_missing() {
    let client = api_core::Client::builder("http://localhost").build().unwrap();
    let mut call = std::pin::pin!(ThingsClient::new(client).thing().into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = call.as_mut().poll(&mut context) else {
        panic!("nothing is waited for");
    };
    let said = refusal(result);
    assert!(said.contains("a call needs a tokio runtime, and there is none here"), "{said}");
}
