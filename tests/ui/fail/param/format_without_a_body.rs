//! The body has a format, and no parameter goes to it.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/search", body = form)]
    async fn get(&self, name: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get("a").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
