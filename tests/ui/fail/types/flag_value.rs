//! A flag is not a `bool`.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, #[query(flag)] all: u64) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, 2).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
