//! An endpoint with a `#[cursor]` returns what is no page.
//! Remedy: derive `api_core::Paginated` on the page type, or write `page(…)` on the endpoint.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, #[cursor] page: Option<u32>) -> Result<Vec<String>>;

    #[endpoint(GET, "/first", page(link))]
    async fn first(&self, #[cursor] page: Option<u32>) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).list(None).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
