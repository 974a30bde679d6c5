//! The method is in quotes, or written as an option.

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint("GET", "/users")]
    async fn list(&self) -> Result<()>;

    #[endpoint(method = GET, path = "/users/{id}")]
    async fn get(&self, id: u64) -> Result<()>;

    #[endpoint(GET, "/base", base = uploads)]
    async fn base(&self) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = (api.list().await, api.get(7).await, api.base().await);
}

fn main() {}
