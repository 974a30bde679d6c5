//! A list in a path is declared as percent-encoded.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{ids}")]
    async fn get(&self, #[path(list = "csv", encoded)] ids: &[u8]) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(&[1]).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
