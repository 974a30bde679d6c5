//! Placeholders within segments, and for the rest of the path.

#![deny(warnings)]

use api_core::{Result, api};

#[api(path = "/v{version}")]
trait Users {
    #[endpoint(GET, "")]
    async fn root(&self, version: u8) -> Result<()>;

    #[endpoint(GET, "/a.{ext}/{from}-{to}")]
    async fn parts(&self, version: u8, ext: &str, from: u8, to: u8) -> Result<()>;

    #[endpoint(GET, "/files/{path*}?fixed=1&flag")]
    async fn rest(&self, version: u8, path: &str) -> Result<()>;

    #[endpoint(GET, "/%7Euser/a:b@c;d,e", prefix = none)]
    async fn literal(&self) -> Result<()>;
}

pub(super) fn main() {}
