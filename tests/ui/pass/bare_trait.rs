//! A private trait of which nothing is used brings no warning.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(&self) -> Result<String>;
}

fn main() {}
