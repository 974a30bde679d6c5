//! Errors of responses, which may repeat what was sent and hold what nobody else should see.

use std::collections::BTreeMap;

use api_core::{ErrorKind, Result, api};
use api_tests::{Server, everything_shown, html, json, response};
use serde::{Deserialize, Deserializer};

use super::{ALL, PAYLOAD, full, silent, vault};
use crate::support::{Thing, Wrapped, client, status};

/// All secrets in one text, as a server would echo them.
fn echo() -> String {
    ALL.map(|secret| secret.0.replace('"', "'")).join(" ")
}

/// Checks that a failed call shows none of what the server said.
async fn silent_about(bytes: Vec<u8>, kind: ErrorKind) {
    let server = Server::giving(bytes);
    let error = full(&vault(&server)).await.unwrap_err();
    assert_eq!(error.kind(), kind, "{error:?}");
    assert!(status(&error).is_some());
    silent("the error", &everything_shown(&error));
}

#[api_tests::test]
async fn a_page_that_repeats_the_request() {
    let page = format!("<html>{}</html>", echo());
    silent_about(html(502, &page), ErrorKind::Status).await;
    silent_about(html(200, &page), ErrorKind::Decode).await;
    silent_about(response(302, &[("Location", &echo())], &page), ErrorKind::Redirect).await;
    silent_about(response(404, &[("X-Echo", &echo())], &page), ErrorKind::Status).await;
    silent_about(response(200, &[("Content-Type", &echo())], &page), ErrorKind::Decode).await;
}

#[api_tests::test]
async fn an_envelope_around_the_request() {
    let data = |code: i64| format!(r#"{{"code":{code},"message":"","data":"{}"}}"#, echo());
    silent_about(json(200, data(1)), ErrorKind::Api).await;
    silent_about(json(500, data(0)), ErrorKind::Status).await;
    silent_about(json(200, data(0)), ErrorKind::Decode).await;
    // Something was said, but only the message is meant to be read.
    let extra = format!(r#"{{"code":1,"message":"no","{}":"{0}"}}"#, echo());
    silent_about(json(403, extra), ErrorKind::Api).await;
    let odd = format!(r#"{{"code":["{}"],"message":""}}"#, echo());
    silent_about(json(200, odd), ErrorKind::Decode).await;
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
}

/// A type whose own error quotes what it was given.
#[derive(Debug)]
struct Even;

impl<'de> Deserialize<'de> for Even {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Err(serde::de::Error::custom(format!("`{text}` is not even")))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {}

#[api(envelope = Wrapped)]
trait Payloads {
    #[endpoint(GET, "/number")]
    async fn number(&self) -> Result<u64>;
    #[endpoint(GET, "/thing")]
    async fn thing(&self) -> Result<Thing>;
    #[endpoint(GET, "/colour")]
    async fn colour(&self) -> Result<Colour>;
    #[endpoint(GET, "/even")]
    async fn even(&self) -> Result<Vec<Even>>;
    #[endpoint(GET, "/strict")]
    async fn strict(&self) -> Result<Strict>;
    #[endpoint(GET, "/map")]
    async fn map(&self) -> Result<BTreeMap<String, u8>>;
    #[endpoint(GET, "/map", overload, envelope = none)]
    async fn bare_map(&self) -> Result<BTreeMap<String, BTreeMap<String, u8>>>;
}

/// A client of a server with this payload, discriminant first and last.
fn payloads(data: &str) -> [(Server, PayloadsClient); 2] {
    [format!(r#"{{"code":0,"data":{data}}}"#), format!(r#"{{"data":{data},"code":0}}"#)].map(
        |body| {
            let server = Server::giving(json(200, body));
            let api = PayloadsClient::new(client(&server));
            (server, api)
        },
    )
}

#[track_caller]
fn undecoded<T: std::fmt::Debug>(result: Result<T>) {
    let error = result.expect_err("the payload is of another type");
    assert!(error.is_decode(), "{error:?}");
    PAYLOAD.absent_from("the error", &everything_shown(&error));
}

#[api_tests::test]
async fn a_payload_of_another_type_is_not_quoted() {
    let secret = PAYLOAD.0;
    for (_server, api) in payloads(&format!(r#""{secret}""#)) {
        undecoded(api.number().await);
        undecoded(api.thing().await);
        undecoded(api.colour().await);
        undecoded(api.strict().await);
        undecoded(api.map().await);
    }
    for (_server, api) in payloads(&format!(r#"["{secret}"]"#)) {
        undecoded(api.even().await);
    }
    for (_server, api) in payloads(&format!(r#"{{"name":"a","size":"{secret}"}}"#)) {
        undecoded(api.thing().await);
    }
}
