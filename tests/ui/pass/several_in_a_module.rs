//! Several traits share a module.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn get(&self) -> Result<String>;
}

#[api]
trait Groups {
    #[endpoint(GET, "/groups")]
    async fn get(&self) -> Result<String>;
}

#[api]
trait Files {
    #[endpoint(GET, "/files")]
    async fn get(&self) -> Result<String>;
}



pub(super) fn main() {}
