//! The name of a header has a space.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/me")]
    async fn get(&self, #[header("X Name")] name: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get("x").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
