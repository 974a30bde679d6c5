//! An endpoint has the name of a method of every client.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/users")]
    async fn new(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
