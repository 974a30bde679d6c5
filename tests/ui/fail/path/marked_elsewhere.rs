//! The parameter for a placeholder is marked for another place.

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, #[query] id: u64) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = api.get(7).await;
}

fn main() {}
