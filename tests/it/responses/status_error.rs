//! Failures by status, as an enum of the user's.

use std::error::Error as _;

use api_core::{Envelope, Error, ErrorKind, StatusError, Text, api};
use api_tests::{Server, Step, json, response};
use serde::Deserialize;

use crate::support::{Thing, builder, client};

#[derive(Debug, PartialEq, Deserialize)]
struct Basic {
    message: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Validation {
    errors: Vec<String>,
}

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404)]
    NotFound(Basic),
    #[status(409, 422)]
    Invalid(Validation, Error),
    #[status(410)]
    Gone,
    #[status(418)]
    Teapot(Text),
    #[status(default)]
    Refused(Option<Basic>),
    #[other]
    Call(Error),
}

/// Without a default.
#[derive(Debug, StatusError)]
enum Few {
    #[status(404)]
    NotFound(Basic),
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
trait Issues {
    #[endpoint(GET, "/issue")]
    async fn issue(&self) -> Result<Thing, Failure>;

    #[endpoint(GET, "/few")]
    async fn few(&self) -> Result<Thing, Few>;

    #[endpoint(GET, "/wrapped", envelope = Wrapped)]
    async fn wrapped(&self) -> Result<Thing, Failure>;

    #[endpoint(GET, "/large", max_error_body = "1 MiB")]
    async fn large(&self) -> Result<Thing, Failure>;
}

fn issues(bytes: Vec<u8>) -> (Server, IssuesClient) {
    let server = Server::giving(bytes);
    let client = IssuesClient::new(client(&server));
    (server, client)
}

async fn issue(bytes: Vec<u8>) -> Failure {
    issues(bytes).1.issue().await.unwrap_err()
}

#[api_tests::test]
async fn a_status_has_a_variant_and_its_body() {
    let Failure::NotFound(basic) = issue(json(404, r#"{"message":"no such issue"}"#)).await else {
        panic!("404 is `NotFound`")
    };
    assert_eq!(basic, Basic { message: "no such issue".into() });
    for status in [409, 422] {
        let bytes = response(status, &[("X-Request-Id", "r1")], r#"{"errors":["a","b"]}"#);
        let failure = issue(bytes).await;
        let error = failure.as_error().unwrap();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!((error.request_id(), error.attempts()), (Some("r1"), 1));
        assert_eq!(error.endpoint().unwrap().name(), "issue");
        assert_eq!(failure.to_string(), error.to_string());
        let Failure::Invalid(Validation { errors }, _) = failure else {
            panic!("{status} is `Invalid`")
        };
        assert_eq!(errors, ["a", "b"]);
    }
    assert!(matches!(issue(json(410, "<gone>")).await, Failure::Gone));
    assert!(matches!(issue(json(418, "short")).await, Failure::Teapot(text) if &*text == "short"));
    let body = r#"{"message":"too many"}"#;
    for status in [400, 429, 500] {
        let failure = issue(json(status, body)).await;
        assert!(
            matches!(failure, Failure::Refused(Some(Basic { message })) if message == "too many")
        );
    }
    assert!(matches!(issue(json(500, "")).await, Failure::Refused(None)));
    // A success is one.
    let (_server, api) = issues(json(200, r#"{"name":"a","size":1}"#));
    assert_eq!(api.issue().await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test]
async fn a_body_that_does_not_fit_is_another_error_and_has_the_reason() {
    for (body, reason) in [
        (
            r#"{"note":"x"}"#,
            "for `NotFound`, the response does not fit the declared type: `message` is missing",
        ),
        (
            r#"{"message":7}"#,
            "for `NotFound`, the response does not fit the declared type: expected a text, found an integer at `message`",
        ),
        ("<html>secret</html>", "for `NotFound`, the response is not valid JSON"),
        ("", "for `NotFound`, the response is empty"),
    ] {
        let failure = issue(json(404, body)).await;
        let Failure::Call(error) = &failure else { panic!("{failure:?}") };
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 404));
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!failure.to_string().contains("secret"), "{failure}");
        assert!(failure.as_error().is_some());
    }
}

#[api_tests::test]
async fn a_status_without_a_variant_is_other() {
    let (_server, api) = issues(json(500, "{}"));
    let Few::Call(error) = api.few().await.unwrap_err() else { panic!("500 has no variant") };
    assert_eq!(error.kind(), ErrorKind::Status);
    let (_server, api) = issues(json(404, r#"{"message":"m"}"#));
    let failure = api.few().await.unwrap_err();
    assert!(matches!(&failure, Few::NotFound(Basic { message }) if message == "m"));
    assert!(failure.as_error().is_none() && failure.source().is_none());
    assert_eq!(failure.to_string(), "the server responded with HTTP 404 (`NotFound`)");

    // A value that does not fit, and a connection that breaks.
    assert!(matches!(issue(json(200, "7")).await, Failure::Call(error) if error.is_decode()));
    let server = Server::script([Step::ReadRequest, Step::Close]);
    let api = IssuesClient::new(client(&server));
    let failure = api.issue().await.unwrap_err();
    let Failure::Call(error) = &failure else { panic!("{failure:?}") };
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(failure.to_string(), error.to_string());
}

#[api_tests::test]
async fn an_envelope_that_fails_has_a_variant_by_its_status() {
    let (_server, api) = issues(json(404, r#"{"code":7,"message":"no"}"#));
    let failure = api.wrapped().await.unwrap_err();
    assert!(matches!(failure, Failure::NotFound(Basic { message }) if message == "no"));
    let (_server, api) = issues(json(200, r#"{"code":7,"message":"no"}"#));
    let failure = api.wrapped().await.unwrap_err();
    assert!(matches!(failure, Failure::Refused(Some(Basic { message })) if message == "no"));
}

#[api_tests::test]
async fn a_large_body_of_a_failure_is_read_if_it_may_be() {
    let message = "x".repeat(200 << 10);
    let body = serde_json::json!({ "message": message.as_str() }).to_string();
    let (server, api) = issues(json(404, &body));
    // Cut after 64 KiB unless said, and what is cut is no body of the variant.
    let failure = api.issue().await.unwrap_err();
    let why = "for `NotFound`, the response is larger than 65536 bytes; `max_error_body` of the client \
               or the endpoint sets how much of a failure is read";
    assert!(failure.to_string().ends_with(why), "{failure}");
    assert_eq!(failure.as_error().unwrap().body().unwrap().len(), 64 << 10);
    assert!(
        matches!(api.large().await.unwrap_err(), Failure::NotFound(it) if it.message == message)
    );
    let api = IssuesClient::new(builder(&server).max_error_body(1 << 20).build().unwrap());
    assert!(
        matches!(api.issue().await.unwrap_err(), Failure::NotFound(it) if it.message == message)
    );
}

/// Not even where half of it could be read.
#[api_tests::test]
async fn half_a_body_is_the_body_of_no_variant() {
    let failure = issue(response(418, &[], "x".repeat(100_000))).await;
    assert!(matches!(failure, Failure::Call(_)), "{failure:?}");
    assert!(failure.to_string().contains("`max_error_body`"), "{failure}");
    // One that breaks off, too.
    let bytes = b"HTTP/1.1 418 I'm a teapot\r\nContent-Length: 9\r\n\r\nshort".to_vec();
    let server = Server::each([Step::ReadRequest, Step::Send(bytes), Step::Close]);
    let failure = IssuesClient::new(client(&server)).issue().await.unwrap_err();
    assert!(matches!(failure, Failure::Call(_)), "{failure:?}");
    let why = "for `Teapot`, the connection broke before the response was complete";
    assert!(failure.to_string().ends_with(why), "{failure}");
    assert_eq!(failure.as_error().unwrap().body().unwrap(), &b"short"[..]);
    // A variant that holds none has no need of it.
    assert!(matches!(issue(response(410, &[], "x".repeat(100_000))).await, Failure::Gone));
}

/// `?` leads from one to the other.
#[api_tests::test]
async fn it_is_an_error_of_the_library_again() {
    async fn name(api: &IssuesClient) -> api_core::Result<String> {
        Ok(api.issue().await?.name)
    }
    let (_server, api) = issues(json(409, r#"{"errors":[]}"#));
    let error = name(&api).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 409));
    let (_server, api) = issues(json(410, ""));
    let error = name(&api).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 410);
}

/// Behind a 101, the connection speaks another protocol. It is no success, and may have a variant.
#[api_tests::test]
async fn a_variant_for_a_change_of_the_protocol() {
    #[derive(Debug, StatusError)]
    enum Hijacked {
        #[status(101)]
        SwitchingProtocols,
        #[other]
        Call(Error),
    }
    #[api]
    trait Session {
        #[endpoint(POST, "/session")]
        async fn session(&self) -> Result<(), Hijacked>;
    }
    let bytes = b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n";
    let server = Server::each([Step::ReadRequest, Step::Send(bytes.to_vec()), Step::Close]);
    let failure = SessionClient::new(client(&server)).session().await.unwrap_err();
    assert!(matches!(failure, Hijacked::SwitchingProtocols), "{failure:?}");
}
