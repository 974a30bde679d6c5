//! An endpoint returns a type with the lifetime of `self`.

use api_core::{Client, Result, api};

struct Name<'a>(&'a str);

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get<'a>(&'a self, id: u64) -> Result<Name<'a>>;

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
