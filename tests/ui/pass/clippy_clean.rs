//! The generated code passes clippy's pedantic lints.

#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub)]
#![deny(unused_qualifications, single_use_lifetimes, let_underscore_drop, trivial_casts)]

use api_core::{Result, api};

/// Users.
#[api]
pub trait Users {
    /// One.
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, name: Option<&str>) -> Result<String>;

    /// Another.
    #[endpoint(POST, "/users")]
    async fn post(&self, name: &str, tags: Vec<String>) -> Result<()>;
}

pub(super) fn main() {}
