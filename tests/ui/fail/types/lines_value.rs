//! JSON lines are neither a list nor a stream.

use api_core::{Client, Result, api};

struct Id;

#[api]
trait Users {
    #[endpoint(PUT, "/users/{id}")]
    async fn put(&self, id: u64, #[body(json_lines)] other: Id) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.put(1, Id).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
