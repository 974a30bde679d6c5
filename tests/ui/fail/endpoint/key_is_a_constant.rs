//! The key of the parameters is a constant.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/users", body = json("data"), fields("data" = 1))]
    async fn add(&self, id: u8) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.add(1).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
