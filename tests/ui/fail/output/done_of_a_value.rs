//! `done` or `max_item` on an endpoint whose return type has no items.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users", done = "[DONE]", max_item = "1 MiB")]
    async fn list(&self) -> Result<Vec<String>>;
}

fn main() {
    let _ = UsersClient::new(Client::builder("https://a").build().unwrap()).list();
}
