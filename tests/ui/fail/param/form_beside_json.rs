//! A request has a form and a JSON field.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(PUT, "/users/{id}")]
    async fn put(&self, id: u64, #[body(form)] user: &[(&str, &str)], #[field] name: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.put(1, &[], "y").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
