//! A stream, which is read once, is to be sent again.

use api_core::{Body, Client, Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/users/{id}", retry = repeatable)]
    async fn get(&self, id: u64, #[body(stream)] body: Body) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get(1, Body::empty()).await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
