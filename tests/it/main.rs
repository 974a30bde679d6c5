//! Everything from the outside, over sockets, in one binary.

mod base_url;
mod bodies;
mod credentials;
mod harness;
mod headers;
mod hygiene;
mod kook;
mod options;
mod outcomes;
mod path_values;
mod providers;
mod proxy;
mod query_and_fields;
mod redirects;
mod retry;
mod secrets;
mod support;
mod traits;
mod transport;
mod turns;
mod wire;
mod wrappers;

/// How the clients of this binary send: as users have it.
fn usual(builder: api_core::ClientBuilder) -> api_core::ClientBuilder {
    builder
}
