//! Paths as a server reads them back.

use api_core::http::Request;
use api_core::server::axum::body::{Body, to_bytes};
use api_core::{Client, Result, api};
use tower::ServiceExt as _;
use tower::util::MapRequestLayer;

#[api(server)]
trait Paths {
    #[endpoint(GET, "/any/{file-id}/{user.id}@{$v}/{_}")]
    async fn any_name(
        &self,
        #[path("$v")] v: u8,
        #[path("user.id")] user_id: String,
        #[path("file-id")] file_id: String,
        #[path("_")] last: u8,
    ) -> Result<String>;

    #[endpoint(GET, "/list/{ids}/x{words}")]
    async fn lists(
        &self,
        #[path(list = "csv")] ids: &[u64],
        #[path(list = "csv")] words: Vec<String>,
    ) -> Result<String>;

    #[endpoint(GET, "/pair/{a}/{b}/end")]
    async fn pair(&self, b: &str, a: &str) -> Result<String>;

    #[endpoint(GET, "/{a}/{b}/{c}/{d}/{e}")]
    async fn five(&self, a: u8, b: &str, c: u8, d: &str, e: &str) -> Result<String>;
}

struct Echo;

#[api_core::async_trait]
impl Paths for Echo {
    async fn any_name(&self, v: u8, user_id: String, file_id: String, last: u8) -> Result<String> {
        Ok(format!("{v} {user_id} {file_id} {last}"))
    }

    async fn lists(&self, ids: &[u64], words: Vec<String>) -> Result<String> {
        Ok(format!("{ids:?} {words:?}"))
    }

    async fn pair(&self, b: &str, a: &str) -> Result<String> {
        Ok(format!("{a} {b}"))
    }

    async fn five(&self, a: u8, b: &str, c: u8, d: &str, e: &str) -> Result<String> {
        Ok(format!("{a} {b} {c} {d} {e}"))
    }
}

fn api() -> PathsClient {
    PathsClient::new(Client::in_process(PathsServer::new(Echo).into_router()))
}

#[tokio::test]
async fn a_placeholder_may_have_any_name() {
    let got = api().any_name(1, "a b".to_owned(), "f/1".to_owned(), 2).await.unwrap();
    assert_eq!(got, "1 a b f/1 2");
    let [any_name, ..] = PathsClient::ENDPOINTS else { unreachable!() };
    assert_eq!(any_name.template(), "/any/{file-id}/{user.id}@{$v}/{_}");
    assert_eq!(any_name.params()[2].wire_name(), "file-id");
}

#[tokio::test]
async fn a_list_is_read_back_element_by_element() {
    for words in [&["a"][..], &["a,b", "c/d", "é%2C", ".."], &[]] {
        let owned = words.iter().map(|word| (*word).to_owned()).collect();
        let got = api().lists(&[1, 2], owned).await.unwrap();
        assert_eq!(got, format!("[1, 2] {words:?}"));
    }
    let router = PathsServer::new(Echo).into_router();
    let request = Request::get("/list/1,,2/x").body(Body::empty()).unwrap();
    assert_eq!(router.oneshot(request).await.unwrap().status(), 400);
}

#[tokio::test]
async fn each_placeholder_has_its_own_value() {
    for (a, b) in [("a", "b"), ("a b", "b"), ("a", "%"), ("é", "/"), ("+", "..."), ("%2e%2e", "x")]
    {
        assert_eq!(api().pair(b, a).await.unwrap(), format!("{a} {b}"));
        assert_eq!(api().five(1, a, 2, b, "é").await.unwrap(), format!("1 {a} 2 {b} é"));
    }
}

#[tokio::test]
async fn a_path_that_a_layer_changed_is_read_as_it_is_now() {
    for (changed, expected) in [
        ("/pair/c/d/end", Some("\"c d\"")),
        ("/pair/c%20d/e/end", Some("\"c d e\"")),
        ("/pear/a/b/end", None),
        ("/pair/a/b", None),
        ("/pair/a/b/end/", None),
        ("/pair/a/b/c/end", None),
        ("/pair//b/end", None),
        ("/pair/../b/end", None),
        ("/pair/%2e%2e/b/end", None),
    ] {
        let change = MapRequestLayer::new(move |mut request: Request<Body>| {
            *request.uri_mut() = changed.parse().unwrap();
            request
        });
        let router = PathsServer::new(Echo).into_router().layer(change);
        let request = Request::get("/pair/a/b/end").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), if expected.is_some() { 200 } else { 404 }, "{changed}");
        if let Some(expected) = expected {
            let body = to_bytes(response.into_body(), 1_000).await.unwrap();
            assert_eq!(body, expected);
        }
    }
}
