//! An endpoint returns `reqwest::Response`.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/events")]
    async fn get(&self) -> Result<reqwest::Response>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get().await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
