//! Paths as a server reads them back.

use api_core::{Client, Result, api};

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
}

struct Echo;

#[api_core::async_trait]
impl Paths for Echo {
    async fn any_name(&self, v: u8, user_id: String, file_id: String, last: u8) -> Result<String> {
        Ok(format!("{v} {user_id} {file_id} {last}"))
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
