//! An endpoint has two URLs.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET)]
    async fn get(&self, #[url] url: &str, #[url] next: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get("/x", "/y").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
