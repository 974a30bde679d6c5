//! The prefix of all paths has no option in front of it.

use api_core::{Result, api};

#[api("/v1")]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = api.list().await;
}

fn main() {}
