//! Every type with `Display` is a path value.

#![deny(warnings)]

use api_core::{Result, api};

use std::fmt;

struct Id(u64);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "u{}", self.0)
    }
}

#[api]
trait Users {
    #[endpoint(GET, "/{id}/{name}/{flag}/{owned}")]
    async fn get(&self, id: &Id, name: &str, flag: bool, owned: String) -> Result<()>;
}

const _: fn(u64) -> Id = Id;

pub(super) fn main() {}
