//! Paged
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

use api_core::{Envelope, Paginated, Result, api};
use schemars::JsonSchema;
use serde::Deserialize;

#[api(envelope = ByStatusOnly, openapi)]
pub trait Paged {
    #[endpoint(GET, envelope = none)]
    async fn linked(
        &self,
        #[cursor]
        #[url]
        url: &str,
    ) -> Result<Linked>;

    #[endpoint(GET, "/bare", page(first = 0, until_short = 50), envelope = none)]
    async fn bare(&self, #[cursor] page: Option<u32>) -> Result<Vec<Problem>>;

    #[endpoint(GET, "/cursored", envelope = none)]
    async fn cursored(
        &self,
        #[cursor]
        #[header("X-After")]
        x_after: Option<&str>,
    ) -> Result<Cursored>;

    #[endpoint(GET, "/keys", page(last_key = "message"))]
    async fn keys(&self, #[cursor] after: Option<&str>) -> Result<Vec<Problem>>;

    #[endpoint(GET, "/members")]
    async fn members(&self, #[cursor] page: Option<u32>) -> Result<MembersProblem>;

    #[endpoint(GET, "/numbered")]
    async fn numbered(
        &self,
        #[cursor] page: Option<u32>,
        size: Option<u32>,
    ) -> Result<NumberedProblem>;

    #[endpoint(GET, "/offset", page(offset))]
    async fn offset(&self, #[cursor] skip: Option<u32>) -> Result<Vec<Problem>>;

    #[endpoint(POST, "/searched", envelope = none)]
    async fn searched(&self, #[cursor] after: Option<&str>) -> Result<Cursored>;
}

#[derive(Envelope)]
#[envelope(success = status)]
pub struct ByStatusOnly<T> {
    #[envelope(message)]
    pub error: String,
    #[envelope(payload)]
    pub data: T,
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Paginated)]
#[page(next_url = "next")]
pub struct Linked {
    pub next: Option<String>,
    #[page(items)]
    pub rows: Vec<u32>,
}

/// What went wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Problem {
    /// In words.
    pub message: String,
    pub r#type: Option<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Paginated)]
#[page(next = "next_cursor", more = "has_more")]
#[serde(rename_all = "camelCase")]
pub struct Cursored {
    #[page(items)]
    pub all_rows: Vec<u32>,
    pub has_more: bool,
    pub next_cursor: Option<String>,
}

/// A page with siblings, which is flattened.
#[derive(Clone, Debug, Deserialize, JsonSchema, Paginated)]
#[schemars(rename = "Members_Problem")]
#[page(number = "page", last = "page_total")]
pub struct MembersProblem {
    #[page(items)]
    pub items: Vec<Problem>,
    pub online: u32,
    pub page: u32,
    pub page_total: u32,
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize, JsonSchema, Paginated)]
#[schemars(rename = "Numbered_Problem")]
#[page(number = "meta.page", last = "meta.page_total")]
pub struct NumberedProblem {
    #[page(items)]
    pub items: Vec<Problem>,
    pub meta: Meta,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Meta {
    pub page: u32,
    pub page_total: u32,
}
