//! A response would be read into a type without a size.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/name")]
    async fn name(&self) -> Result<str>;

    #[endpoint(GET, "/list")]
    async fn list(&self) -> Result<[u64]>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.name().await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
