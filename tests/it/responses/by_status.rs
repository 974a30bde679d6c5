//! Several successes by status, `None` by status, and redirects that are the response.

use api_core::http::{self, HeaderMap};
use api_core::{
    Body, ByStatus, Bytes, Envelope, Error, ErrorKind, Response, Result, StatusError, Text, api,
};
use api_tests::{Server, json, response};
use serde::Deserialize;

use crate::support::{Thing, builder, client, failure};

#[derive(Debug, PartialEq, ByStatus)]
enum Weeks {
    #[status(200)]
    Ready(Vec<u32>),
    #[status(202)]
    Later,
    #[status(304)]
    Unchanged,
    #[status(302, 307)]
    Elsewhere,
    #[status(404)]
    Missing(Option<Thing>),
    #[status(206)]
    Part(Bytes),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Basic {
    message: String,
}

#[derive(Debug, StatusError)]
enum Failure {
    #[status(default)]
    Refused(Basic),
    #[other]
    Call(Error),
}

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[api]
trait Stats {
    #[endpoint(GET, "/weeks")]
    async fn weeks(&self) -> Result<Weeks>;

    #[endpoint(GET, "/both")]
    async fn both(&self) -> Result<Response<Weeks>, Failure>;

    #[endpoint(GET, "/wrapped", envelope = Wrapped)]
    async fn wrapped(&self) -> Result<Weeks>;

    #[endpoint(GET, "/thing", none = [304, 404])]
    async fn thing(&self) -> Result<Option<Thing>>;

    #[endpoint(GET, "/wrapped/thing", envelope = Wrapped, none = 404)]
    async fn wrapped_thing(&self) -> Result<Response<Option<Thing>>>;

    #[endpoint(GET, "/bytes", none = [304, 404], envelope = Wrapped)]
    async fn bytes(&self) -> Result<Option<Bytes>>;

    #[endpoint(GET, "/text", none = 304)]
    async fn text(&self) -> Result<Response<Option<Text>>>;

    #[endpoint(DELETE, "/thing", none = 404)]
    async fn delete(&self) -> Result<()>;

    #[endpoint(GET, "/archive", success = [302])]
    async fn archive(&self) -> Result<Response<()>>;

    #[endpoint(GET, "/wrapped/archive", success = [302], envelope = Wrapped)]
    async fn wrapped_archive(&self) -> Result<Response<()>>;

