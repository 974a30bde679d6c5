//! Types of headers.

#![deny(warnings)]

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users", headers("Accept-Language" = "en", "X-Trace" = none))]
    async fn list(
        &self,
        #[header("X-Name")] name: &str,
        #[header("X-Count")] count: Option<u64>,
        #[header("X-Ids", list = "csv")] ids: &[u64],
        #[header("X-Each", list = "repeat")] each: Vec<String>,
        #[header(flatten)] more: &[(&str, &str)],
    ) -> Result<()>;
}

pub(super) fn main() {}
