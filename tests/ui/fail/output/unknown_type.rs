//! An endpoint returns a type that does not exist.
//! Remedy: import the type, or correct its name

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<Usr>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
