//! `#[endpoint]` is in a trait without `#[api]`.

use api_core::{Result, endpoint};

trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, #[path] id: u64) -> Result<String>;
}

struct User;

impl Users for User {
    async fn get(&self, id: u64) -> Result<String> {
        Ok(id.to_string())
    }
}

fn main() {}
