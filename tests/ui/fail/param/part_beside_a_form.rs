//! A request has a form and a part.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/users/new")]
    async fn get(&self, #[part] name: &str, #[body(form)] user: &[(&str, &str)]) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get("a", &[]).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
