//! A list of options is empty.

use api_core::{Result, api};

#[api(extends())]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = api.list().await;
}

fn main() {}
