//! A deprecated endpoint warns its callers only.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    #[deprecated(note = "gone soon")]
    #[endpoint(GET, "/old")]
    async fn old(&self) -> Result<String>;

    #[allow(clippy::too_many_arguments)]
    #[endpoint(GET, "/many")]
    async fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> Result<()>;
}

pub(super) fn main() {}
