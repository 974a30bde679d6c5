//! A parameter has a `#[cfg]`.

use api_core::{Client, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64, #[cfg(all())] verbose: bool) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).get(7, true).await
}

fn main() {
    _ = uses;
}
