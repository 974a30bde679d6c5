//! Tokens of OAuth 2.0: how they are asked for, how long they serve, and who sees them.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use api_core::{Body, Client, Credentials, ErrorKind, OAuth2, Result, Retry, api};
use api_tests::{Server, Step, everything_shown, json, response};
use futures_util::future::try_join_all;

use crate::support::{builder, client, content, last};

#[api]
trait Orders {
    #[endpoint(GET, "/orders")]
    async fn orders(&self) -> Result<()>;
}

fn orders(api: &Server, grant: OAuth2) -> OrdersClient {
    OrdersClient::new(builder(api).credentials(Credentials::oauth2(grant)).build().unwrap())
}

/// A server that gives one token after the other.
fn tokens(bodies: &[&str]) -> Server {
    let steps = bodies.iter().flat_map(|body| [Step::ReadRequest, Step::Send(json(200, body))]);
    Server::script(steps)
}

fn token(server: &Server) -> OAuth2 {
    let url = format!("{}/token?tenant=7", server.base());
    OAuth2::client_credentials(url, "my app", "s:3cr&t").client(client(server))
}

const TOKEN: &str = r#"{"access_token":"hunter2","token_type":"Bearer","expires_in":3600}"#;

#[api_tests::test]
async fn one_token_serves_a_thousand_calls() {
    let (api, id) = (content(), tokens(&[TOKEN]));
    let orders = orders(&api, token(&id).scope("read write").param("audience", "https://a/b"));
    try_join_all((0..1000).map(|_| orders.orders().into_future())).await.unwrap();
    assert_eq!(api.requests().len(), 1000);
    assert!(api.requests().iter().all(|it| it.header("authorization") == ["Bearer hunter2"]));

    let request = id.request();
    assert_eq!(request.line(), "POST /token?tenant=7 HTTP/1.1");
    assert_eq!(request.header("content-type"), ["application/x-www-form-urlencoded"]);
    assert_eq!(request.header("accept"), ["application/json"]);
    // RFC 6749 §2.3.1: id and secret are encoded as in a form, and then as a user and a password.
    assert_eq!(request.header("authorization"), ["Basic bXkrYXBwOnMlM0EzY3IlMjZ0"]);
    assert_eq!(
        request.body(),
        "grant_type=client_credentials&scope=read+write&audience=https%3A%2F%2Fa%2Fb"
    );
}

#[api_tests::test]
async fn a_secret_may_be_in_the_body() {
    let (api, id) = (content(), tokens(&[TOKEN]));
    orders(&api, token(&id).secret_in_body()).orders().await.unwrap();
    let request = id.request();
    assert!(request.header("authorization").is_empty());
    assert_eq!(
        request.body(),
        "grant_type=client_credentials&client_id=my+app&client_secret=s%3A3cr%26t"
    );
}

/// Without a client of its own, too: over the default transport.
#[api_tests::test]
async fn a_client_need_not_be_made_for_it() {
    let (api, id) = (content(), tokens(&[TOKEN]));
    let url = format!("{}/token", id.base());
    orders(&api, OAuth2::client_credentials(url, "id", "secret")).orders().await.unwrap();
    assert_eq!(id.request().target(), "/token");
}

#[api_tests::test]
async fn a_refresh_token_is_used_until_there_is_another() {
    let api = Server::script(
        [401, 200, 401, 200]
            .iter()
            .flat_map(|status| [Step::ReadRequest, Step::Send(json(*status, "null"))]),
    );
    let id = tokens(&[
        r#"{"access_token":"a1","token_type":"bearer","refresh_token":"r2"}"#,
        r#"{"access_token":"a2","token_type":"BEARER","expires_in":"3600"}"#,
        r#"{"access_token":"a3","refresh_token":"r3","expires_in":null}"#,
    ]);
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&kept);
    let url = format!("{}/token", id.base());
    let grant = OAuth2::refresh_token(url, "app", "r/1")
        .client(client(&id))
        .on_refresh_token(move |token| keep.lock().unwrap().push(token.to_owned()));
    let orders = orders(&api, grant);
    // A token without an end serves until it is refused.
    orders.orders().await.unwrap();
    assert_eq!(last(&api).header("authorization"), ["Bearer a2"]);
    orders.orders().await.unwrap();
    assert_eq!(last(&api).header("authorization"), ["Bearer a3"]);
    let bodies: Vec<_> = id.requests().iter().map(|it| it.body().to_owned()).collect();
    assert_eq!(
        bodies,
        [
            "grant_type=refresh_token&refresh_token=r%2F1&client_id=app",
            "grant_type=refresh_token&refresh_token=r2&client_id=app",
            "grant_type=refresh_token&refresh_token=r2&client_id=app",
        ]
    );
    assert_eq!(*kept.lock().unwrap(), ["r2", "r3"]);
}

