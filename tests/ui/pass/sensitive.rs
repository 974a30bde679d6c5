//! Sensitive values in places that are not logged, or where that was accepted.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(
        &self,
        #[header("X-Token")]
        #[sensitive]
        token: &str,
        #[query]
        #[sensitive(in_url)]
        key: &str,
    ) -> Result<()>;
}

pub(super) fn main() {}
