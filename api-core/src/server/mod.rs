//! Serves an API trait: `#[api(server)]` turns an implementation of it into an [`axum::Router`].
//!
//! ```
//! use api_core::{ApiError, Client, Result, api, async_trait};
//!
//! # mod demo {
//! # use api_core::{Result, api};
//! #[api(server)]
//! pub trait Users {
//!     /// The name of one user.
//!     #[endpoint(GET, "/users/{id}/name")]
//!     async fn name(&self, id: u64) -> Result<String>;
//! }
//! # }
//! # use demo::*;
//!
//! struct OnlyAnn;
//!
//! #[async_trait]
//! impl Users for OnlyAnn {
//!     async fn name(&self, id: u64) -> Result<String> {
//!         match id {
//!             7 => Ok("Ann".to_owned()),
//!             _ => Err(ApiError::new(404, "no such user").into()),
//!         }
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! let router = UsersServer::new(OnlyAnn).into_router(); // for `axum::serve`, or to call in this process:
//! let users = UsersClient::new(Client::in_process(router));
//! assert_eq!(users.name(7).await?, "Ann");
//! assert_eq!(users.name(8).await.unwrap_err().status().unwrap(), 404);
//! # Ok::<(), api_core::Error>(())
//! # }).unwrap();
//! ```
//!
//! A request that no client of the trait would write is rejected, in the envelope, before the
//! implementation sees it: see [`Rejection`]. A [`Context`] gives the implementation the headers of the
//! request and the extensions that layers have added. Routers of several traits are combined with
//! [`Router::merge`]; layers, nesting and state are axum's own.

// request ─→ axum (path, method) ─→ Group (endpoint) ─→ Serving, Input ─→ implementation ─→ Responder ─→ response
//            routes.rs              group.rs             serving.rs, input.rs                into_response.rs, sealer.rs
//
// `wire/` has the code that reads a value, beside the code that a client writes it with.

pub(crate) mod borrow;
mod constants;
pub(crate) mod content;
pub(crate) mod content_type;
mod group;
mod in_process;
pub(crate) mod input;
pub(crate) mod into_response;
mod late_error;
mod matched;
pub(crate) mod rejection;
pub(crate) mod routes;
pub(crate) mod sealer;
pub(crate) mod serving;
mod streams;
#[cfg(test)]
mod tests;

#[doc(no_inline)]
pub use axum;
#[doc(no_inline)]
pub use axum::Router;

pub use self::matched::MatchedEndpoint;
pub use self::rejection::Rejection;
#[doc(inline)]
pub use crate::{Context, Seal};
