//! A spread value has a name.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/me")]
    async fn get(&self, #[query("filter", flatten)] ids: &[(&str, u64)]) -> Result<String>;

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
