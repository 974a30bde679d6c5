//! A server may outlive what the trait borrows.

use std::borrow::Cow;

use api_core::{Result, api};

#[api(server)]
trait Users<'t> {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64, other: Cow<'t, str>) -> Result<String>;
}

fn main() {}
