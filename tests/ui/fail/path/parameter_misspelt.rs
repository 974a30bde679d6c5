//! A parameter names a placeholder with another spelling.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{user_id}")]
    async fn get(&self, #[path("user_ids")] id: u64, user_id: u64) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, 2).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
