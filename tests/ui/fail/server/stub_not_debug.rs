//! A stub cannot show an argument.

use api_core::{Client, Result, api};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct User {
    pub name: String,
}

#[api(stub)]
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
