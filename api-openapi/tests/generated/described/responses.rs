//! Responses
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

use api_core::{ByStatus, Bytes, Result, StatusError, Text, api};
use schemars::JsonSchema;
use serde::Deserialize;

/// Responses: Responses.
#[api(openapi)]
pub trait Responses {
    /// `GET /report`
    #[endpoint(GET, "/report")]
    async fn report(&self) -> Result<ReportByStatus, ResponsesError>;

    /// `GET /raw`
    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<Bytes>;

    /// `HEAD /raw`
    #[endpoint(HEAD, "/raw")]
    async fn raw_head(&self) -> Result<()>;

    /// `GET /text`
    #[endpoint(GET, "/text")]
    async fn text(&self) -> Result<Text>;

    /// `GET /away`
    #[endpoint(GET, "/away", success = [302])]
    async fn away(&self) -> Result<api_core::Response<()>>;

    /// `GET /maybe`
    #[endpoint(GET, "/maybe")]
    async fn maybe(&self) -> Result<Option<Report>, MaybeError>;
}

/// The responses of `Responses::report` by status.
#[derive(Debug, ByStatus)]
pub enum ReportByStatus {
    #[status(200)]
    Success(Report),
    #[status(202)]
    Accepted,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct MaybeError404 {
    pub hint: String,
}

/// The failures of `Responses::maybe`.
#[derive(Debug, StatusError)]
pub enum MaybeError {
    #[status(404)]
    NotFound(MaybeError404),
    /// No response, one that could not be read, or one of another status.
    #[other]
    Call(api_core::Error),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Report {
    pub id: i64,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Problem {
    pub title: String,
}

/// A call that failed, by status.
#[derive(Debug, StatusError)]
pub enum ResponsesError {
    #[status(404)]
    NotFound(Problem),
    #[status(default)]
    Unexpected(Problem),
    /// No response, or one that could not be read.
    #[other]
    Call(api_core::Error),
}
