//! A type in the signature is none that a value could have.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/a")]
    async fn a(&self, name: &'a str) -> Result<String>;

    #[endpoint(GET, "/a2")]
    async fn a2(&'a self) -> Result<String>;

    #[endpoint(GET, "/b")]
    async fn b(&self, name: _) -> Result<Vec<_>>;

    #[endpoint(GET, "/c")]
    async fn c(&self) -> Result<Self>;

    #[endpoint(POST, "/d")]
    async fn d(&self, #[body] body: &dyn serde::Serialize) -> Result<String>;

    #[endpoint(GET, "/e")]
    async fn e(&self, mut name: String) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.a("x").await?;
    users.a2().await?;
    users.b(1).await?;
    users.c().await?;
    users.d(&1).await?;
    users.e("x".to_owned()).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
