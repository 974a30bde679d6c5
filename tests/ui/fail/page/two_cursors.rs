//! Two parameters have a `#[cursor]`.

use api_core::{Client, Paginated, Result, api};
use serde::Deserialize;

#[derive(Deserialize, Paginated)]
#[page(offset)]
struct Page {
    names: Vec<String>,
}

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, #[cursor] skip: u32, #[cursor] page: Option<u32>) -> Result<Page>;
}

async fn uses(client: Client) -> Result<Vec<String>> {
    UsersClient::new(client).list(0, None).items().try_collect().await
}

fn main() {
    _ = uses;
}
