//! An endpoint returns `impl Stream`.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/events")]
    async fn get(&self) -> Result<impl futures_util::Stream<Item = u64>>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get().await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
