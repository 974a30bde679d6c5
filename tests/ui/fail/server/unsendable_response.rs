//! A value that can be received, but not sent as a response.

use api_core::{Client, Result, api};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct User {
    pub name: String,
}

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<User>;
}

async fn uses(client: Client) -> Result<User> {
    UsersClient::new(client).get(7).await
}

fn main() {
    _ = uses;
}
