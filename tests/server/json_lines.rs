//! Bodies of JSON lines, as a server reads them back.

use api_core::http::Request;
use api_core::server::axum::body::Body;
use api_core::{Client, Result, api};
use http_body_util::BodyExt as _;
use serde::{Deserialize, Serialize};
use tower::ServiceExt as _;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Doc {
    title: String,
}

#[api(server, stub)]
trait Lines {
    #[endpoint(POST, "/bulk")]
    async fn bulk(&self, #[body(json_lines)] docs: Option<Vec<Doc>>) -> Result<Option<Vec<Doc>>>;
}

struct Echo;

#[api_core::async_trait]
impl Lines for Echo {
    async fn bulk(&self, docs: Option<Vec<Doc>>) -> Result<Option<Vec<Doc>>> {
        Ok(docs)
    }
}

fn docs(titles: &[&str]) -> Option<Vec<Doc>> {
    Some(titles.iter().map(|title| Doc { title: (*title).to_owned() }).collect())
}

#[tokio::test]
async fn the_lines_come_back_as_a_list() {
    let api = LinesClient::new(Client::in_process(LinesServer::new(Echo).into_router()));
    for docs in [None, docs(&["a\nb", "é", ""]), docs(&[])] {
        assert_eq!(api.bulk(docs.clone()).await.unwrap(), docs);
    }
}

#[tokio::test]
async fn a_stub_has_the_list() {
    let stub = LinesStub::new();
    stub.bulk().with(|args| args.docs == docs(&["a"])).respond(None);
    stub.client().bulk(docs(&["a"])).await.unwrap();
    stub.verify();
}

#[tokio::test]
async fn lines_are_read_as_others_write_them() {
    let router = LinesServer::new(Echo).into_router();
    let a = r#"{"title":"a"}"#;
    let rows = [
        (format!("{a}\r\n\r\n  {a}"), "application/jsonl", 200, r#"[{"title":"a"},{"title":"a"}]"#),
        (format!("{a},{a}\n"), "application/x-ndjson", 400, "line 1 is no valid JSON"),
        (format!("{a}\n{{\n"), "application/x-ndjson", 400, "line 2 is no valid JSON"),
        (format!("{a}\n1\n"), "application/x-ndjson", 422, "[1]"),
        (a.to_owned(), "application/json", 415, "application/x-ndjson"),
    ];
    for (body, content_type, status, want) in rows {
        let request = Request::post("/bulk").header("content-type", content_type);
        let request = request.body(Body::from(body.clone())).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let got = response.status().as_u16();
        let text = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(text.to_vec()).unwrap();
        assert!(got == status && text.contains(want), "{body:?}: {got} {text}");
    }
}
