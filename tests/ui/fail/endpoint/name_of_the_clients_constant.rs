//! An endpoint has the name of a constant of every client.
#![allow(non_snake_case)]

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/endpoints")]
    async fn ENDPOINTS(&self) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
