//! One endpoint breaks a rule of the macro, another has a type that does not exist.
//! Remedy: correct the name of the type

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn get(&self, id: Optoin<i64>) -> Result<String>;

    #[endpoint(GET, "/users/{id}/name")]
    async fn name(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(None).await?;
    users.name().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
