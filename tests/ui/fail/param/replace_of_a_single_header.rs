//! `replace` is not beside `flatten`.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, #[header("X-Tenant", replace)] tenant: &str) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, "t").await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
