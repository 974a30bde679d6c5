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
use schemars::JsonSchema;
use serde::Serialize;

/// Bodies: Bodies.
#[api(openapi)]
pub trait Bodies {
    /// `POST /json`
    #[endpoint(POST, "/json", success = [204])]
    async fn json(&self, name: &str, nickname: Patch<&str>) -> Result<()>;

    /// `POST /form`
    #[endpoint(POST, "/form", body = form, success = [204])]
    async fn form(
        &self,
        tags: Option<&[&str]>,
        #[field(json)] address: Option<&FormAddress>,
    ) -> Result<()>;

    /// `POST /parts`
    #[endpoint(POST, "/parts", body = multipart, success = [204])]
    async fn parts(&self, #[part] file: Part, #[part] title: Option<&str>) -> Result<()>;

    /// `POST /text`
    #[endpoint(POST, "/text", success = [204])]
    async fn text(&self, #[body(text)] body: &str) -> Result<()>;

    /// `PUT /image`
    #[endpoint(PUT, "/image", success = [204])]
    async fn image(&self, #[body(stream, content_type = "image/png")] body: Body) -> Result<()>;

    /// `POST /lines`
    #[endpoint(POST, "/lines", success = [204])]
    async fn lines(
        &self,
        #[body(json_lines, content_type = "application/jsonl")] body: &[Line],
    ) -> Result<()>;

    /// `PATCH /whole`
    #[endpoint(PATCH, "/whole", success = [204])]
    async fn whole(
        &self,
        #[body(content_type = "application/merge-patch+json")] body: &Whole,
    ) -> Result<()>;

    /// `GET /search`
    #[endpoint(GET, "/search", allow_body, success = [204])]
    async fn search(&self, #[body] body: Option<&Whole>) -> Result<()>;
}

#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct FormAddress {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub city: Option<String>,
}

#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub id: Option<i64>,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Whole {
    pub id: i64,
}
