//! A context is of another type.

use api_core::{Client, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64, #[context] token: &str) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).get(7).await
}

fn main() {
    _ = uses;
}
