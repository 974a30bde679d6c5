//! One endpoint breaks a rule of the macro, another has a type that does not fit.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: Option<u64>) -> Result<String>;

    #[endpoint(GET, "/users/{id}/name")]
    async fn name(&self) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(None).await?;
    users.name().await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
