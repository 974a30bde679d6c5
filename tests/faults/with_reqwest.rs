//! The default transport.

use api_core::ClientBuilder;

/// As users have it.
pub(crate) fn usual(builder: ClientBuilder) -> ClientBuilder {
    builder
}

/// With what decompresses, which api-core does by its feature `gzip`.
pub(crate) fn decompressing(builder: ClientBuilder) -> ClientBuilder {
    if cfg!(feature = "gzip") {
        return builder;
    }
    let client = reqwest::Client::builder().no_proxy().gzip(true).build().unwrap();
    builder.reqwest(client)
}

#[test]
fn the_calls_of_this_binary_go_through_reqwest() {
    let client = crate::calls::builder("http://localhost").build().unwrap();
    let shown = format!("{client:?}");
    assert!(shown.contains("transport: Transport(reqwest)"), "{shown}");
}
