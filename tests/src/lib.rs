//! The harness of the tests: a scripted HTTP/1.1 server over raw TCP, recorded responses, and a
//! watch for secrets in what a value shows.
//!
//! A server here is a list of bytes to send, not a web framework: a framework would refuse to
//! write the broken responses that a client has to survive.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `server.rs` | [`Server`]: accepts, plays scripts, tells what happened |
//! | `script.rs` | [`Step`]: what a connection does, and the loop that does it |
//! | `request.rs` | [`Request`]: one request as it came off the wire |
//! | `record.rs` | [`Connection`] and [`End`]: what is known of a connection |
//! | `response.rs` | whole responses as bytes: [`json`], [`html`], [`response`], [`chunked`] |
//! | `fixture.rs` | the recorded responses of `tests/fixtures` |
//! | `tls.rs` | authorities, certificates, and TLS in front of a server |
//! | `canary.rs` | [`Canary`]: planted secrets, and where they must not come out |
//! | `transport.rs` | [`macro@test`]: tests that run once over each transport |

#![warn(missing_docs)]

mod alone;
mod canary;
mod fixture;
mod record;
mod request;
mod response;
mod script;
mod server;
pub mod tls;
mod transport;

pub use self::alone::{memory_held, passes_alone};
pub use self::canary::{Canary, debug, everything_shown};
pub use self::fixture::kook;
pub use self::record::{Connection, End};
pub use self::request::Request;
pub use self::response::{chunked, head, html, json, response};
pub use self::script::Step;
pub use self::server::Server;
pub use self::transport::{Runtime, Transport, is_over_hyper};
pub use api_tests_macros::test;
