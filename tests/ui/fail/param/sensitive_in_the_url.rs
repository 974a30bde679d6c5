//! A sensitive value is sent in the URL. A warning, made an error here.
//! Remedy: send it in a header or in the body, or write `#[sensitive(in_url)]` to accept this

#![deny(deprecated)]

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/me")]
    async fn get(&self, #[query] #[sensitive] token: &str) -> Result<String>;

    #[endpoint(GET, "/me/name")]
    async fn name(&self, #[query] #[sensitive(in_url)] token: &str) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.get("x").await?;
    users.name("x").await?;
    Ok(())
}

fn main() {
    _ = uses;
}
