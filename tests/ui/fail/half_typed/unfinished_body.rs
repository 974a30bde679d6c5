//! A method with a body is being typed.
//! Remedy: finish the expression

use api_core::{Client, Result, api};

#[api]
trait Users {
    async fn both(&self) -> Result<String> {
        let first = self.list().await?;
        let second = ;
        Ok(first)
    }

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
