//! A parameter is a header that the transport writes.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/me")]
    async fn get(&self, #[header("Content-Length")] length: u64) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
