//! The trait is dyn-compatible, and implemented by hand for a fake.

#![deny(warnings)]

use std::sync::Arc;

use api_core::{Client, Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String>;
}

struct Fake;

#[api_core::async_trait]
impl Users for Fake {
    async fn get(&self, id: u64) -> Result<String> {
        Ok(id.to_string())
    }
}

fn both(client: Client) -> [Arc<dyn Users>; 2] {
    [Arc::new(Fake), Arc::new(UsersClient::new(client))]
}

const _: fn(Client) -> [Arc<dyn Users>; 2] = both;

pub(super) fn main() {}
