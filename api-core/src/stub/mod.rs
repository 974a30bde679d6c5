//! Test doubles of an API: `#[api(stub)]` generates a stub whose rules respond to calls.
//!
//! ```
//! # mod demo {
//! use api_core::{Result, api};
//!
//! #[api(stub)]
//! pub trait Users {
//!     /// The name of one user.
//!     #[endpoint(GET, "/users/{id}/name")]
//!     async fn name(&self, id: u64) -> Result<String>;
//! }
//! # }
//! # use demo::*;
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! let stub = UsersStub::new();
//! stub.name().with(|args| args.id == 7).respond("Ann".to_owned());
//!
//! let users = stub.client();
//! assert_eq!(users.name(7).await?, "Ann");
//! stub.verify();
//! # Ok::<(), api_core::Error>(())
//! # }).unwrap();
//! ```
//!
//! The rules of an endpoint are asked in the order of their declaration. A rule takes a call if its
//! [`with`](Rule::with) holds and it has calls left, as [`times`](Rule::times) or a sequence limits
//! them. An endpoint without rules responds with its recorded `example`, if it has one.
//!
//! A call that no rule takes fails with the code 501 and the reason. The reason is also printed, and
//! `verify()` panics with it; so does dropping a stub that was never verified.

pub(crate) mod board;
mod fault;
pub(crate) mod recorded_response;
mod rule;

pub use self::fault::{Fault, StubTransport};
pub use self::rule::{IntoRuleResponse, Rule};
