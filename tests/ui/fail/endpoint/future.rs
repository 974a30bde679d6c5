//! A method returns a future instead of being `async`.

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    fn list(&self) -> impl Future<Output = Result<Vec<String>>>;
}

async fn use_it(api: &UsersClient) {
    _ = api.list().await;
}

fn main() {}
