//! The attribute of a method is misspelt, or one that other crates have.

use api_core::{Result, api};

#[api]
trait Users {
    #[endpont(GET, "/users")]
    async fn list(&self) -> Result<()>;

    #[get("/users/{id}")]
    async fn get(&self, id: u64) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = (api.list().await, api.get(7).await);
}

fn main() {}
