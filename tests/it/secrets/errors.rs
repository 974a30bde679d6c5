//! Errors of calls that never got a response.

use api_core::{ErrorKind, Result};
use api_tests::{Canary, Server, Step, everything_shown};

use super::{
    Code, FIELD, HEADER, PATH, QUERY, VaultClient, builder, credentials, full, silent, vault,
};
use crate::support::{Thing, content};

/// Checks the kind of a failure, and that it shows nothing.
#[track_caller]
fn silent_failure(result: Result<Thing>, kind: ErrorKind) {
    let error = result.expect_err("the call fails");
    let shown = everything_shown(&error);
    assert_eq!(error.kind(), kind, "{shown}");
    assert!(shown.contains("/vault") && shown.contains("(Vault::"), "{shown}");
    silent("the error", &shown);
}

#[api_tests::test]
async fn a_value_that_cannot_be_sent() {
    let server = content();
    let api = vault(&server);
    let dots = api.open("..", Code(QUERY.0, true), HEADER.0);
    silent_failure(dots.await, ErrorKind::Build);
    // Its own error quotes the value.
    silent_failure(api.open("1", Code(QUERY.0, false), HEADER.0).await, ErrorKind::Build);
    silent_failure(api.store(PATH.0, Code(FIELD.0, false)).await, ErrorKind::Build);
    silent_failure(api.replace(Code(FIELD.0, false)).await, ErrorKind::Build);
    let header = format!("{}\n", HEADER.0);
    silent_failure(api.open("1", Code("1", true), &header).await, ErrorKind::Build);
    silent_failure(full(&api).header("X-Bad", &header).await, ErrorKind::Build);
    silent_failure(full(&api).query("q", &Code(QUERY.0, false)).await, ErrorKind::Build);
    // Longer than a URL may be.
    let long = QUERY.0.repeat(6_000);
    silent_failure(api.open("1", Code(&long, true), HEADER.0).await, ErrorKind::Build);
    assert_eq!(server.connections(), []);
}

#[api_tests::test]
async fn a_server_that_is_not_there() {
    let server = Server::giving("");
    let base = server.base();
    drop(server);
    for own in credentials() {
        let api = VaultClient::new(builder(&base, own).build().unwrap());
        let error = full(&api).await.unwrap_err();
        // The port may have been given to somebody else meanwhile.
        assert_ne!(error.kind(), ErrorKind::Build);
        silent("the error", &everything_shown(&error));
    }
}

#[api_tests::test]
async fn a_response_that_breaks_off() {
    let secret: Canary = super::PAYLOAD;
    let broken: [(Vec<u8>, ErrorKind); 4] = [
        (vec![], ErrorKind::Transport),
        (format!("{}\r\n\r\n", secret.0).into_bytes(), ErrorKind::Protocol),
        (
            format!("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}", secret.0).into_bytes(),
            ErrorKind::Transport,
        ),
        (
            format!("HTTP/1.1 200 OK\r\nX-Odd {}\r\n\r\n", secret.0).into_bytes(),
            ErrorKind::Protocol,
        ),
    ];
    for (bytes, kind) in broken {
        let steps = [Step::ReadRequest, Step::Send(bytes), Step::Close];
        let server = Server::script(steps);
        silent_failure(vault(&server).store(PATH.0, Code(FIELD.0, true)).await, kind);
    }
}

#[api_tests::test]
async fn a_response_that_never_comes() {
    let server = Server::script([Step::Stall]);
    let call = full(&vault(&server)).timeout(std::time::Duration::from_millis(20));
    silent_failure(call.await, ErrorKind::Timeout);
}