    #[endpoint(GET, "/archive", success = [200, 302], overload)]
    async fn headers(&self) -> Result<HeaderMap>;

    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<http::Response<Body>>;
}

fn stats(bytes: Vec<u8>) -> (Server, StatsClient) {
    let server = Server::giving(bytes);
    let client = StatsClient::new(client(&server));
    (server, client)
}

/// A redirect to another origin.
fn redirect(status: u16) -> Vec<u8> {
    response(status, &[("Location", "https://elsewhere.example/archive?token=hunter2")], "moved")
}

#[api_tests::test]
async fn each_success_has_a_variant() {
    let weeks = async |bytes| stats(bytes).1.weeks().await;
    assert_eq!(weeks(json(200, "[1,2]")).await.unwrap(), Weeks::Ready(vec![1, 2]));
    assert_eq!(weeks(json(202, r#"{"ignored":true}"#)).await.unwrap(), Weeks::Later);
    assert_eq!(weeks(response(304, &[("ETag", "x")], "")).await.unwrap(), Weeks::Unchanged);
    assert_eq!(weeks(redirect(302)).await.unwrap(), Weeks::Elsewhere);
    assert_eq!(weeks(redirect(307)).await.unwrap(), Weeks::Elsewhere);
    let thing = r#"{"name":"a","size":1}"#;
    assert_eq!(weeks(json(404, thing)).await.unwrap(), Weeks::Missing(Some(Thing::new("a", 1))));
    assert_eq!(weeks(json(404, "")).await.unwrap(), Weeks::Missing(None));
    assert_eq!(weeks(json(206, "{[")).await.unwrap(), Weeks::Part("{[".into()));
    // Others are failures, even those that usually are not.
    for status in [201, 204, 400, 500] {
        assert_eq!(failure(weeks(json(status, "[]")).await), (ErrorKind::Status, Some(status)));
    }
    assert_eq!(failure(weeks(redirect(301)).await), (ErrorKind::Redirect, Some(301)));
    let error = weeks(json(200, r#"["x"]"#)).await.unwrap_err();
    assert_eq!((error.kind(), error.decode_path()), (ErrorKind::Decode, Some("[0]")));
}

#[api_tests::test]
async fn successes_and_failures_by_status_go_together() {
    let (_server, api) = stats(response(304, &[("ETag", "x")], ""));
    let response = api.both().await.unwrap();
    assert_eq!((response.value(), response.status().as_u16()), (&Weeks::Unchanged, 304));
    assert_eq!(response.headers()["etag"], "x");
    let (_server, api) = stats(json(403, r#"{"message":"no"}"#));
    let error = api.both().await.unwrap_err();
    assert!(matches!(error, Failure::Refused(Basic { message }) if message == "no"));
}

#[api_tests::test]
async fn a_variant_is_in_the_envelope() {
    let (_server, api) = stats(json(200, r#"{"code":0,"data":[7]}"#));
    assert_eq!(api.wrapped().await.unwrap(), Weeks::Ready(vec![7]));
    let (_server, api) = stats(json(200, r#"{"code":1,"message":"no"}"#));
    assert_eq!(failure(api.wrapped().await), (ErrorKind::Api, Some(200)));
}

/// The page that many servers send with a redirect is no envelope.
#[api_tests::test]
async fn a_redirect_has_no_envelope() {
    for body in ["<p>moved</p>", "", r#"{"code":7}"#, "{"] {
        let moved = response(302, &[("Location", "https://elsewhere.example/x")], body);
        let (_server, api) = stats(moved);
        let response = api.wrapped_archive().await.unwrap();
        assert_eq!(response.headers()["location"], "https://elsewhere.example/x");
        let (_server, api) = stats(json(302, body));
        assert_eq!(api.wrapped_archive().await.unwrap().status(), 302);
    }
}

#[api_tests::test]
async fn a_body_that_is_not_decoded_may_be_none() {
    let bytes = async |bytes| stats(bytes).1.bytes().await;
    assert_eq!(
        bytes(response(200, &[], "\u{e9}")).await.unwrap().as_deref(),
        Some("\u{e9}".as_bytes())
    );
    // Empty content is content.
    assert_eq!(bytes(response(200, &[], "")).await.unwrap().as_deref(), Some(&b""[..]));
    for status in [204, 304, 404] {
        assert_eq!(bytes(response(status, &[("ETag", "x")], "")).await.unwrap(), None, "{status}");
    }
    // With a page behind it, and with a `Location`, too.
    assert_eq!(bytes(response(404, &[], "<p>gone</p>")).await.unwrap(), None);
    assert_eq!(bytes(response(304, &[("Location", "/x")], "")).await.unwrap(), None);
    assert_eq!(failure(bytes(response(500, &[], "x")).await), (ErrorKind::Status, Some(500)));

    let (_server, api) = stats(response(304, &[("ETag", "x")], ""));
    let unchanged = api.text().await.unwrap();
    assert_eq!(
        (unchanged.status().as_u16(), &unchanged.headers()["etag"]),
        (304, &"x".parse().unwrap())
    );
    assert_eq!(unchanged.into_value(), None);
    let (_server, api) = stats(response(200, &[], "a"));
    assert_eq!(api.text().await.unwrap().into_value().as_deref(), Some("a"));
}

#[api_tests::test]
async fn a_status_may_mean_none() {
    let thing = async |bytes| stats(bytes).1.thing().await;
    assert_eq!(thing(json(404, r#"{"message":"no such thing"}"#)).await.unwrap(), None);
    assert_eq!(thing(json(404, "<html>")).await.unwrap(), None);
    assert_eq!(thing(response(304, &[("Location", "/x")], "")).await.unwrap(), None);
    let good = r#"{"name":"a","size":1}"#;
    assert_eq!(thing(json(200, good)).await.unwrap(), Some(Thing::new("a", 1)));
    assert_eq!(failure(thing(json(410, "")).await), (ErrorKind::Status, Some(410)));
    let (_server, api) = stats(json(404, r#"{"code":7,"message":"no"}"#));
    let response = api.wrapped_thing().await.unwrap();
    assert_eq!((response.value(), response.status().as_u16()), (&None, 404));
    let (_server, api) = stats(json(404, ""));
    api.delete().await.unwrap();
    assert_eq!(StatsClient::ENDPOINTS[3].none(), [304, 404]);
}

#[api_tests::test]
async fn a_redirect_may_be_the_response() {
    let (server, api) = stats(redirect(302));
    let response = api.archive().await.unwrap();
    assert_eq!(response.headers()["location"], "https://elsewhere.example/archive?token=hunter2");
    assert_eq!(api.headers().await.unwrap()["location"], response.headers()["location"]);
    // Even where others are followed.
    let following = StatsClient::new(builder(&server).follow_redirects(3).build().unwrap());
    assert_eq!(following.archive().await.unwrap().status(), 302);
    let (_server, api) = stats(redirect(301));
    assert_eq!(failure(api.archive().await), (ErrorKind::Redirect, Some(301)));
    let (_server, api) = stats(json(200, ""));
    assert_eq!(failure(api.archive().await), (ErrorKind::Status, Some(200)));
}

#[api_tests::test]
async fn a_raw_response_is_raw_whatever_its_status() {
    for status in [300, 301, 302, 303, 304, 307, 308, 404, 500] {
        let (_server, api) = stats(redirect(status));
        let response = api.raw().await.unwrap();
        assert_eq!(response.status(), status);
        assert!(response.headers().contains_key("location"));
    }
}

/// 300 offers choices and 304 is about what the caller has: neither asks for another request.
#[api_tests::test]
async fn some_statuses_with_a_location_are_no_redirects() {
    for follow in [0, 3] {
        for status in [300, 304, 305, 306] {
            let server = Server::giving(response(status, &[("Location", "/other")], ""));
            let client = builder(&server).follow_redirects(follow).build().unwrap();
            let result = StatsClient::new(client).weeks().await;
            match status {
                304 => assert_eq!(result.unwrap(), Weeks::Unchanged),
                _ => assert_eq!(failure(result), (ErrorKind::Status, Some(status))),
            }
            assert_eq!(server.requests().len(), 1);
        }
    }
}
