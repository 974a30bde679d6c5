//! A header does not implement `Serialize`.

use api_core::{Client, Result, api};

struct Id;

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, #[header("X-Id")] other: Id) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, Id).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
