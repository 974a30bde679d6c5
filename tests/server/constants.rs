//! Endpoints of one path that a server tells apart by what is constant in their requests.

use api_core::{Client, Result, api};

#[api(server)]
trait Buckets {
    #[endpoint(GET, "/bucket?uploads")]
    async fn uploads(&self, prefix: Option<String>) -> Result<String>;

    #[endpoint(GET, "/bucket?list+type=%32&")]
    async fn list(&self, prefix: Option<String>) -> Result<String>;

    #[endpoint(GET, "/bucket", query("acl" = "é &"))]
    async fn acl(&self) -> Result<String>;

    #[endpoint(GET, "/bucket")]
    async fn other(&self) -> Result<String>;
}

struct Store;

#[api_core::async_trait]
impl Buckets for Store {
    async fn uploads(&self, prefix: Option<String>) -> Result<String> {
        Ok(format!("uploads {prefix:?}"))
    }

    async fn list(&self, prefix: Option<String>) -> Result<String> {
        Ok(format!("list {prefix:?}"))
    }

    async fn acl(&self) -> Result<String> {
        Ok("acl".to_owned())
    }

    async fn other(&self) -> Result<String> {
        Ok("other".to_owned())
    }
}

#[tokio::test]
async fn a_literal_query_is_what_its_server_looks_for() {
    let router = BucketsServer::new(Store).into_router();
    let api = BucketsClient::new(Client::in_process(router));
    assert_eq!(api.uploads(None).await.unwrap(), "uploads None");
    assert_eq!(api.uploads(Some("a+b".to_owned())).await.unwrap(), "uploads Some(\"a+b\")");
    assert_eq!(api.list(Some(String::new())).await.unwrap(), "list Some(\"\")");
    assert_eq!(api.acl().await.unwrap(), "acl");
    assert_eq!(api.other().await.unwrap(), "other");
}
