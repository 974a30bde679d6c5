//! Types of query values.

#![deny(warnings)]

use api_core::{Result, api};
use serde::Serialize;

#[derive(Serialize)]
struct Filter<'a> {
    name: &'a str,
}

#[api]
trait Users {
    #[endpoint(GET, "/users")]
    async fn list(
        &self,
        page: Option<u32>,
        #[query("id", list = "csv")] ids: &[u64],
        #[query(flatten)] filter: &Filter<'_>,
        #[query(flatten, nested = "brackets")] more: &[(String, u8)],
        #[query(flag)] all: bool,
        #[query(flag)] maybe: Option<bool>,
        #[query(encoded)] raw: &str,
        #[query(bools = "digits")] on: bool,
        r#type: char,
    ) -> Result<()>;
}

const _: fn(&str) -> Filter<'_> = |name| Filter { name };

pub(super) fn main() {}
