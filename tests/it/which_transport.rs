//! Which transport a client uses.

use api_core::Client;
use api_tests::Transport;

use crate::support::calling;

#[api_tests::test]
fn the_calls_of_a_test_go_over_its_transport() {
    let shown = format!("{:?}", calling("https://example.com").build().unwrap());
    let name = Transport::current();
    assert!(shown.contains(&format!("Transport({name})")), "{shown}");
}

#[test]
fn the_transport_shows() {
    let client = |builder: api_core::ClientBuilder| format!("{:?}", builder.build().unwrap());
    let base = "https://example.com";
    assert!(client(Client::builder(base)).contains("Transport(reqwest)"));
    assert!(client(Client::builder(base).hyper()).contains("Transport(hyper)"));
    // What was said last holds.
    let own = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let back = Client::builder(base).hyper().reqwest(own.build().unwrap());
    assert!(client(back).contains("Transport(reqwest)"));
}
