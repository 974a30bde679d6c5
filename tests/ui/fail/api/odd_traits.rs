//! The trait is one that a client cannot be made of: marked twice, `unsafe`, of the client's name.

use api_core::{Client, Result, api};

#[api]
#[api(stub)]
trait Twice {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

#[api]
unsafe trait Unsafe {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

#[api(client = Same)]
trait Same {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

#[api]
trait Typed {
    type Item;

    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: Self::Item) -> Result<Vec<Self::Item>>;
}

async fn uses(client: Client) -> Result<()> {
    TwiceClient::new(client.clone()).list().await?;
    UnsafeClient::new(client.clone()).list().await?;
    SameClient::new(client.clone()).list().await?;
    TypedClient::new(client).get(1).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
