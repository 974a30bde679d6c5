//! A content type has no subtype.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(PUT, "/users/{id}")]
    async fn put(&self, id: u64, #[body(bytes, content_type = "png")] image: &[u8]) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.put(1, &[]).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
