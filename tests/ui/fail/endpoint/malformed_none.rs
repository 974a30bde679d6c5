//! `none` is not a list of statuses.

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}", none = "404")]
    async fn get(&self, id: u64) -> Result<Option<String>>;
}

fn main() {}
