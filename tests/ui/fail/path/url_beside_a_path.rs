//! An endpoint has both a path and a URL.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn get(&self, #[url] url: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get("/x").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
