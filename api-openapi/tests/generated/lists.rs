//! Lists
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

use api_core::{Paginated, Result, api};
use serde::Deserialize;

/// Lists: Lists.
#[api]
pub trait Lists {
    /// `GET /header`
    #[endpoint(GET, "/header", page(link))]
    async fn by_header(
        &self,
        #[cursor] page: Option<i64>,
        per_page: Option<i64>,
    ) -> Result<Vec<Row>>;

    /// `GET /key`
    #[endpoint(GET, "/key", page(last_key = "id"))]
    async fn by_key(&self, #[cursor] after: Option<&str>) -> Result<Vec<Row>>;

    /// `GET /number`
    #[endpoint(GET, "/number")]
    async fn by_number(&self, #[cursor] page: Option<i64>) -> Result<ByNumberResponse>;

    /// `GET /zero`
    ///
    /// - `page_index`: Zero-based.
    #[endpoint(GET, "/zero")]
    async fn by_zero(
        &self,
        #[cursor]
        #[query("pageIndex")]
        page_index: Option<i64>,
    ) -> Result<ByZeroResponse>;

    /// `GET /offset`
    #[endpoint(GET, "/offset")]
    async fn by_offset(
        &self,
        #[cursor] offset: Option<i64>,
        limit: Option<i64>,
    ) -> Result<ByOffsetResponse>;

    /// `GET /token`
    #[endpoint(GET, "/token")]
    async fn by_token(&self, #[cursor] r#continue: Option<&str>) -> Result<ByTokenResponse>;

    /// `GET /slack`
    #[endpoint(GET, "/slack")]
    async fn by_slack(&self, #[cursor] cursor: Option<&str>) -> Result<BySlackResponse>;

    /// `GET /ocean`
    #[endpoint(GET, "/ocean")]
    async fn by_ocean(&self, #[cursor] page: Option<i64>) -> Result<ByOceanResponse>;

    /// `GET /odata`
    #[endpoint(GET, "/odata")]
    async fn by_odata(&self, #[cursor] skip: Option<i64>) -> Result<ByOdataResponse>;
}

#[derive(Clone, Debug, Deserialize, Paginated)]
pub struct ByNumberResponse {
    #[page(items)]
    pub rows: Rows,
    #[page(number)]
    pub page: i64,
    #[page(last)]
    pub total_pages: i64,
    #[page(total)]
    pub total: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
#[page(first = 0, total = "meta.total_count")]
pub struct ByZeroResponse {
    #[page(items)]
    pub results: Option<Rows>,
    pub others: Option<Rows>,
    pub meta: Option<ByZeroResponseMeta>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ByZeroResponseMeta {
    #[serde(rename = "totalCount")]
    pub total_count: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
#[page(offset)]
pub struct ByOffsetResponse {
    #[page(items)]
    pub entries: Rows,
    #[page(total)]
    pub total_count: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
#[page(next = "metadata.continue")]
pub struct ByTokenResponse {
    #[page(items)]
    pub items: Rows,
    pub metadata: Option<ByTokenResponseMetadata>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ByTokenResponseMetadata {
    pub r#continue: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
#[page(next = "response_metadata.next_cursor")]
pub struct BySlackResponse {
    #[page(items)]
    pub members: Rows,
    pub response_metadata: BySlackResponseResponseMetadata,
}

#[derive(Clone, Debug, Deserialize)]
pub struct BySlackResponseResponseMetadata {
    pub next_cursor: String,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
#[page(next_url = "paged.links.pages.next")]
pub struct ByOceanResponse {
    #[page(items)]
    pub droplets: Rows,
    #[serde(flatten)]
    pub paged: Paged,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
pub struct ByOdataResponse {
    #[page(items)]
    pub value: Option<Rows>,
    #[serde(rename = "@odata.nextLink")]
    #[page(next_url)]
    pub odata_next_link: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    pub id: Key,
}

pub type Key = String;

pub type Rows = Vec<Row>;

#[derive(Clone, Debug, Deserialize)]
pub struct Paged {
    pub links: Option<PagedLinks>,
    pub meta: Option<PagedMeta>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PagedLinks {
    pub pages: Option<PagedLinksPages>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PagedMeta {
    pub total: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PagedLinksPages {
    pub next: Option<String>,
    pub last: Option<String>,
}

/// The rate limits that the API tells in its responses, for `ClientBuilder::rate_limits`.
pub fn rate_limits() -> api_core::RateLimits {
    api_core::RateLimits::retry_after()
        .limit("x-ratelimit-limit")
        .remaining("x-ratelimit-remaining")
        .reset("x-ratelimit-reset", api_core::ResetUnit::Seconds)
}
