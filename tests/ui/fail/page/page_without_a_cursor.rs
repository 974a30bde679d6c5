//! An endpoint returns a page, and none of its parameters is a `#[cursor]`.

use api_core::{Client, Paginated, Response, Result, api};
use serde::Deserialize;

#[derive(Deserialize, Paginated)]
struct Page<T> {
    #[page(items)]
    names: Vec<T>,
    #[page(number)]
    page: u32,
    #[page(last)]
    pages: u32,
}

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, page: Option<u32>) -> Result<Page<String>>;

    #[endpoint(GET, "/users/headers")]
    async fn with_headers(&self, page: Option<u32>) -> Result<Response<Option<Page<String>>>>;

    #[endpoint(POST, "/users", page(none))]
    async fn find(&self, #[body] query: &str) -> Result<Page<String>>;

    #[endpoint(GET, "/users/both", page(none))]
    async fn both(&self, #[cursor] page: Option<u32>) -> Result<Page<String>>;
}

async fn uses(client: Client) -> Result<Vec<String>> {
    let users = UsersClient::new(client);
    users.find("a").await?;
    Ok(users.list(None).await?.names)
}

fn main() {
    _ = uses;
}
