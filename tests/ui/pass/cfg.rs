//! Endpoints and parameters with `#[cfg]`.

#![deny(warnings)]
#![allow(clippy::non_minimal_cfg)]

use api_core::{Result, api};

#[api]
trait Users {
    #[cfg(any())]
    #[endpoint(GET, "/missing/{id}")]
    async fn missing(&self, id: Missing) -> Result<Missing>;

    #[cfg(all())]
    #[endpoint(GET, "/users")]
    async fn list(&self, #[cfg(any())] gone: Missing, #[cfg(all())] here: u8) -> Result<String>;
}

/// One method, whose parameters depend on the build.
#[api(server, stub)]
trait Either {
    #[cfg(any())]
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u8, verbose: Missing) -> Result<Missing>;

    #[cfg(not(any()))]
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u8) -> Result<String>;
}

#[cfg(any())]
#[api]
trait Gone {
    #[endpoint(GET, "/")]
    async fn get(&self) -> Result<Missing>;
}

pub(super) fn main() {}
