//! A server could not tell two endpoints apart.

use api_core::{Client, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/{name}", overload)]
    async fn find(&self, name: &str) -> Result<Option<String>>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).get(7).await
}

fn main() {
    _ = uses;
}
