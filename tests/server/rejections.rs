//! Requests that no implementation gets to see: the response, and that it is in the envelope.

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
async fn what_is_not_there_is_told_in_the_envelope() {
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

#[tokio::test]
async fn what_cannot_be_read_in_a_head_is_told_with_its_name() {
    hold(
        router(),
        &[
            "GET /v1/notes/hunter2",
            "GET /v1/notes/-1",
            "GET /v1/notes/%ff",
            "GET /v1/notes/%zz",
            "GET /v1/notes/99999999999999999999",
            "GET /v1/notes?limit=hunter2",
            "GET /v1/notes?limit=256",
            "GET /v1/notes?limit=1&limit=2",
            "GET /v1/notes?limit=",
            "GET /v1/notes?limit[]=1",
            "GET /v1/notes?tags=%ff",
            "GET /v1/notes?tags=a&tags=hunter2",
            "GET /v1/notes?all=hunter2",
            "GET /v1/notes?%ff=1",
            "GET /v1/notes\nX-Trace: hunter2",
            "GET /v1/notes\nX-Trace: 1\nX-Trace: 2",
            "DELETE /v1/bare/hunter2",
        ],
        expect![[r#"
            GET /v1/notes/hunter2
                400 {"code":400,"data":null,"message":"path parameter `id`: expected u64"}
            GET /v1/notes/-1
                400 {"code":400,"data":null,"message":"path parameter `id`: expected u64"}
            GET /v1/notes/%ff
                400 {"code":400,"data":null,"message":"path parameter `id`: expected percent-encoded UTF-8"}
            GET /v1/notes/%zz
                400 {"code":400,"data":null,"message":"path parameter `id`: expected percent-encoded UTF-8"}
            GET /v1/notes/99999999999999999999
                400 {"code":400,"data":null,"message":"path parameter `id`: expected u64"}
            GET /v1/notes?limit=hunter2
                400 {"code":400,"data":null,"message":"query parameter `limit`: expected a whole number (u8)"}
            GET /v1/notes?limit=256
                400 {"code":400,"data":null,"message":"query parameter `limit`: expected a whole number (u8)"}
            GET /v1/notes?limit=1&limit=2
                400 {"code":400,"data":null,"message":"query parameter `limit`: it is given more than once"}
            GET /v1/notes?limit=
                400 {"code":400,"data":null,"message":"query parameter `limit`: expected a whole number (u8)"}
            GET /v1/notes?limit[]=1
                200 {"code":0,"message":"","data":[]}
            GET /v1/notes?tags=%ff
                400 {"code":400,"data":null,"message":"query parameter `tags`: expected percent-encoded UTF-8"}
            GET /v1/notes?tags=a&tags=hunter2
                400 {"code":400,"data":null,"message":"query parameter `tags`: it is given more than once"}
            GET /v1/notes?all=hunter2
                400 {"code":400,"data":null,"message":"query parameter `all`: expected a flag, which has no value"}
            GET /v1/notes?%ff=1
                400 {"code":400,"data":null,"message":"query: expected percent-encoded UTF-8"}
            GET /v1/notes⏎X-Trace: hunter2
                400 {"code":400,"data":null,"message":"header parameter `X-Trace`: expected a whole number (u32)"}
            GET /v1/notes⏎X-Trace: 1⏎X-Trace: 2
                400 {"code":400,"data":null,"message":"header parameter `X-Trace`: it is given more than once"}
            DELETE /v1/bare/hunter2
                400 path parameter `id`: expected u64
        "#]],
    )
    .await;
}

const JSON: &str = "Content-Type: application/json";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const PARTS: &str = "Content-Type: multipart/form-data; boundary=b";

#[tokio::test]
async fn what_cannot_be_read_in_a_body_is_told_with_its_name() {
    let requests = [
        "POST /v1/notes\n\n{\"title\":\"hunter2\"}".to_owned(),
        format!("POST /v1/notes\n{FORM}\n\ntitle=hunter2"),
        "POST /v1/notes\nContent-Type: application/json; charset=latin1\n\n{}".to_owned(),
        format!("POST /v1/notes\n{JSON}\nContent-Encoding: gzip\n\nhunter2"),
        format!("POST /v1/notes\n{JSON}\n\n"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"hunter2\""),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":hunter2}}"),
        format!("POST /v1/notes\n{JSON}\n\n[\"hunter2\"]"),
        format!("POST /v1/notes\n{JSON}\n\n{{}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":null}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":7}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"a\",\"size\":\"hunter2\"}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"a\",\"size\":256}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"a\",\"title\":\"hunter2\"}}"),
        format!("PUT /v1/form\n{JSON}\n\n{{}}"),
        format!("PUT /v1/form\n{FORM}\n\nsize=1"),
        format!("PUT /v1/form\n{FORM}\n\ntitle=hunter2&title=hunter2"),
        format!("PUT /v1/form\n{FORM}\n\ntitle=hunter2&size=hunter2"),
        format!("PUT /v1/form\n{FORM}\n\ntitle=%ff"),
        format!("PUT /v1/parts\n{FORM}\n\ntitle=hunter2"),
        "PUT /v1/parts\nContent-Type: multipart/form-data\n\n".to_owned(),
        format!("PUT /v1/parts\n{PARTS}\n\n--other\n\nhunter2\n--other--"),
        format!(
            "PUT /v1/parts\n{PARTS}\n\n--b\nContent-Disposition: form-data; name=\"title\"\n\nhunter2"
        ),
        format!("PUT /v1/parts\n{PARTS}\n\n--b\n\nhunter2\n--b--"),
        format!(
            "PUT /v1/parts\n{PARTS}\n\n--b\nContent-Disposition: form-data; name=\"title\"\n\nhunter2\n--b--"
        ),
    ];
    let requests: Vec<&str> = requests.iter().map(String::as_str).collect();
    hold(router(), &requests, expect![[r#"
        POST /v1/notes⏎⏎{"title":"hunter2"}
            415 {"code":415,"data":null,"message":"body: expected the content type `application/json`"}
        POST /v1/notes⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2
            415 {"code":415,"data":null,"message":"body: expected the content type `application/json`"}
        POST /v1/notes⏎Content-Type: application/json; charset=latin1⏎⏎{}
            415 {"code":415,"data":null,"message":"body: expected UTF-8"}
        POST /v1/notes⏎Content-Type: application/json⏎Content-Encoding: gzip⏎⏎hunter2
            415 {"code":415,"data":null,"message":"body: expected no `Content-Encoding`"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎
            400 {"code":400,"data":null,"message":"body: it is missing; expected a JSON object"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"hunter2"
            400 {"code":400,"data":null,"message":"body: it is no valid JSON"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":hunter2}
            400 {"code":400,"data":null,"message":"body: it is no valid JSON"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎["hunter2"]
            422 {"code":422,"data":null,"message":"body: expected a JSON object"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{}
            422 {"code":422,"data":null,"message":"field parameter `title`: it is missing"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":null}
            422 {"code":422,"data":null,"message":"field parameter `title`: expected a text, found null"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":7}
            422 {"code":422,"data":null,"message":"field parameter `title`: expected a text, found an integer"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"a","size":"hunter2"}
            422 {"code":422,"data":null,"message":"field parameter `size`: expected u8, found a text"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"a","size":256}
            422 {"code":422,"data":null,"message":"field parameter `size`: expected u8, found another integer"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"a","title":"hunter2"}
            400 {"code":400,"data":null,"message":"body: a member is given more than once"}
        PUT /v1/form⏎Content-Type: application/json⏎⏎{}
            415 {"code":415,"data":null,"message":"body: expected the content type `application/x-www-form-urlencoded`"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎size=1
            422 {"code":422,"data":null,"message":"field parameter `title`: it is missing"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2&title=hunter2
            400 {"code":400,"data":null,"message":"field parameter `title`: it is given more than once"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2&size=hunter2
            422 {"code":422,"data":null,"message":"field parameter `size`: expected a whole number (u8)"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=%ff
            400 {"code":400,"data":null,"message":"field parameter `title`: expected percent-encoded UTF-8"}
        PUT /v1/parts⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2
            415 {"code":415,"data":null,"message":"body: expected the content type `multipart/form-data`"}
        PUT /v1/parts⏎Content-Type: multipart/form-data⏎⏎
            400 {"code":400,"data":null,"message":"body: its content type names no boundary between the parts"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--other⏎⏎hunter2⏎--other--
            400 {"code":400,"data":null,"message":"body: it is no valid multipart: its boundary is not there"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--b⏎Content-Disposition: form-data; name="title"⏎⏎hunter2
            400 {"code":400,"data":null,"message":"body: it is no valid multipart: a part has no end"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--b⏎⏎hunter2⏎--b--
            400 {"code":400,"data":null,"message":"body: it is no valid multipart: a part has no headers"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--b⏎Content-Disposition: form-data; name="title"⏎⏎hunter2⏎--b--
            422 {"code":422,"data":null,"message":"part parameter `file`: it is missing"}
    "#]]).await;
}

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
