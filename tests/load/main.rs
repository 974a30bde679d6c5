//! The load, over the default transport.

mod rounds;

/// How the clients of this binary send: as users have it.
fn usual(builder: api_core::ClientBuilder) -> api_core::ClientBuilder {
    builder
}
