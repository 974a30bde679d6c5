//! Pages
//!
//! The base URL is `https://api.example`.
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

use api_core::{Body, EventStream, JsonLines, Paginated, Result, api};
use serde::Deserialize;

/// Pages: Pages.
#[api]
pub trait Pages {
    /// `GET /messages`
    #[endpoint(GET, "/messages")]
    async fn list(&self, #[cursor] after: Option<&str>, limit: Option<i64>)
    -> Result<ListResponse>;

    /// `GET /drafts`
    #[endpoint(GET, "/drafts")]
    async fn drafts(&self, #[cursor] cursor: Option<&str>) -> Result<Drafts>;

    /// `POST /drafts/search`
    #[endpoint(POST, "/drafts/search", page(none))]
    async fn search(&self) -> Result<Drafts>;

    /// `GET /keys`
    #[endpoint(GET, "/keys")]
    async fn by_key(&self, #[cursor] starting_after: Option<&str>) -> Result<ByKeyResponse>;

    /// `POST /say`
    #[endpoint(POST, "/say")]
    async fn say(&self, text: &str) -> Result<Message>;

    /// `POST /say`
    #[endpoint(POST, "/say", overload)]
    async fn say_stream(&self, text: &str) -> Result<EventStream<Message>>;

    /// `GET /log`
    #[endpoint(GET, "/log")]
    async fn log(&self) -> Result<JsonLines<Message>>;

    /// `POST /upload`
    ///
    /// The base URL `uploads` is `https://uploads.example`.
    #[endpoint(POST, "/upload", base = "uploads")]
    async fn upload(&self, #[body(stream)] body: Body) -> Result<()>;
}

#[derive(Clone, Debug, Deserialize, Paginated)]
pub struct ListResponse {
    #[page(items)]
    pub data: Vec<Message>,
    #[page(more)]
    pub has_more: bool,
    #[page(next)]
    pub next_cursor: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
#[page(last_key = "id")]
pub struct ByKeyResponse {
    #[page(items)]
    pub data: Vec<Message>,
    #[page(more)]
    pub has_more: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    pub id: String,
}

#[derive(Clone, Debug, Deserialize, Paginated)]
pub struct Drafts {
    #[page(items)]
    pub drafts: Vec<Message>,
    #[page(next)]
    pub next_cursor: Option<String>,
}
