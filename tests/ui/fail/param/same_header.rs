//! Two parameters set one header.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, #[header("X-Name")] name: &str, #[header("x-name")] other: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, "x", "y").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
