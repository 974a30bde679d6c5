//! The transport of this binary: the default one, or the second one in what `hyper.rs` makes.

use api_core::ClientBuilder;

fn is_over_hyper() -> bool {
    env!("CARGO_CRATE_NAME").ends_with("hyper")
}

/// Over this binary's transport, and otherwise as users have it.
pub(crate) fn over_it(builder: ClientBuilder) -> ClientBuilder {
    if is_over_hyper() { builder.hyper() } else { builder }
}

/// Over a transport that decompresses: this binary's, with api-core's feature `gzip`; without it,
/// a reqwest client that was told to.
pub(crate) fn decompressing(builder: ClientBuilder) -> ClientBuilder {
    if cfg!(feature = "gzip") {
        return over_it(builder);
    }
    let client = reqwest::Client::builder().no_proxy().gzip(true);
    let client = client.redirect(reqwest::redirect::Policy::none()).build().unwrap();
    builder.reqwest(client)
}

#[test]
fn the_calls_of_this_binary_go_over_its_transport() {
    let client = crate::calls::builder("http://localhost").build().unwrap();
    let shown = format!("{client:?}");
    let name = if is_over_hyper() { "hyper" } else { "reqwest" };
    assert!(shown.contains(&format!("transport: Transport({name})")), "{shown}");
}
