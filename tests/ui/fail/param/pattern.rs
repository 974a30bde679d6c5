//! A parameter is a pattern.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/range")]
    async fn get(&self, (from, to): (u8, u8)) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get((1, 2)).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
