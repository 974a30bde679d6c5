//! Further pages are asked for from an endpoint without a `#[cursor]`.
//! Remedy: mark the parameter that asks for another page with `#[cursor]`.

use api_core::{Client, Paginated, Result, api};
use serde::Deserialize;

#[derive(Deserialize, Paginated)]
struct Page {
    #[page(items)]
    names: Vec<String>,
    #[page(number)]
    page: u32,
    #[page(last)]
    pages: u32,
}

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, page: Option<u32>) -> Result<Page>;
}

async fn uses(client: Client) {
    _ = UsersClient::new(client).list(None).items();
}

fn main() {
    _ = uses;
}
