//! The format of a whole body is in `#[endpoint]`.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(PUT, "/users/{id}", body = form)]
    async fn put(&self, id: u64, #[body] user: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.put(1, "x").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
