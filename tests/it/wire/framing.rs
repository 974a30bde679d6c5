//! Headers that only the transport writes: whoever could set one could smuggle a second request.

use std::collections::BTreeMap;

use api_core::{Body, Client, Credentials, Error, ErrorKind, Result, api};
use http::{HeaderValue, Request};
use tower::util::MapRequestLayer;

use super::silent;
use crate::support::{builder, client, untouched};

const NAMES: [&str; 9] = [
    "Connection",
    "Content-Length",
    "Host",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

#[api]
trait Framed {
    #[endpoint(GET, "/get")]
    async fn get(&self, #[header(flatten)] map: &BTreeMap<String, String>) -> Result<()>;
    #[endpoint(POST, "/post")]
    async fn post(&self, #[body(text)] body: &str) -> Result<()>;
}

#[track_caller]
fn is_refused(result: Result<impl Sized>, name: &str) {
    let error: Error = result.err().unwrap_or_else(|| panic!("`{name}` is sent"));
    let said = error.to_string();
    assert_eq!(error.kind(), ErrorKind::Build, "{said}");
    assert!(said.contains("only the transport writes; "), "{said}");
}

#[api_tests::test]
async fn nobody_else_sets_them_on_a_call() {
    let server = silent();
    let api = FramedClient::new(client(&server));
    for name in NAMES.into_iter().flat_map(|name| [name.to_owned(), name.to_lowercase()]) {
        let map = BTreeMap::from([(name.clone(), "40".to_owned())]);
        is_refused(api.get(&map).await, &name);
        is_refused(api.get(&map).build(), &name);
        is_refused(api.post("GET / HTTP/1.1").header(&name, "0").await, &name);
        let credentials = Credentials::header(&name, "0");
        is_refused(api.post("a").credentials(credentials.clone()).await, &name);
        let fetched =
            Credentials::provider(move || std::future::ready(Ok::<_, Error>(credentials.clone())));
        is_refused(api.post("a").credentials(fetched).await, &name);
    }
    untouched(&server).await;
}

#[api_tests::test]
async fn nobody_else_sets_them_on_a_client() {
    let server = silent();
    for name in NAMES {
        is_refused(builder(&server).header(name, "0").build(), name);
        let credentials = Credentials::header(name, "0");
        is_refused(builder(&server).credentials(credentials).build(), name);
    }
    untouched(&server).await;
}

#[api_tests::test]
async fn a_layer_does_not_set_them_either() {
    let server = silent();
    for name in NAMES.into_iter().filter(|name| *name != "Content-Length") {
        let layer = MapRequestLayer::new(move |mut request: Request<Body>| {
            request.headers_mut().insert(name, HeaderValue::from_static("0"));
            request
        });
        let api = FramedClient::new(builder(&server).layer(layer).build().unwrap());
        is_refused(api.post("a").await, name);
    }
    untouched(&server).await;
}

#[api_tests::test]
async fn a_layer_may_name_the_host_that_is_called() {
    let server = silent();
    let layer = MapRequestLayer::new(|mut request: Request<Body>| {
        let host = request.uri().authority().unwrap().as_str().parse().unwrap();
        request.headers_mut().insert("host", host);
        request
    });
    let api = FramedClient::new(builder(&server).layer(layer).build().unwrap());
    api.post("a").await.unwrap();
    assert_eq!(server.request().header("host"), [server.authority()]);
}

/// The body that is there after the layers decides, whatever was stated before.
#[api_tests::test]
async fn the_length_is_that_of_the_body_that_is_sent() {
    let server = silent();
    let api = |change: fn(Request<Body>) -> Request<Body>| {
        let layer = MapRequestLayer::new(change);
        FramedClient::new(builder(&server).layer(layer).build().unwrap())
    };
    let replaced = api(|request| request.map(|_| Body::from("GET /second HTTP/1.1")));
    let streamed = api(|request| {
        request.map(|_| Body::stream(futures_util::stream::iter([Ok::<_, Error>("longer")])))
    });
    let lied = api(|mut request| {
        request.headers_mut().insert("content-length", HeaderValue::from_static("3"));
        request
    });
    let emptied = api(|request| request.map(|_| Body::empty()));
    for (api, length, body) in [
        (replaced, &["20"][..], "GET /second HTTP/1.1"),
        (streamed, &[], "longer"),
        (lied, &["1"], "a"),
        (emptied, &["0"], ""),
    ] {
        let before = server.requests().len();
        api.post("a").await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), before + 1);
        assert_eq!(requests[before].header("content-length"), length);
        assert_eq!(requests[before].body(), body);
    }
}

#[test]
fn the_default_headers_of_reqwest_do_not_set_them_either() {
    for name in NAMES.map(str::to_lowercase) {
        let name = http::HeaderName::try_from(name).unwrap();
        let headers = http::HeaderMap::from_iter([(name.clone(), HeaderValue::from_static("3"))]);
        let own = headers.clone();
        let configured = Client::builder("http://localhost")
            .configure_reqwest(move |reqwest| reqwest.default_headers(own.clone()));
        is_refused(configured.build(), name.as_str());
        let own = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let own = own.default_headers(headers).build().unwrap();
        is_refused(Client::builder("http://localhost").reqwest(own).build(), name.as_str());
    }
}
