//! Several endpoints have errors, and one has two.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    fn get(user: u64) -> Result<String>;

    #[endpoint(get, "/users/{id}/name")]
    async fn name(&self, #[query] id: u64) -> Result<String>;

    #[endpoint(POST, "/users//{id}")]
    async fn post(&self, id: u64);

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1).await?;
    users.name(1).await?;
    users.post(1).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
