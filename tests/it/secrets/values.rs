//! What values show of themselves.

use std::future::IntoFuture as _;

use api_core::{Client, Credentials};
use api_tests::{Server, debug, response};

use super::{
    BASE, CALL, CONSTANT, Code, FIELD, HEADER, QUERY, TOKEN, VaultClient, builder, credentials,
    full, silent, vault,
};
use crate::support::content;

#[api_tests::test]
async fn the_secrets_are_really_sent() {
    // Otherwise no test here would mean anything.
    let server = content();
    let api = vault(&server);
    _ = full(&api).await;
    _ = api.store("1", Code(FIELD.0, true)).await;
    let [open, store] = server.requests().try_into().unwrap();
    assert!(open.target().starts_with("/v1/vault/path%20of%2Frosebud%239?"), "{open:?}");
    for (name, secret) in [("code", QUERY), ("call", CALL), ("default", CONSTANT), ("key", BASE)] {
        let pair = format!("{name}={}", secret.0.replace(' ', "%20").replace('?', "%3F"));
        assert!(open.target().contains(&pair), "{pair} in {open:?}");
    }
    for (name, secret) in [("x-pin", HEADER), ("x-call", CALL), ("x-default", CONSTANT)] {
        assert_eq!(open.header(name), [secret.0]);
    }
    assert_eq!(open.header("authorization"), [format!("Bot {}", TOKEN.0)]);
    assert_eq!(store.body(), r#"{"item":"field of \"sesame\""}"#);
}

#[api_tests::test]
async fn credentials_show_their_kind_and_name_alone() {
    for credentials in credentials() {
        silent("the credentials", &debug(&credentials));
        let builder = builder("https://example.com", credentials.clone());
        silent("the builder", &debug(&builder));
        let client = builder.build().unwrap();
        silent("the client", &debug(&client));
        silent("the generated client", &debug(&VaultClient::new(client.clone())));
        silent("the client", &debug(&VaultClient::new(client).client()));
    }
    let shown = debug(&Credentials::header("X-Api-Key", "a"));
    assert!(shown.contains("x-api-key"), "{shown}");
}

#[api_tests::test]
async fn a_builder_that_failed_shows_no_more() {
    for base in ["https://tom:password-of-tr0ub4dor@example.com", "password-of-tr0ub4dor"] {
        silent("the builder", &debug(&Client::builder(base)));
        silent("the error", &debug(&Client::builder(base).build()));
    }
    let bad = format!("{}\n", HEADER.0);
    let builder = Client::builder("https://example.com").header("X-Default", &bad);
    silent("the builder", &debug(&builder));
    silent("the error", &debug(&builder.build()));
}

#[api_tests::test]
async fn a_call_shows_its_endpoint_alone() {
    let server = content();
    let api = vault(&server);
    let shown = debug(&full(&api));
    assert!(shown.contains("GET /vault/{door} (Vault::open)"), "{shown}");
    silent("the call", &shown);
    silent("the call", &debug(&full(&api).with_response()));
    silent("the future", &debug(&full(&api).into_future()));
    silent("the future", &debug(&full(&api).with_response().into_future()));
    for credentials in credentials() {
        silent("the call", &debug(&full(&api).credentials(credentials)));
    }
    let bad = api.open("..", Code(QUERY.0, false), &format!("{}\n", HEADER.0));
    silent("the call with a mistake", &debug(&bad));
    silent("the body", &debug(&api.store("1", Code(FIELD.0, true)).build().unwrap().body()));
    silent("the endpoints", &debug(&VaultClient::ENDPOINTS));
}

#[api_tests::test]
async fn the_headers_of_a_built_request_are_marked_as_secret() {
    let server = content();
    let api = vault(&server);
    for credentials in credentials() {
        let request = full(&api).credentials(credentials).build().unwrap();
        silent("the headers", &debug(request.headers()));
    }
}

#[api_tests::test]
async fn a_response_shows_no_value_of_a_header() {
    let cookie = [("Set-Cookie", TOKEN.0), ("Content-Type", "application/json")];
    let body = r#"{"code":0,"data":{"name":"a","size":1}}"#;
    let server = Server::giving(response(200, &cookie, body));
    let response = full(&vault(&server)).with_response().await.unwrap();
    assert_eq!(response.headers()["set-cookie"], TOKEN.0);
    silent("the response", &debug(&response));
    assert!(debug(&response).contains("set-cookie"));
}

#[api_tests::test]
async fn sensitive_is_known_of_the_parameters_that_say_so() {
    let [open, store, replace] = VaultClient::ENDPOINTS else { panic!("three endpoints") };
    let marked = |endpoint: &api_core::Endpoint| {
        let params = endpoint.params().iter();
        params.map(|param| (param.name(), param.is_sensitive())).collect::<Vec<_>>()
    };
    assert_eq!(marked(open), [("door", false), ("code", true), ("pin", true)]);
    assert_eq!(marked(store), [("door", false), ("item", true)]);
    assert_eq!(marked(replace), [("all", false)]);
}
