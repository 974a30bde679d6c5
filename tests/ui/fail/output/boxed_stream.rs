//! An endpoint returns a boxed stream.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/events")]
    async fn get(&self) -> Result<futures_util::stream::BoxStream<'static, u64>>;

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
