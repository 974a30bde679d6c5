//! A borrowed body that can be sent and not received.

use api_core::{Client, Result, api};
use serde::Serialize;

#[derive(Serialize)]
pub struct User {
    name: String,
}

#[api(server)]
trait Users {
    #[endpoint(POST, "/")]
    async fn create(&self, #[body] user: &User) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).create(&User { name: "Ann".to_owned() }).await
}

fn main() {
    _ = uses;
}
