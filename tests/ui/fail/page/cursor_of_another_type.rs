//! The cursor of a page is of another type than the parameter with `#[cursor]`.
//! Remedy: change the type of the parameter, or mark the one that takes the page's cursor.

use api_core::{Client, Paginated, Result, api};
use serde::Deserialize;

#[derive(Deserialize, Paginated)]
struct Page {
    #[page(items)]
    names: Vec<String>,
    #[page(next)]
    next: Option<String>,
}

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, after: Option<&str>, #[cursor] limit: Option<u32>) -> Result<Page>;
}

async fn uses(client: Client) -> Result<Vec<String>> {
    UsersClient::new(client).list(None, None).items().try_collect().await
}

fn main() {
    _ = uses;
}
