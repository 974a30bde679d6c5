//! Streams
//!
//! Written by `api-openapi traits`. An item with a line `// kept` above it stays as it is when
//! the file is written again.

#![allow(
    dead_code,
    unused_imports,
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::should_implement_trait,
    clippy::type_complexity,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention
)]

use std::collections::BTreeMap;

use api_core::{EventStream, JsonLines, Result, Text, api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[api(openapi)]
pub trait Streams {
    #[endpoint(PURGE, "/cache")]
    async fn purge(&self) -> Result<()>;

    #[endpoint(GET, "/events", done = "[DONE]")]
    async fn events(&self) -> Result<EventStream<Event>>;

    #[endpoint(POST, "/jsonrpc", fields("method" = "a", "v" = 2, "yes" = true))]
    async fn a(&self, id: u64) -> Result<u32>;

    #[endpoint(POST, "/jsonrpc", fields("method" = "b"), overload)]
    async fn b(&self, #[field(flatten)] others: &BTreeMap<String, u32>) -> Result<u32>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<Event>>;

    #[endpoint(POST, "/many")]
    async fn many(&self, #[body(json_lines)] body: &[Event]) -> Result<()>;

    #[endpoint(QUERY, "/search")]
    async fn search(&self, text: &str) -> Result<Vec<Event>>;

    #[endpoint(GET, "/words")]
    async fn words(&self) -> Result<EventStream<Text>>;
}

/// An event.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Event {
    pub text: String,
}
