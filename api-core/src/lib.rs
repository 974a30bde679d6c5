//! Declare an HTTP API as a trait; get a typed client.
//!
//! See `#[api]` for the declaration, [`Client`] for the settings, [`Call`] for what can be said
//! about one call, and [`Error`] for what can go wrong.

mod call;
mod client;
mod credentials;
mod endpoint;
mod envelope;
mod error;
mod pipeline;
mod request;
mod response;
mod transport;

#[doc(hidden)]
pub mod __private;

pub use async_trait::async_trait;

pub use self::call::{Call, CallFuture, WithResponse, WithResponseFuture};
pub use self::client::{Client, ClientBuilder};
pub use self::credentials::Credentials;
pub use self::endpoint::{Endpoint, Location, Param, PathPiece};
pub use api_macros::Envelope;

pub use self::envelope::Envelope;
pub use self::error::{ApiError, BoxError, Code, Error, ErrorKind, Result};
pub use self::request::Body;
pub use self::response::{Bytes, Response, Text};
pub use self::transport::Transport;
