//! Two endpoints of a stub have names that differ in case only.
#![allow(non_snake_case)]

use api_core::{Result, api};

#[api(stub)]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get_user(&self, id: u64) -> Result<String>;

    #[endpoint(GET, "/users")]
    async fn getUser(&self) -> Result<String>;
}

fn main() {
    _ = UsersStub::new();
}
