//! Everything that a user sees of a client, from the outside, over sockets, in one binary.
//!
//! A test that is marked `#[api_tests::test]` runs over both transports.

mod certificates;
mod concurrency;
mod cookies;
mod credentials;
mod harness;
mod hygiene;
mod kook;
mod open_bodies;
mod options;
mod providers;
mod proxy;
mod redirects;
mod responses;
mod retry;
mod secrets;
mod support;
mod traits;
mod transport;
#[cfg(unix)]
mod unix_socket;
mod which_transport;
mod wire;
mod wrappers;
