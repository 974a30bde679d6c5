//! A trait, an endpoint and a parameter have errors.

use api_core::{Client, Result, api};

#[api(rename_all = "Camel")]
trait Users {
    #[endpoint(GET, "/users/{id}", timout = "5s")]
    async fn get(&self, id: u64) -> Result<String>;

    #[endpoint(PUT, "/users/{id}/{}/x")]
    async fn put(&self, id: u64, #[qurey] rest: &str, #[header] name: &str) -> Result<String>;

    async fn forgotten(&self) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1).await?;
    users.put(1, "x", "y").await?;
    users.forgotten().await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
