//! A name on the wire is written as an option.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/search")]
    async fn get(&self, #[query(name = "q")] name: &str) -> Result<String>;

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
