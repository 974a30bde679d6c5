//! A query value does not implement `Serialize`.

use api_core::{Client, Result, api};

struct Filter;

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, filter: Filter) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, Filter).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
