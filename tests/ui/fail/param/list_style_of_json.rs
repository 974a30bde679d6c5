//! A JSON field has a style of lists.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(PUT, "/users/{id}")]
    async fn put(&self, id: u64, #[field(list = "csv")] tags: &[&str]) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.put(1, &["x"]).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
