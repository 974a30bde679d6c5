//! Arguments have lifetimes.

#![deny(warnings)]

use std::borrow::Cow;

use api_core::{Result, api};

#[api]
trait Users<'t> {
    #[endpoint(GET, "/{id}")]
    async fn get<'a, 'b: 'a>(&'a self, id: &'b str, other: Cow<'t, str>) -> Result<String>;
}

pub(super) fn main() {}
