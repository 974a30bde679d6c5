//! Which transport a client uses, and what `hyper()` refuses that reqwest does not.

use api_core::{Client, ErrorKind};

use crate::proxy::{BASE, run_child};
use crate::support::{calling, is_over_hyper};

#[test]
fn the_calls_of_this_binary_go_over_its_transport() {
    let shown = format!("{:?}", calling("https://example.com").build().unwrap());
    let name = if is_over_hyper() { "hyper" } else { "reqwest" };
    assert!(shown.contains(&format!("Transport({name})")), "{shown}");
}

#[test]
fn the_transport_shows() {
    let client = |builder: api_core::ClientBuilder| format!("{:?}", builder.build().unwrap());
    let base = "https://example.com";
    assert!(client(Client::builder(base)).contains("Transport(reqwest)"));
    assert!(client(Client::builder(base).hyper()).contains("Transport(hyper)"));
    // What was said last holds.
    let back = Client::builder(base).hyper().reqwest(reqwest::Client::new());
    assert!(client(back).contains("Transport(reqwest)"));
}

#[tokio::test]
#[ignore = "is run by the test below, in a process of its own"]
async fn child() {
    let Ok(base) = std::env::var(BASE) else { return };
    let error = Client::builder(&base).hyper().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    let said = error.to_string();
    assert!(said.contains("`socks5`") && said.contains("no_env_proxy"), "{said}");
    for secret in ["aladdin", "sesame", "192.0.2.1"] {
        assert!(!format!("{error:?}").contains(secret), "{error:?}");
    }
    assert!(Client::builder(base).hyper().no_env_proxy().build().is_ok());
}

#[tokio::test]
async fn a_proxy_that_speaks_socks_is_refused_before_any_call() {
    let proxy = [("ALL_PROXY", "socks5://aladdin:sesame@192.0.2.1:1080")];
    for base in ["http://localhost", "https://example.com"] {
        run_child("which_transport::child", base.to_owned(), &proxy).await;
    }
}
