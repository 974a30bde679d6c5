//! The other side of an API trait: what `#[api(server)]` makes an axum router of.
//!
//! ```text
//! request ─→ axum (path, method) ─→ Group (endpoint) ─→ Input ─→ implementation ─→ Reply ─→ answer
//!            routes.rs              group.rs, pattern.rs input.rs                  answer.rs
//! ```
//!
//! What [`crate::request`] writes is read back here: `text` scalars, `pairs` queries and forms,
//! `json` fields, `multipart` parts, `headers`. A request that no client of the trait would write is
//! refused, in the envelope, before the implementation sees it.

pub(crate) mod answer;
pub(crate) mod borrow;
mod group;
mod headers;
mod in_process;
pub(crate) mod input;
mod json;
mod media;
mod multipart;
mod pairs;
mod pattern;
pub(crate) mod read;
pub(crate) mod refusal;
pub(crate) mod routes;
mod text;

#[doc(no_inline)]
pub use axum;
#[doc(no_inline)]
pub use axum::Router;

pub use self::refusal::Refusal;
