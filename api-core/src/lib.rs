//! Declare an HTTP API as a trait; get a typed client.
//!
//! ```
//! # mod demo {
//! use api_core::{Envelope, Result, api};
//! use serde::Deserialize;
//!
//! /// The wrapper around every response: `{"code": 0, "message": "", "data": …}`.
//! #[derive(Envelope)]
//! pub struct Kook<T> {
//!     #[envelope(success = 0)]
//!     code: i64,
//!     #[envelope(message)]
//!     message: String,
//!     #[envelope(payload)]
//!     data: T,
//! }
//!
//! #[derive(Debug, Deserialize)]
//! pub struct Chat {
//!     pub code: String,
//!     pub unread_count: u32,
//! }
//!
//! /// Private chats of a KOOK user.
//! #[api(envelope = Kook)]
//! pub trait UserChat {
//!     /// The details of one chat.
//!     #[endpoint(GET, "/api/v3/user-chat/view")]
//!     async fn view(&self, chat_code: &str) -> Result<Chat>;
//!
//!     /// Removes a chat from the list.
//!     #[endpoint(POST, "/api/v3/user-chat/delete")]
//!     async fn delete(&self, chat_code: &str) -> Result<()>;
//! }
//! # }
//! # use demo::*;
//! # async fn run(token: &str) -> api_core::Result<()> {
//! use std::sync::Arc;
//! use std::time::Duration;
//!
//! use api_core::{Client, Credentials};
//!
//! let client = Client::builder("https://www.kookapp.cn")
//!     .credentials(Credentials::scheme("Bot", token))
//!     .build()?;
//! let chats = UserChatClient::new(client);
//!
//! let chat = chats.view("5c7e").await?; // Chat, out of its envelope
//! let chat = chats.view("5c7e").timeout(Duration::from_secs(2)).await?; // this call only
//! let response = chats.view("5c7e").with_response().await?; // with status and headers
//! let request = chats.view("5c7e").build()?; // nothing sent
//! let anywhere: Arc<dyn UserChat> = Arc::new(chats); // the trait stays a trait
//! # Ok(())
//! # }
//! ```
//!
//! | documentation of | content |
//! | --- | --- |
//! | [`macro@api`] | everything that a declaration can say |
//! | [`macro@Envelope`] | the wrapper that an API puts around its payloads |
//! | [`ClientBuilder`] | the settings of all calls, and their defaults |
//! | [`Call`] | the options of one call |
//! | [`Error`] | what a failed call knows |
//!
//! The guide in `docs/guide` explains each topic with examples, and `docs/first-client.md` begins from
//! an empty crate.
//!
//! # Features
//!
//! Generated code does not depend on features.
//!
//! | feature | brings |
//! | --- | --- |
//! | `rustls` (default) | `https://` by rustls, with the certificates that the system trusts |
//! | `native-tls` | `https://` by the system's own library |
//! | `http2` | HTTP/2, where the server agrees to it in the TLS handshake |
//! | `gzip`, `brotli`, `zstd`, `deflate` | decompression of responses, each by its own feature |
//! | `hyper` | `ClientBuilder::hyper`: a second transport, which takes half the instructions |
//! | `server` | `#[api(server)]`: the trait as an axum router |
//! | `stub` | `#[api(stub)]`: a test double on that router |
//! | `openapi` | `#[api(openapi)]`: the trait's description, and a page that shows it |
//! | `tracing` | spans and events of each call, by the names of OpenTelemetry: see `docs/tracing.md` |
//! | `redis` | `RedisStore`: rate limits that processes share |

// Long because the macros' reference is here: rustdoc takes it from where they are re-exported.

mod base_url;
mod body;
mod bytes;
pub mod call;
mod client;
mod context;
mod credentials;
pub mod endpoint;
mod envelope;
pub mod error;
mod gate;
mod headers;
mod oauth2;
pub mod observe;
#[cfg(feature = "openapi")]
pub mod openapi;
mod pages;
mod params;
mod pipeline;
mod rate_limit;
mod redirect;
mod request;
mod response;
mod retry;
#[cfg(feature = "server")]
pub mod server;
mod short_name;
mod shown;
pub mod streams;
#[cfg(feature = "stub")]
pub mod stub;
mod throughput;
mod timeouts;
mod transport;
mod unwinding;
mod wire;

#[doc(hidden)]
pub mod __private;

/// The examples of the guide and of the README, run with the tests.
#[cfg(all(doctest, feature = "stub"))]
mod guide {
    #[doc = include_str!("../../README.md")]
    mod readme {}
    #[doc = include_str!("../../docs/guide/parameters.md")]
    mod parameters {}
    #[doc = include_str!("../../docs/guide/envelopes.md")]
    mod envelopes {}
    #[doc = include_str!("../../docs/guide/errors.md")]
    mod errors {}
    #[doc = include_str!("../../docs/guide/retries-and-time.md")]
    mod retries_and_time {}
    #[doc = include_str!("../../docs/guide/rate-limits.md")]
    mod rate_limits {}
    #[doc = include_str!("../../docs/guide/credentials.md")]
    mod credentials {}
    #[doc = include_str!("../../docs/guide/transports.md")]
    mod transports {}
    #[doc = include_str!("../../docs/guide/streams.md")]
    mod streams {}
    #[doc = include_str!("../../docs/guide/testing.md")]
    mod testing {}
    #[doc = include_str!("../../docs/guide/serving.md")]
    mod serving {}
    #[cfg(feature = "openapi")]
    #[doc = include_str!("../../docs/descriptions.md")]
    mod descriptions {}
    #[doc = include_str!("../../docs/pages.md")]
    mod pages {}
}

#[doc = include_str!("macros/by_status.md")]
pub use api_macros::ByStatus;
#[doc = include_str!("macros/envelope.md")]
pub use api_macros::Envelope;
#[doc = include_str!("macros/error_code.md")]
pub use api_macros::ErrorCode;
#[doc = include_str!("macros/paginated.md")]
pub use api_macros::Paginated;
#[doc = include_str!("macros/status_error.md")]
pub use api_macros::StatusError;
#[doc = include_str!("macros/api.md")]
pub use api_macros::api;
/// An endpoint of a trait that has [`#[api]`](macro@api), where it is documented.
///
/// `#[api]` removes this attribute from the methods. Without `#[api]` it is a compile error.
pub use api_macros::endpoint;
pub use async_trait::async_trait;
pub use {http, reqwest, tower};

pub use self::body::Body;
pub use self::bytes::{Bytes, Text};
pub use self::call::Call;
pub use self::client::{Client, ClientBuilder};
#[cfg_attr(feature = "server", doc(no_inline))]
pub use self::context::Context;
pub use self::credentials::Credentials;
pub use self::endpoint::Endpoint;
pub use self::envelope::Envelope;
pub use self::error::{ApiError, BoxError, Code, Error, ErrorCode, ErrorKind, Result};
pub use self::oauth2::OAuth2;
pub use self::observe::Observer;
pub use self::pages::{Items, Next, PageContext, Pages, PagesOf, Paginated, pages};
#[cfg(feature = "redis")]
pub use self::rate_limit::RedisStore;
pub use self::rate_limit::{
    BucketState, LimitKey, LimitStore, MemoryStore, RateLimit, RateLimits, Reservation, Reserved,
    ResetUnit, Settled,
};
pub use self::response::{Response, Seal};
pub use self::retry::Retry;
pub use self::streams::{ByteStream, Event, EventStream, JsonLines};
pub use self::transport::{Sign, Transport, Unsigned};
pub use self::wire::{Nullable, Part, Patch};
