//! The seam between generated code and the runtime, with the expansion written by hand: what it
//! may name, and what comes of it. In process, over a transport that is a closure.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use api_core::__private::{RequestParts, call, decode};
use api_core::endpoint::{BodyFormat, Location, Param, PathPiece};
use api_core::{Body, Call, Client, Credentials, Endpoint, Envelope, ErrorKind, Result};
use http::{Request, Response};
use serde::Deserialize;

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Chat {
    code: String,
}

struct Chats {
    client: Client,
}

impl Chats {
    const ENDPOINT_VIEW: Endpoint = Endpoint::new("Chats", "view", "GET")
        .with_path(
            "/chats/{owner}/view",
            &[
                PathPiece::Literal("/chats/"),
                PathPiece::Param("owner"),
                PathPiece::Literal("/view"),
            ],
        )
        .with_params(&[
            Param::new("owner", Location::Path, "owner"),
            Param::new("chat_code", Location::Query, "chat_code"),
        ]);
    const ENDPOINT_DELETE: Endpoint = Endpoint::new("Chats", "delete", "POST")
        .with_path("/chats/delete", &[PathPiece::Literal("/chats/delete")])
        .with_params(&[Param::new("chat_code", Location::Field, "chat_code")])
        .with_loose_body(BodyFormat::Json);

    fn view(&self, owner: &str, chat_code: Option<&str>) -> Call<Result<Chat>> {
        let mut request = RequestParts::new(&self.client, &Self::ENDPOINT_VIEW);
        request.path(owner);
        request.query("chat_code", &chat_code);
        call(request, decode::<Kook<()>, Result<Chat>, _>())
    }

    fn delete(&self, chat_code: &str) -> Call<Result<()>> {
        let mut request = RequestParts::new(&self.client, &Self::ENDPOINT_DELETE);
        request.field("chat_code", chat_code);
        call(request, decode::<Kook<()>, Result<()>, _>())
    }
}

type Seen = Arc<Mutex<Vec<Request<Body>>>>;

/// A client whose every call gets `status` and `body`, and what it sent.
fn responded(status: u16, body: &'static str) -> (Chats, Seen) {
    let seen = Seen::default();
    let record = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: Request<Body>| {
        record.lock().unwrap().push(request);
        let mut response = Response::new(http_body_util::Full::from(body));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        async move { Ok::<_, Infallible>(response) }
    });
    let client = Client::builder("https://kook.test/api/")
        .credentials(Credentials::scheme("Bot", "SECRET"))
        .transport(transport)
        .build()
        .unwrap();
    (Chats { client }, seen)
}

