//! A body has the content type of a format that it is not written in, or a name behind its options.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/users")]
    async fn create(&self, #[body(content_type = "application/xml")] user: &str) -> Result<()>;

    #[endpoint(GET, "/users")]
    async fn list(&self, #[query(list = "csv", "ids")] users: &[u64]) -> Result<()>;

    #[endpoint(GET, "/names")]
    async fn names(&self, #[query("a", "b")] users: &[u64]) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).create("").await
}

fn main() {
    _ = uses;
}
