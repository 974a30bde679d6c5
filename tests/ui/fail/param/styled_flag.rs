//! A flag has a list style.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/me")]
    async fn get(&self, #[query(flag, list = "csv")] all: bool) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(true).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
