//! A sensitive value is sent in the path. A warning, made an error here.
//! Remedy: send it in a header or in the body, or write `#[sensitive(in_url)]` to accept this

#![deny(deprecated)]

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/invites/{token}")]
    async fn get(&self, #[sensitive] token: &str) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    UsersClient::new(client).get("x").await?;
    Ok(())
}

fn main() {
    _ = uses;
}
