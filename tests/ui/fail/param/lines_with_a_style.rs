//! JSON lines have a style of lists.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/users")]
    async fn get(&self, #[body(json_lines, list = "csv")] ids: &[u8]) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(&[1]).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
