//! A streaming body is marked as JSON.

use api_core::{Body, Client, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/upload")]
    async fn get(&self, #[body] body: Body) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(Body::from("a")).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
