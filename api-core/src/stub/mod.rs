//! A typed test double of an API, on top of its router: what `#[api(stub)]` makes.
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
//! A call is answered by the first rule that takes it, in the order of their declaration: one that
//! is for its endpoint, whose [`with`](Rule::with) holds, and that has not answered as often as it
//! [says](Rule::times). An endpoint without rules answers with its recorded `example`, if it has one.
//!
//! A call that no rule takes is answered with the code 501 and the reason, printed, and told by
//! `verify()`, or else when the stub is dropped.

pub(crate) mod board;
mod fault;
mod recorded;
mod rule;

pub use self::fault::{Fault, StubTransport};
pub use self::rule::{IntoRuleResponse, Rule};
