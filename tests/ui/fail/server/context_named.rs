//! A context has a name.

use api_core::{Client, Context, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64, #[context("cx")] cx: &Context) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).get(7).await
}

fn main() {
    _ = uses;
}
