//! A path fits the templates of two endpoints. A warning, made an error here.
//! Remedy: change one of the two paths, or write `overload` to accept this
#![deny(deprecated)]

use api_core::{Result, api};

#[api(server)]
trait Files {
    #[endpoint(GET, "/files/{name}")]
    async fn file(&self, name: &str) -> Result<String>;

    #[endpoint(GET, "/files/{name}.json")]
    async fn json(&self, name: &str) -> Result<String>;

    #[endpoint(GET, "/files/{name}.xml", overload)]
    async fn xml(&self, name: &str) -> Result<String>;

    #[endpoint(GET, "/files/index")]
    async fn index(&self) -> Result<String>;

    #[endpoint(GET, "/files/{path*}")]
    async fn rest(&self, path: &str) -> Result<String>;
}

fn main() {}
