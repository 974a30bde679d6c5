//! What carries a request: layers, services of a user's own, reqwest clients of a user's own.

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use api_core::{Body, BoxError, Client, Credentials, ErrorKind, Result, Retry};
use api_tests::{Server, everything_shown, json, response};
use http::{HeaderValue, Request, Response};
use http_body_util::Full;
use tower::layer::layer_fn;
use tower::util::{MapRequestLayer, MapResponseLayer};
use tower::{Service, service_fn};

use crate::support::{
    Thing, ThingsClient, builder, calling, content, failure, headers, last, things, untouched,
};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

/// A layer that appends its name to a header.
fn named(name: &'static str) -> MapRequestLayer<impl Fn(Request<Body>) -> Request<Body> + Clone> {
    MapRequestLayer::new(move |mut request: Request<Body>| {
        request.headers_mut().append("x-layer", HeaderValue::from_static(name));
        request
    })
}

#[api_tests::test]
async fn the_layer_that_was_added_first_sees_a_request_first() {
    let server = Server::giving(json(200, GOOD));
    let client =
        builder(&server).layer(named("first")).layer(named("second")).layer(named("third"));
    let api = ThingsClient::new(client.build().unwrap());
    assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
    assert_eq!(server.request().header("x-layer"), ["first", "second", "third"]);
}

#[api_tests::test]
async fn a_layer_sees_the_finished_request_and_the_response() {
    let server = Server::giving(response(200, &[("X-Seen", "no")], GOOD));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&seen);
    let asked = MapRequestLayer::new(move |request: Request<Body>| {
        let token = request.headers()["authorization"].to_str().unwrap().to_owned();
        let body = request.body().as_bytes().unwrap().to_vec();
        let uri = request.uri().to_string();
        notes.lock().unwrap().push((request.method().to_string(), uri, token, body));
        request
    });
    let responded = MapResponseLayer::new(|mut response: Response<Body>| {
        response.headers_mut().insert("x-seen", HeaderValue::from_static("yes"));
        response
    });
    let client = builder(&server).credentials(Credentials::bearer("abc"));
    let api = ThingsClient::new(client.layer(responded).layer(asked).build().unwrap());
    let response = api.make("a", 1).with_response().await.unwrap();
    assert_eq!(response.headers()["x-seen"], "yes");
    let expected = (
        "POST".to_owned(),
        format!("{}/things", server.base()),
        "Bearer abc".to_owned(),
        br#"{"name":"a","size":1}"#.to_vec(),
    );
    assert_eq!(*seen.lock().unwrap(), [expected]);
}

#[api_tests::test]
async fn a_layer_may_respond_by_itself() {
    let server = content();
    let layer = layer_fn(|_| {
        service_fn(|_: Request<Body>| async {
            Ok::<_, Infallible>(Response::new(Full::from(GOOD)))
        })
    });
    let api = ThingsClient::new(builder(&server).layer(layer).build().unwrap());
    assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
    untouched(&server).await;
}

/// A service that is called out of turn unless each of its clones was asked whether it is ready.
#[derive(Debug, Default)]
struct InTurn {
    ready: bool,
}

impl Clone for InTurn {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Service<Request<Body>> for InTurn {
    type Response = Response<Body>;
    type Error = BoxError;
    type Future = std::future::Ready<Result<Response<Body>, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.ready = true;
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Body>) -> Self::Future {
        assert!(std::mem::take(&mut self.ready), "called without being ready");
        std::future::ready(Ok(Response::new(Body::from(GOOD))))
    }
}

#[api_tests::test]
async fn a_service_is_asked_whether_it_is_ready() {
    let client = Client::builder("https://example.com").transport(InTurn::default());
    let api = ThingsClient::new(client.layer(named("outer")).build().unwrap());
    for _ in 0..2 {
        assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
    }
}

