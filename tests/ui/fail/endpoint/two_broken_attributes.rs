//! The attributes of two endpoints have errors.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}" timeout = "5s")]
    async fn get(&self, id: u64) -> Result<String>;

    #[endpoint(GET "/users")]
    async fn list(&self) -> Result<String>;

    #[endpoint(GET, "/users/{id}/name",, idempotent)]
    async fn name(&self, id: u64) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1).await?;
    users.list().await?;
    users.name(1).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
