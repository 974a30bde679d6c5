//! An attribute has no method below it yet.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint]
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
