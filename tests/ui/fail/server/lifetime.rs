//! The trait has a lifetime, which a server may outlive.

use std::borrow::Cow;

use api_core::{Result, api};

#[api(server)]
trait Users<'t> {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64, other: Cow<'t, str>) -> Result<String>;
}

fn main() {}
