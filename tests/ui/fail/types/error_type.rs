//! An error type has no `From<api_core::Error>`.

use api_core::{Client, Result, api};

struct Failure;

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> std::result::Result<String, Failure>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
