//! Bodies
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

use api_core::{Body, Part, Patch, Result, api};
use serde::Serialize;

/// Bodies: Bodies.
#[api]
pub trait Bodies {
    /// `POST /json`
    #[endpoint(POST, "/json")]
    async fn json(&self, name: &str, nickname: Patch<&str>) -> Result<()>;

    /// `POST /form`
    #[endpoint(POST, "/form", body = form)]
    async fn form(
        &self,
        tags: Option<&[&str]>,
        #[field(json)] address: Option<&FormAddress>,
    ) -> Result<()>;

    /// `POST /parts`
    #[endpoint(POST, "/parts", body = multipart)]
    async fn parts(&self, #[part] file: Part, #[part] title: Option<&str>) -> Result<()>;

    /// `POST /text`
    #[endpoint(POST, "/text")]
    async fn text(&self, #[body(text)] body: &str) -> Result<()>;

    /// `PUT /image`
    #[endpoint(PUT, "/image")]
    async fn image(&self, #[body(stream, content_type = "image/png")] body: Body) -> Result<()>;

    /// `POST /lines`
    #[endpoint(POST, "/lines")]
    async fn lines(
        &self,
        #[body(json_lines, content_type = "application/jsonl")] body: &[Line],
    ) -> Result<()>;

    /// `PATCH /whole`
    #[endpoint(PATCH, "/whole")]
    async fn whole(
        &self,
        #[body(content_type = "application/merge-patch+json")] body: &Whole,
    ) -> Result<()>;

    /// `GET /search`
    #[endpoint(GET, "/search", allow_body)]
    async fn search(&self, #[body] body: Option<&Whole>) -> Result<()>;
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FormAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Line {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Whole {
    pub id: i64,
}
