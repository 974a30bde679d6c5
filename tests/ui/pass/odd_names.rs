//! Arguments with the names that the expansion uses.

#![deny(warnings)]
#![allow(non_snake_case)]

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(POST, "/{request}")]
    #[allow(clippy::too_many_arguments)]
    async fn post(
        &self,
        request: u8,
        client: u8,
        call: u8,
        decode: u8,
        parts: u8,
        endpoint: u8,
        api_core: u8,
        core: u8,
        r#type: u8,
        r#async: u8,
        __self: u8,
        this: u8,
        ENDPOINTS: u8,
    ) -> Result<()>;
}

pub(super) fn main() {}