#[tokio::test]
async fn a_value_comes_out_of_its_envelope() {
    let (chats, seen) = responded(200, r#"{"code":0,"message":"ok","data":{"code":"5c","x":1}}"#);
    let chat = chats.view("a/b ü", Some("5c&d")).await.unwrap();
    assert_eq!(chat, Chat { code: "5c".into() });
    let seen = seen.lock().unwrap();
    let [request] = &seen[..] else { panic!("one request") };
    assert_eq!(request.method(), "GET");
    assert_eq!(
        request.uri().to_string(),
        "https://kook.test/api/chats/a%2Fb%20%C3%BC/view?chat_code=5c%26d",
    );
    assert_eq!(request.headers()["authorization"], "Bot SECRET");
    assert_eq!(request.headers()["accept"], "application/json");
}

#[tokio::test]
async fn the_payload_may_come_first() {
    let (chats, _) = responded(200, r#"{"data":{"code":"5c"},"message":"ok","code":"0"}"#);
    assert_eq!(chats.view("a", None).await.unwrap(), Chat { code: "5c".into() });
}

#[tokio::test]
async fn nothing_accepts_anything() {
    for body in [
        r#"{"code":0,"message":"","data":[]}"#,
        r#"{"code":0,"message":"","data":{}}"#,
        r#"{"code":0,"message":"","data":null}"#,
        r#"{"code":0}"#,
        r#"{"data":true,"code":0}"#,
    ] {
        let (chats, seen) = responded(200, body);
        chats.delete("x\"y").await.unwrap();
        let body = seen.lock().unwrap().pop().unwrap().into_body();
        assert_eq!(body.as_bytes(), Some(&br#"{"chat_code":"x\"y"}"#[..]));
    }
}

#[tokio::test]
async fn a_failure_is_the_apis_own_whatever_its_payload() {
    for status in [200, 400] {
        let (chats, _) = responded(status, r#"{"code":40000,"message":"no chat\n","data":[1]}"#);
        let error = chats.view("a", None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(*error.api().unwrap().code(), 40000);
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert!(error.to_string().starts_with(
            "GET /chats/{owner}/view (Chats::view): the API responded with code 40000: no chat\\u{a}"
        ));
    }
}

#[tokio::test]
async fn other_failures_keep_their_own_kinds() {
    for (status, body, kind) in [
        (502, "<html>", ErrorKind::Status),
        (500, r#"{"code":0,"data":{"code":"5c"}}"#, ErrorKind::Status),
        (200, "<html>", ErrorKind::Decode),
        (200, "", ErrorKind::Decode),
        (200, r#"[0,"ok",{"code":"5c"}]"#, ErrorKind::Decode),
        (200, r#"{"code":0.0,"data":{"code":"5c"}}"#, ErrorKind::Decode),
        (200, r#"{"code":0,"code":0,"data":{"code":"5c"}}"#, ErrorKind::Decode),
        (200, r#"{"data":{"code":"5c"}}"#, ErrorKind::Decode),
        (200, r#"{"code":0}"#, ErrorKind::Decode),
        (200, r#"{"code":0,"data":{"code":"5c"}} x"#, ErrorKind::Decode),
    ] {
        let (chats, _) = responded(status, body);
        let error = chats.view("a", None).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{status} {body}: {error}");
    }
}

#[tokio::test]
async fn a_decode_error_says_where_and_never_what() {
    let (chats, _) = responded(200, r#"{"code":0,"data":{"code":["SEKRET"]}}"#);
    let error = chats.view("a", None).await.unwrap_err();
    assert_eq!(error.decode_path(), Some("data.code"));
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains("SEKRET"), "{shown}");
}

#[tokio::test]
async fn a_path_value_cannot_walk_away() {
    for value in [".", "..", ""] {
        let (chats, seen) = responded(200, "");
        let error = chats.view(value, None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().contains("path parameter `owner` leaves"), "{error}");
        assert!(seen.lock().unwrap().is_empty());
    }
    let (chats, _) = responded(200, "");
    let request = chats.view("../admin", None).build().unwrap();
    assert_eq!(request.uri().path(), "/api/chats/..%2Fadmin/view");
}

#[test]
fn base_urls_are_checked() {
    for (base, why) in [
        ("http://example.com", "allow_http()"),
        ("https://u:p@example.com", "user name or password"),
        ("https://example.com/#x", "fragment"),
        ("ftp://example.com", "the scheme is `ftp`"),
        ("example.com", "it has no scheme"),
        ("https://", "no URL"),
        ("https://example.com/a b", "a space"),
    ] {
        let error = Client::builder(base).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().contains(why), "{base}: {error}");
    }
    Client::builder("http://127.0.0.1:1").build().unwrap();
}

/// An endpoint that no macro has checked.
#[tokio::test]
async fn a_header_that_only_the_transport_writes_is_refused() {
    const CONSTANT: Endpoint =
        Endpoint::new("Chats", "constant", "GET").with_headers(&[("Host", "elsewhere")]);
    const PARAMETER: Endpoint = Endpoint::new("Chats", "parameter", "GET")
        .with_params(&[Param::new("length", Location::Header, "Content-Length")]);
    let (chats, seen) = responded(200, "");
    let constant = RequestParts::new(&chats.client, &CONSTANT);
    let mut parameter = RequestParts::new(&chats.client, &PARAMETER);
    parameter.header("Content-Length", &40);
    for request in [constant, parameter] {
        let error = call(request, decode::<Kook<()>, Result<()>, _>()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build, "{error}");
        assert!(error.to_string().contains("only the transport writes"), "{error}");
    }
    assert!(seen.lock().unwrap().is_empty());
}
