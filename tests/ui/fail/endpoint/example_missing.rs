//! The file of a recorded response does not exist.

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/{id}", example = "fixtures/nobody.json")]
    async fn get(&self, id: u64) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).get(7).await
}

fn main() {
    _ = uses;
}
