//! Paths as a server reads them back.

use api_core::http::Request;
use api_core::server::axum::body::Body;
use api_core::{Client, Result, api};
use tower::ServiceExt as _;

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
