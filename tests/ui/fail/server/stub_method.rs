//! An endpoint has the name of a method of every stub.

use api_core::{Client, Result, api};

#[api(stub)]
trait Users {
    #[endpoint(GET, "/calls")]
    async fn calls(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).calls().await
}

fn main() {
    _ = uses;
}
