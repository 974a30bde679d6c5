//! API traits from OpenAPI descriptions, and descriptions held against each other.
//!
//! Reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2, in JSON or YAML, in several files with `$ref` between
//! them. The command line has the same three parts:
//!
//! | command | function |
//! | --- | --- |
//! | `api-openapi traits FILE` | [`traits`]: Rust that a person would have written, and then owns |
//! | `api-openapi verify FILE --against FILE` | [`verify`]: how a trait differs from the description of its API |
//! | `api-openapi changes OLD NEW` | [`verify`], of two descriptions of one API |
//!
//! ```
//! use api_openapi::{Description, Options};
//!
//! let description = Description::read("chats.yaml", "
//! openapi: 3.1.0
//! info: {title: Chats, version: '1'}
//! paths:
//!   /chats/{code}:
//!     get:
//!       operationId: view
//!       tags: [UserChat]
//!       summary: The details of one chat.
//!       parameters:
//!         - {name: code, in: path, required: true, schema: {type: string}}
//!       responses:
//!         '200': {description: OK, content: {application/json: {schema: {type: integer}}}}
//! ")?;
//! let traits = api_openapi::traits(&description, &Options::default())?;
//! assert!(traits.one.contains("async fn view(&self, code: &str) -> Result<i64>;"));
//! # Ok::<(), api_openapi::Problem>(())
//! ```

mod document;
mod model;
mod stack;
mod traits;
mod verify;

pub use self::document::{Description, Place, Problem, Value};
pub use self::traits::{Dates, File, Loss, Options, Report, Traits, traits};
pub use self::verify::{
    Committed, Difference, Differences, Source, assert_committed, compare, verify,
};
