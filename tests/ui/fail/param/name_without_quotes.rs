//! A name on the wire is not in quotes.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, #[query = "n"] name: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self, #[header(X_Name)] name: &str) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, "x").await?;
    users.list("x").await?;
    Ok(())
}

fn main() {
    _ = uses;
}