#[api_tests::test]
async fn a_closure_may_be_the_whole_transport() {
    let transport = service_fn(|request: Request<Body>| async move {
        let name = request.uri().to_string();
        let body = format!(r#"{{"code":0,"data":{{"name":"{name}","size":1}}}}"#);
        Ok::<_, Infallible>(Response::new(Full::from(body)))
    });
    let client = Client::builder("https://example.com/v1").transport(transport).build();
    let thing = ThingsClient::new(client.unwrap()).thing().await.unwrap();
    assert_eq!(thing.name, "https://example.com/v1/thing");
}

#[api_tests::test]
async fn a_transport_that_fails_is_a_transport_error_with_its_own_words_below() {
    let transport = service_fn(|_: Request<Body>| async {
        Err::<Response<Body>, _>(io::Error::other("the pigeon got lost"))
    });
    let client = Client::builder("https://example.com").retry(Retry::never());
    let client = client.transport(transport).build();
    let error = ThingsClient::new(client.unwrap()).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, None));
    assert!(everything_shown(&error).contains("the pigeon got lost"), "{error:?}");
}

#[api_tests::test]
async fn a_reqwest_client_keeps_its_own_settings() {
    let server = Server::giving(json(200, GOOD));
    let own = reqwest::Client::builder().no_proxy().user_agent("mine");
    let own = own.redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let client = Client::builder(server.base()).reqwest(own).build();
    assert_eq!(ThingsClient::new(client.unwrap()).thing().await.unwrap(), Thing::new("a", 1));
    assert_eq!(server.request().header("user-agent"), ["mine"]);
}

/// It would carry an `X-API-Key`, and a whole query in a `Referer`, wherever a response says.
#[test]
fn a_reqwest_client_that_follows_redirects_is_refused() {
    let following = [
        reqwest::Client::builder(),
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(1)),
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::custom(|attempt| attempt.follow())),
    ];
    for own in following {
        let client = Client::builder("http://localhost").reqwest(own.build().unwrap()).build();
        let error = client.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().contains("follows redirects by itself"), "{error}");
    }
}

#[api_tests::test]
async fn a_refused_connection_has_plain_words() {
    let server = content();
    let api = things(&server);
    let address = server.authority();
    drop(server);
    // The port is free again once the task that held it is gone.
    while tokio::net::TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let error = api.make("a", 1).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    let to = format!("no connection to `{address}` could be made");
    let said = format!("POST /things (Things::make): {to}: connection refused");
    assert_eq!(error.to_string(), said);
    assert!(everything_shown(&error).contains("Connection refused"), "{error:?}");
    assert_eq!(failure(api.thing().await), (ErrorKind::Connect, None));
}

#[api_tests::test]
async fn a_user_agent_is_sent_if_one_is_set() {
    let server = content();
    let sent = |server: &Server| last(server).header("user-agent");
    let without = calling(server.base()).no_env_proxy();
    _ = ThingsClient::new(without.build().unwrap()).thing().await;
    assert_eq!(sent(&server), [""; 0]);
    _ = things(&server).thing().await;
    assert_eq!(last(&server).headers(), headers(&server, &[]));
    assert_eq!(sent(&server), ["api-tests"]);
    let twice = builder(&server).user_agent("other/2.0 (linux)");
    _ = ThingsClient::new(twice.build().unwrap()).thing().await;
    assert_eq!(sent(&server), ["other/2.0 (linux)"]);
}

#[api_tests::test]
async fn clones_share_a_connection() {
    let server = Server::giving(json(200, GOOD));
    let api = things(&server);
    for _ in 0..3 {
        api.clone().thing().await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections().len()), (3, 1));
}

/// Its safe settings hold, whatever is configured.
#[api_tests::test]
async fn reqwest_can_be_configured_and_stays_safe() {
    let end = content();
    let start = Server::giving(response(307, &[("Location", &end.base())], ""));
    let port = start.authority().rsplit(':').next().unwrap().to_owned();
    let client = Client::builder(format!("http://elsewhere.example:{port}"))
        .allow_http()
        .no_env_proxy()
        .configure_reqwest(|builder| {
            builder
                .redirect(reqwest::redirect::Policy::limited(10))
                .resolve("elsewhere.example", ([127, 0, 0, 1], 0).into())
                .user_agent("mine")
        });
    let api = ThingsClient::new(client.build().unwrap());
    // The second call has a client of its own, with the same settings.
    for call in [api.thing(), api.thing().connect_timeout(std::time::Duration::from_secs(3))] {
        assert_eq!(failure(call.await), (ErrorKind::Redirect, Some(307)));
        assert_eq!(last(&start).header("user-agent"), ["mine"]);
        assert_eq!(last(&start).header("host"), [format!("elsewhere.example:{port}")]);
    }
    untouched(&end).await;
}
