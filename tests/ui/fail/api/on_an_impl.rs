//! `#[api]` is on an implementation.

use api_core::api;

struct Users;

#[api]
impl Users {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> api_core::Result<()>;
}

fn main() {}
