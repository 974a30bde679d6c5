//! A context is to be changed.

use api_core::{Context, Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self, #[context] cx: &mut Context) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = api.list().await;
}

fn main() {}
