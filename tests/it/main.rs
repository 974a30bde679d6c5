// Everything that a user sees of a client, from the outside, over sockets, in one binary.
//
// `hyper.rs` is this file once more, over the second transport: a module added here runs over both.

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
