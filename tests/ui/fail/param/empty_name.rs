//! A name on the wire is empty.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/me")]
    async fn get(&self, #[query("")] name: &str) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).get("x").await?;
    Ok(())
}

fn main() {
    _ = uses;
}
