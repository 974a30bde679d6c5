//! The trait has `#[async_trait]` above its `#[api]`.

use api_core::{Client, Result, api, async_trait};

#[async_trait]
#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self, name: &str, tags: Option<&[&str]>) -> Result<Vec<String>>;

    /// Says hello.
    async fn hello(&self) -> Result<String> {
        self.get(1).await
    }
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(7).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
