//! A URL is a parameter, and a server has only paths of its own.

use api_core::{Client, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET)]
    async fn next(&self, #[url] link: &str) -> Result<String>;

    #[endpoint(GET, "/")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).list().await
}

fn main() {
    _ = uses;
}
