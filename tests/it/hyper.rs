//! Those that are about what goes over a socket, over the second transport.

mod bodies;
mod headers;
mod hyper_only;
mod options;
mod outcomes;
mod proxy;
mod redirects;
mod retry;
mod secrets;
mod support;
mod transport;
mod turns;
mod wire;

/// How the clients of this binary send: over the second transport.
fn usual(builder: api_core::ClientBuilder) -> api_core::ClientBuilder {
    builder.hyper()
}
