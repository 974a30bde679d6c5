//! Wrapped
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

use api_core::{Bytes, Envelope, Result, api};
use schemars::JsonSchema;
use serde::Deserialize;

#[api(envelope = ByWord, openapi)]
pub trait Wrapped {
    #[endpoint(GET, "/absence", envelope = ByAbsence)]
    async fn absence(&self) -> Result<Problem>;

    #[endpoint(GET, "/bare", envelope = none)]
    async fn bare(&self) -> Result<Problem>;

    #[endpoint(GET, "/status", envelope = ByStatusOnly)]
    async fn status(&self) -> Result<u64>;

    #[endpoint(GET, "/truth", envelope = ByTruth)]
    async fn truth(&self) -> Result<Problem>;

    #[endpoint(GET, "/word")]
    async fn word(&self) -> Result<Problem>;

    #[endpoint(GET, "/word/bytes")]
    async fn bytes(&self) -> Result<Bytes>;

    #[endpoint(GET, "/word/maybe")]
    async fn maybe(&self) -> Result<Option<Vec<Problem>>>;

    #[endpoint(GET, "/word/nothing")]
    async fn nothing(&self) -> Result<()>;
}

#[derive(Envelope)]
pub struct ByAbsence<T> {
    #[envelope(success = absent)]
    pub errors: serde_json::Value,
    #[envelope(message, rename = "errors.0.message")]
    pub errors_0_message: String,
    #[envelope(flatten)]
    pub payload: T,
}

#[derive(Envelope)]
#[envelope(success = status)]
pub struct ByStatusOnly<T> {
    #[envelope(message)]
    pub error: String,
    #[envelope(payload)]
    pub data: T,
}

#[derive(Envelope)]
pub struct ByTruth<T> {
    #[envelope(success = true, default)]
    pub ok: bool,
    #[envelope(retry_after)]
    pub wait: f64,
    #[envelope(flatten)]
    pub payload: T,
}

/// By a word, and deep.
#[derive(Envelope)]
#[envelope(expired = ["expired"])]
pub struct ByWord<T> {
    #[envelope(success = ["ok", "fine"])]
    pub stat: String,
    #[envelope(code, alias = "err.no", rename = "err.code")]
    pub err_code: serde_json::Value,
    #[envelope(message, rename = "err.msg")]
    pub err_msg: String,
    #[envelope(payload, rename = "body.result")]
    pub body_result: T,
}

/// What went wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Problem {
    /// In words.
    pub message: String,
    pub r#type: Option<String>,
}
