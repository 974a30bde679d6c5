//! Two methods have the same name.

use api_core::{Result, api};

#[api(server, stub)]
trait Users {
    #[endpoint(GET, "/users")]
    async fn get(&self) -> Result<()>;

    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = api.get().await;
}

fn main() {}
