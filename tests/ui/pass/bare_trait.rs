//! A private trait that is not used causes no warning.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

pub(super) fn main() {}
