//! All items are asked for from an endpoint without a `#[cursor]`.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, page: Option<u32>) -> Result<Vec<String>>;
}

async fn items(client: Client) -> Result<Vec<String>> {
    UsersClient::new(client).list(None).items().try_collect().await
}

async fn pages(client: Client) {
    _ = UsersClient::new(client).list(None).pages();
}

fn main() {
    _ = (items, pages);
}
