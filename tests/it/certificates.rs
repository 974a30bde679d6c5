//! Certificates of a user's own: an authority that the system does not trust, and a client's.

use api_core::{Client, ErrorKind};
use api_tests::tls::{Authority, Terminator, Valid, certificate, certificate_for_known_clients};
use api_tests::{Server, json};

use crate::support::{Thing, ThingsClient, calling};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

fn builder(front: &Terminator) -> api_core::ClientBuilder {
    calling(front.base()).no_env_proxy().retry(api_core::Retry::never())
}

#[api_tests::test]
async fn an_authority_of_ones_own_is_trusted_beside_those_of_the_system() {
    let (own, other) = (Authority::new(), Authority::new());
    let server = Server::giving(json(200, GOOD));
    let front = Terminator::before(&server, &certificate("localhost", &own, Valid::Now));
    let error = ThingsClient::new(builder(&front).build().unwrap()).thing().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    // One, one of two calls, one of a bundle.
    let bundle = format!("{}\n{}", other.pem(), own.pem());
    for builder in [
        builder(&front).root_certificate(own.pem()),
        builder(&front).root_certificate(other.pem()).root_certificate(own.pem()),
        builder(&front).root_certificate(bundle),
    ] {
        let api = ThingsClient::new(builder.build().unwrap());
        assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
        // And by calls that need a client of their own.
        let timed = api.thing().connect_timeout(std::time::Duration::from_secs(5));
        assert_eq!(timed.await.unwrap(), Thing::new("a", 1));
    }
    // It is for its own servers.
    let untrusted = builder(&front).root_certificate(other.pem()).build().unwrap();
    let error = ThingsClient::new(untrusted).thing().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("unknown authority"), "{error}");
}

#[api_tests::test]
async fn a_client_shows_who_it_is() {
    let authority = Authority::new();
    let server = Server::giving(json(200, GOOD));
    let asking = certificate_for_known_clients("localhost", &authority);
    let front = Terminator::before(&server, &asking);
    let trusting = || builder(&front).root_certificate(authority.pem());
    let unknown = ThingsClient::new(trusting().build().unwrap());
    assert!(unknown.thing().await.is_err());
    let (certificate, key) = authority.client();
    for pem in [format!("{certificate}{key}"), format!("{key}\n{certificate}")] {
        let known = ThingsClient::new(trusting().identity(pem).build().unwrap());
        assert_eq!(known.thing().await.unwrap(), Thing::new("a", 1));
    }
}

#[api_tests::test]
fn what_is_no_certificate_is_refused_and_not_shown() {
    let (certificate, key) = Authority::new().client();
    let base = || calling("https://example.com");
    let refused = |builder: api_core::ClientBuilder| -> String {
        let error = builder.build().map(|_: Client| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        let shown = api_tests::everything_shown(&error);
        assert!(!shown.contains("PRIVATE") && !shown.contains("hunter2"), "{shown}");
        error.to_string()
    };
    for pem in ["", "hunter2", &key] {
        let said = refused(base().root_certificate(pem));
        assert!(said.starts_with("the root certificate is no PEM"), "{said}");
    }
    for pem in ["", "hunter2", &key, &certificate] {
        let said = refused(base().identity(pem));
        assert!(said.starts_with("the identity is no PEM"), "{said}");
    }
}