/// The old one may be of no more use, so a program that cannot store the new one must still have it.
#[api_tests::test]
async fn a_refresh_token_outlives_a_panic_of_the_program() {
    let id = tokens(&[r#"{"access_token":"a1","refresh_token":"r2"}"#, TOKEN]);
    let grant = OAuth2::refresh_token(id.base(), "app", "r1")
        .client(client(&id))
        .on_refresh_token(|_| panic!("a panic of the test's own"));
    let api = content();
    let orders = orders(&api, grant);
    let error = orders.orders().await.unwrap_err();
    assert!(error.to_string().ends_with("credentials: the provider panicked"), "{error}");
    orders.orders().await.unwrap();
    assert!(last(&id).body().contains("refresh_token=r2"), "{}", last(&id).body());
}

#[api_tests::test]
async fn a_token_ends_before_its_time() {
    let short = |token: &str| format!(r#"{{"access_token":"{token}","expires_in":1}}"#);
    let (api, id) = (content(), tokens(&[&short("a"), &short("b")]));
    let orders = orders(&api, token(&id));
    orders.orders().await.unwrap();
    orders.orders().await.unwrap();
    assert_eq!(id.requests().len(), 1);
    tokio::time::sleep(Duration::from_millis(950)).await;
    orders.orders().await.unwrap();
    assert_eq!(last(&api).header("authorization"), ["Bearer b"]);
}

/// A token of an hour is renewed a minute before.
#[api_tests::test(start_paused = true)]
async fn a_long_token_is_renewed_a_minute_before_its_end() {
    let asked = Arc::new(Mutex::new(0));
    let counter = asked.clone();
    let id = tower::service_fn(move |_: http::Request<Body>| {
        *counter.lock().unwrap() += 1;
        async { Ok::<_, io::Error>(http::Response::new(Body::from(TOKEN))) }
    });
    let api = tower::service_fn(|_: http::Request<Body>| async {
        Ok::<_, io::Error>(http::Response::new(Body::from("null")))
    });
    let id = Client::builder("http://localhost").transport(id).build().unwrap();
    let grant = OAuth2::client_credentials("/token", "id", "secret").client(id);
    let client = Client::builder("http://localhost").transport(api);
    let client = client.credentials(Credentials::oauth2(grant)).build().unwrap();
    let orders = OrdersClient::new(client);
    for (advance, expected) in [(0, 1), (3539, 1), (2, 2), (3500, 2), (41, 3)] {
        tokio::time::advance(Duration::from_secs(advance)).await;
        orders.orders().await.unwrap();
        assert_eq!(*asked.lock().unwrap(), expected);
    }
}

#[api_tests::test]
async fn a_refusal_is_reported_without_secrets() {
    let api = content();
    let id = Server::giving(response(
        400,
        &[("Content-Type", "application/json")],
        r#"{"error":"invalid_grant","error_description":"the grant has been revoked"}"#,
    ));
    let grant = OAuth2::refresh_token(format!("{}/token", id.base()), "id", "hunter2")
        .client_secret("hunter2")
        .client(client(&id));
    assert!(!format!("{grant:?}").contains("hunter2"));
    let credentials = Credentials::oauth2(grant);
    let orders = OrdersClient::new(builder(&api).credentials(credentials.clone()).build().unwrap());
    let error = orders.orders().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    let shown = everything_shown(&error);
    let words = "credentials: the provider failed: POST (OAuth2::token): the server responded with";
    assert!(error.to_string().contains(words), "{error}");
    assert!(error.to_string().contains("the grant has been revoked"), "{error}");
    assert!(!error.is_retryable());
    assert!(!shown.contains("hunter2") && !format!("{credentials:?}").contains("hunter2"));
    // A refresh token is sent once, and calls are not sent at all.
    assert_eq!((id.requests().len(), api.requests().len()), (1, 0));
}

#[api_tests::test]
async fn what_is_no_token_is_an_error_without_it() {
    for body in [
        r#"{"access_token":"hunter2","token_type":"mac"}"#,
        r#"{"access_token":"hunter2\n","token_type":"Bearer"}"#,
        r#"{"access_token":"","token_type":"Bearer"}"#,
        r#"{"token":"hunter2"}"#,
        r#"{"access_token":["hunter2"]}"#,
        "hunter2",
    ] {
        let (api, id) = (content(), tokens(&[body]));
        let error = orders(&api, token(&id)).orders().await.unwrap_err();
        let shown = everything_shown(&error);
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(api.requests().is_empty());
    }
}

/// The call was never sent, so it may be made again, whatever its method.
#[api_tests::test]
async fn a_server_of_tokens_that_is_away_is_no_mistake_of_the_caller() {
    let (api, id) = (content(), Server::giving(json(503, "")));
    let error = orders(&api, token(&id)).orders().await.unwrap_err();
    assert!(error.is_retryable(), "{error:?}");
    let words = "credentials: the provider failed: POST (OAuth2::token): the server responded with";
    assert!(error.to_string().contains(words), "{error}");
    assert!(api.requests().is_empty());
}

#[api_tests::test]
async fn a_request_for_client_credentials_may_be_sent_twice() {
    let id = Server::script([
        Step::ReadRequest,
        Step::Send(json(503, "")),
        Step::ReadRequest,
        Step::Send(json(200, TOKEN)),
    ]);
    let api = content();
    let through = builder(&id).retry(Retry::default()).build().unwrap();
    orders(&api, token(&id).client(through)).orders().await.unwrap();
    assert_eq!(id.requests().len(), 2);
}

#[test]
fn a_url_that_cannot_be_called_is_an_error_of_the_builder() {
    for url in ["example.com/token", "http://example.com/token", "https://u:p@example.com"] {
        let grant = OAuth2::client_credentials(url, "id", "hunter2");
        let builder =
            Client::builder("https://example.com").credentials(Credentials::oauth2(grant));
        let error = builder.build().unwrap_err();
        assert!(error.to_string().starts_with("credentials: OAuth 2: base URL: "), "{error}");
    }
}
