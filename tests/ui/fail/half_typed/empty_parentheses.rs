//! An option without a value has empty parentheses.

use api_core::{Client, Envelope, Paginated, Result, api};
use serde::Deserialize;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload())]
    data: T,
}

#[derive(Deserialize, Paginated)]
#[page(link)]
struct Page {
    #[page(items())]
    names: Vec<String>,
}

#[api]
trait Users {
    #[endpoint(PUT, "/users", idempotent())]
    async fn put(&self) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.put().await?;
    users.list().await?;
    Ok(())
}

fn main() {
    _ = uses;
}
