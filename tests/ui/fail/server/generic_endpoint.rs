//! The caller chooses a type, which a server cannot read.

use api_core::{Client, Result, api};
use serde::Serialize;

#[api(server)]
trait Users {
    #[endpoint(POST, "/")]
    async fn create<T: Serialize + Send + Sync>(&self, #[body] user: &T) -> Result<()>
    where
        Self: Sized;

    #[endpoint(GET, "/")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).list().await
}

fn main() {
    _ = uses;
}
