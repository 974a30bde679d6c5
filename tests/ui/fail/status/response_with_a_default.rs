//! An enum of responses has a variant for all other statuses.

use api_core::{ByStatus, Result, api};

#[derive(Debug, ByStatus)]
enum Weeks {
    #[status(200)]
    Ready(Vec<u32>),
    #[status(default)]
    Rest,
}

#[api]
trait Stats {
    #[endpoint(GET, "/weeks")]
    async fn weeks(&self) -> Result<Weeks>;
}

fn main() {}
