//! Requests that no implementation gets to see: the response, and that it is in the envelope.

mod body;
mod head;

use api_core::http::{Request, Response};
use api_core::server::axum::Router;
use api_core::server::axum::extract::DefaultBodyLimit;
use api_core::{ApiError, Body, Envelope, Part, Result, api, async_trait};
use expect_test::{Expect, expect};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

#[derive(Envelope)]
pub(crate) struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[api(server, envelope = Kook, path = "/v1")]
pub(crate) trait Notes {
    #[endpoint(GET, "/notes/{id}")]
    async fn note(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/notes")]
    async fn list(
        &self,
        limit: Option<u8>,
        #[query(list = "csv")] tags: &[&str],
        #[query(flag)] all: bool,
        #[header("X-Trace")] trace: Option<u32>,
    ) -> Result<Vec<String>>;

    #[endpoint(POST, "/notes")]
    async fn create(&self, title: &str, size: Option<u8>) -> Result<()>;

    #[endpoint(PUT, "/form", body = form)]
    async fn form(&self, title: &str, size: Option<u8>) -> Result<()>;

    #[endpoint(PUT, "/parts", body = multipart)]
    async fn parts(&self, title: &str, #[part] file: Part) -> Result<()>;

    #[endpoint(PUT, "/text")]
    async fn text(&self, #[body(text)] text: &str) -> Result<()>;

    #[endpoint(DELETE, "/bare/{id}", envelope = none)]
    async fn bare(&self, id: u64) -> Result<()>;
}

pub(crate) struct Well;

#[async_trait]
impl Notes for Well {
    async fn note(&self, _: u64) -> Result<String> {
        Ok("note".to_owned())
    }

    async fn list(
        &self,
        _: Option<u8>,
        _: &[&str],
        _: bool,
        _: Option<u32>,
    ) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    async fn create(&self, _: &str, _: Option<u8>) -> Result<()> {
        Ok(())
    }

    async fn form(&self, _: &str, _: Option<u8>) -> Result<()> {
        Ok(())
    }

    async fn parts(&self, _: &str, _: Part) -> Result<()> {
        Ok(())
    }

    async fn text(&self, _: &str) -> Result<()> {
        Ok(())
    }

    async fn bare(&self, _: u64) -> Result<()> {
        Ok(())
    }
}

/// The response to a request in a few words: `PUT /path\nname: value\n\nbody`.
pub(crate) async fn response(router: Router, request: &str) -> Response<Vec<u8>> {
    let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
    let mut lines = head.lines();
    let (method, uri) = lines.next().unwrap().split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(uri);
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let request = request.body(Body::from(body.replace('\n', "\r\n").into_bytes())).unwrap();
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    Response::from_parts(parts, body.collect().await.unwrap().to_bytes().to_vec())
}

/// A word that values are full of, and no response repeats.
const PLANTED: &str = "hunter2";

async fn hold(router: Router, requests: &[&str], expected: Expect) {
    let mut shown = String::new();
    for request in requests {
        let (parts, body) = response(router.clone(), request).await.into_parts();
        let body = String::from_utf8(body).unwrap();
        assert!(!body.contains(PLANTED), "{request}: {body}");
        let allow = parts
            .headers
            .get("allow")
            .map(|allow| format!(" (Allow: {})", allow.to_str().unwrap()));
        let line = request.replace('\n', "⏎");
        shown +=
            &format!("{line}\n    {} {body}{}\n", parts.status.as_u16(), allow.unwrap_or_default());
    }
    expected.assert_eq(&shown);
}

fn router() -> Router {
    NotesServer::new(Well).into_router()
}

#[tokio::test]
async fn a_missing_route_is_rejected_in_the_envelope() {
    hold(
        router(),
        &[
            "GET /v1/note",
            "GET /v1/notes/7/more",
            "GET /v1/notes/",
            "GET /v1//notes",
            "GET /v1/notes/%2e%2e",
            "GET /",
            "PATCH /v1/notes/7",
            "DELETE /v1/notes",
            "PURGE /v1/notes",
            "OPTIONS /v1/text",
            "GET /v1/bare/7",
        ],
        expect![[r#"
            GET /v1/note
                404 {"code":404,"data":null,"message":"no endpoint has this path"}
            GET /v1/notes/7/more
                404 {"code":404,"data":null,"message":"no endpoint has this path"}
            GET /v1/notes/
                404 {"code":404,"data":null,"message":"no endpoint has this path"}
            GET /v1//notes
                404 {"code":404,"data":null,"message":"no endpoint has this path"}
            GET /v1/notes/%2e%2e
                404 {"code":404,"data":null,"message":"no endpoint has this path"}
            GET /
                404 {"code":404,"data":null,"message":"no endpoint has this path"}
            PATCH /v1/notes/7
                405 {"code":405,"data":null,"message":"this path takes other methods, which `Allow` names"} (Allow: GET,HEAD)
            DELETE /v1/notes
                405 {"code":405,"data":null,"message":"this path takes other methods, which `Allow` names"} (Allow: GET,HEAD,POST)
            PURGE /v1/notes
                405 {"code":405,"data":null,"message":"this path takes other methods, which `Allow` names"} (Allow: GET,HEAD,POST)
            OPTIONS /v1/text
                405 {"code":405,"data":null,"message":"this path takes other methods, which `Allow` names"} (Allow: PUT)
            GET /v1/bare/7
                405 {"code":405,"data":null,"message":"this path takes other methods, which `Allow` names"} (Allow: DELETE)
        "#]],
    )
    .await;
}

const JSON: &str = "Content-Type: application/json";

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let large = format!("PUT /v1/text\nContent-Type: text/plain\n\n{}", PLANTED.repeat(400_000));
    let responded = response(router(), &large).await;
    assert_eq!(responded.status(), 413);
    assert_eq!(
        String::from_utf8_lossy(responded.body()),
        r#"{"code":413,"data":null,"message":"body: it is larger than this server takes"}"#
    );
    // The limit is axum's own layer, either way.
    let higher = router().layer(DefaultBodyLimit::max(4 << 20));
    assert_eq!(response(higher, &large).await.status(), 200);
    let lower = router().layer(DefaultBodyLimit::max(10));
    assert_eq!(response(lower.clone(), "PUT /v1/text\n\n01234567890").await.status(), 413);
    assert_eq!(response(lower, "PUT /v1/text\n\n0123456789").await.status(), 200);
}

#[tokio::test]
async fn refusals_are_worded_by_the_server_if_it_likes() {
    let server = NotesServer::new(Well).rejections(|rejection| {
        let code = if rejection.is_missing() { 40_100 } else { 40_000 };
        ApiError::new(code, format!("{:?}", rejection.param())).with_status(rejection.status())
    });
    let missing = format!("POST /v1/notes\n{JSON}\n\n{{}}");
    hold(
        server.into_router(),
        &[&missing, "GET /v1/notes/x", "GET /v1/nowhere", "PUT /v1/notes"],
        expect![[r#"
            POST /v1/notes⏎Content-Type: application/json⏎⏎{}
                422 {"code":40100,"data":null,"message":"Some(\"title\")"}
            GET /v1/notes/x
                400 {"code":40000,"data":null,"message":"Some(\"id\")"}
            GET /v1/nowhere
                404 {"code":40000,"data":null,"message":"None"}
            PUT /v1/notes
                405 {"code":40000,"data":null,"message":"None"} (Allow: GET,HEAD,POST)
        "#]],
    )
    .await;
}
