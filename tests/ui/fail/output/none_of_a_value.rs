//! `none` is declared of an endpoint whose return type always has a value.

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}", none = 404)]
    async fn get(&self, id: u64) -> Result<String>;
}

fn main() {
    let client = api_core::Client::builder("http://localhost").build().unwrap();
    drop(UsersClient::new(client).get(1));
}
