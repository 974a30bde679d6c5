//! A method does not end with a semicolon yet.
//! Remedy: end the method with `;`

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String>
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
