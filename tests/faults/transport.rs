//! The transport of a test: the default one, or the second one.

use api_core::ClientBuilder;
use api_tests::{Transport, is_over_hyper};

/// Over the transport of the test, and otherwise as users have it.
pub(crate) fn over_it(builder: ClientBuilder) -> ClientBuilder {
    if is_over_hyper() { builder.hyper() } else { builder }
}

/// Over a transport that decompresses: the test's, with api-core's feature `gzip`; without it,
/// a reqwest client that was told to.
pub(crate) fn decompressing(builder: ClientBuilder) -> ClientBuilder {
    if cfg!(feature = "gzip") {
        return over_it(builder);
    }
    let client = reqwest::Client::builder().no_proxy().gzip(true);
    let client = client.redirect(reqwest::redirect::Policy::none()).build().unwrap();
    builder.reqwest(client)
}

#[api_tests::test]
fn the_calls_of_a_test_go_over_its_transport() {
    let client = crate::calls::builder("http://localhost").build().unwrap();
    let shown = format!("{client:?}");
    let name = Transport::current();
    assert!(shown.contains(&format!("transport: Transport({name})")), "{shown}");
}
