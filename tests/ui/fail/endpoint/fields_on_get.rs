//! Constants of a body on a method without one.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users", fields("v" = 1))]
    async fn add(&self, id: u8) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.add(1).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
