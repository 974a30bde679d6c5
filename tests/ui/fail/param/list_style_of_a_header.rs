//! A header has a list style of the query.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/me")]
    async fn get(&self, #[header("X-Ids", list = "pipes")] ids: &[u64]) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(&[]).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
