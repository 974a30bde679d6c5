//! A path value does not implement `Display`.

use api_core::{Client, Result, api};

struct Id;

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: Id) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(Id).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
