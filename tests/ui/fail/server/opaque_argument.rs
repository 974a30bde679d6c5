//! An argument is `impl Trait`, which a server cannot read.

use api_core::{Client, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: impl std::fmt::Display + Sync) -> Result<String>
    where
        Self: Sized;

    #[endpoint(GET, "/")]
    async fn list(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<String> {
    UsersClient::new(client).list().await
}

fn main() {
    _ = uses;
}
