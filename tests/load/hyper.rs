//! The load, over the second transport.

mod rounds;

/// How the clients of this binary send: over the second transport.
fn usual(builder: api_core::ClientBuilder) -> api_core::ClientBuilder {
    builder.hyper()
}
