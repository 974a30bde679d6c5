//! A placeholder for the rest of the path is not at its end.

use api_core::{Client, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/files/{id*}/meta")]
    async fn get(&self, id: String) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get("a".to_owned()).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
