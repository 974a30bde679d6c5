//! Responses that point somewhere else.

use api_core::{Body, ErrorKind, Result, api};
use api_tests::{Server, Step, json, response};
use futures_util::stream;

use crate::calls::{BOTH, GOOD, Method, PAGE, PAYLOAD, VaultClient, Wrapped, builder, call};
use crate::row::{Row, row};
use api_tests::tls::{self, Terminator, Valid};

pub(crate) const ROWS: &[Row] = &[F89, F90, F91, F92, F93, F94];

const ALL: [u16; 5] = [301, 302, 303, 307, 308];

fn redirect(status: u16, location: &str) -> Vec<u8> {
    response(status, &[("Location", location), ("Connection", "close")], PAGE)
}

/// A server that redirects the first request and responds to the second.
fn once(status: u16, location: &str) -> Server {
    let first = vec![Step::ReadRequest, Step::Send(redirect(status, location)), Step::Close];
    Server::scripts([first, vec![Step::ReadRequest, Step::Send(json(200, GOOD))]])
}

/// Makes both calls at such a server with a client that follows redirects.
async fn followed(row: Row, status: u16, location: &str) -> Vec<crate::calls::Faced> {
    let trial = row.trial().with(|builder| builder.follow_redirects(3));
    trial.at(|| once(status, location)).await
}

const F89: Row = row!(f89_same_origin, "301, 302, 303, 307 or 308 to the same origin")
    .fails(&[ErrorKind::Redirect])
    .sends(1, 1)
    .note("with `follow_redirects`, a GET gives the value of the other URL");

#[api_tests::test]
async fn f89_same_origin() {
    for status in ALL {
        for location in ["/elsewhere", "?page=2", "./"] {
            F89.responded(redirect(status, location)).await;
        }
        let server = once(status, "/elsewhere");
        let client = builder(&server.base()).follow_redirects(3).build().unwrap();
        call(&VaultClient::new(client), Method::Get).await.unwrap();
        let [first, second] = server.requests().try_into().unwrap();
        assert_eq!((second.method(), second.target()), ("GET", "/elsewhere"));
        assert_eq!(first.header("authorization"), second.header("authorization"));
        assert!(second.header("referer").is_empty());
    }
}

const F90: Row =
    row!(f90_another_origin, "a redirect to another host or port, or from `https` to `http`")
        .fails(&[ErrorKind::Redirect])
        .sends(1, 1)
        .note("the same with `follow_redirects`: no other origin gets a request");

#[api_tests::test]
async fn f90_another_origin() {
    let other = Server::giving(json(200, GOOD));
    for status in ALL {
        let locations = [
            other.base(),
            format!("//{}/x", other.authority()),
            other.base().replace("127", "128"),
        ];
        for location in locations {
            F90.responded(redirect(status, &location)).await;
            followed(F90, status, &location).await;
        }
    }
    assert_eq!(other.connections(), []);

    let Some(authority) = F90.is_alone_with_an_authority() else { return };
    let server = Server::each([Step::ReadRequest, Step::Send(redirect(307, &other.base()))]);
    let certificate = tls::certificate("localhost", &authority, Valid::Now);
    let secure = Terminator::before(&server, &certificate);
    let location = secure.base().replace("https", "http");
    let down = Server::each([Step::ReadRequest, Step::Send(redirect(307, &location))]);
    let down = Terminator::before(&down, &certificate);
    for base in [secure.base(), down.base()] {
        for method in BOTH {
            let client = builder(&base).follow_redirects(3);
            let result = call(&VaultClient::new(client.build().unwrap()), method).await;
            F90.result(result.as_ref());
        }
    }
    assert_eq!(other.connections(), []);
}

const F91: Row = row!(f91_loop, "redirects that lead in a circle")
    .fails(&[ErrorKind::Redirect])
    .sends(1, 1)
    .note("with `follow_redirects(n)`, after n redirects");

#[api_tests::test]
async fn f91_loop() {
    F91.responded(redirect(302, "/v1/vault/x")).await;
    let server = Server::each([Step::ReadRequest, Step::Send(redirect(302, "/"))]);
    let client = builder(&server.base()).follow_redirects(10).build().unwrap();
    F91.result(call(&VaultClient::new(client), Method::Get).await.as_ref());
    assert_eq!(server.requests().len(), 11);
}

const F92: Row = row!(
    f92_nowhere,
    "a redirect to `file:`, `data:`, `javascript:`, `ftp:`, an empty or an invalid URL"
)
.fails(&[ErrorKind::Redirect, ErrorKind::Status])
.sends(1, 1)
.note("the same with `follow_redirects`; `Status` if there is no `Location`");

#[api_tests::test]
async fn f92_nowhere() {
    let nowhere = [
        "file:///etc/passwd",
        "data:application/json,{}",
        "javascript:alert(1)",
        "ftp://127.0.0.1/",
        "//",
        "http://",
        "http://[::1",
        "http://a b/",
        "http://127.0.0.1:99999/",
    ];
    for location in nowhere {
        for all in
            [F92.responded(redirect(302, location)).await, followed(F92, 302, location).await]
        {
            for faced in all {
                faced.fails(ErrorKind::Redirect);
            }
        }
    }
    F92.responded(b"HTTP/1.1 302 Found\r\nLocation: /\xff\xfe\r\nConnection: close\r\n\r\n").await;
    for faced in F92.responded(response(302, &[], PAGE)).await {
        faced.fails(ErrorKind::Status);
    }
}

const F93: Row = row!(f93_post_to_get, "301, 302 or 303 in response to a POST")
    .fails(&[ErrorKind::Redirect])
    .note("the same with `follow_redirects`: a POST never turns into a GET");

#[api_tests::test]
async fn f93_post_to_get() {
    for status in [301, 302, 303] {
        let server = once(status, "/elsewhere");
        let client = builder(&server.base()).follow_redirects(3).build().unwrap();
        F93.result(call(&VaultClient::new(client), Method::Post).await.as_ref());
        assert_eq!(server.request().method(), "POST");
    }
}

#[api(envelope = Wrapped)]
trait Uploads {
    #[endpoint(PUT, "/upload")]
    async fn upload(&self, #[body(stream)] file: Body) -> Result<()>;
}

const F94: Row =
    row!(f94_stream_that_is_gone, "307 or 308 in response to a body that can be read once")
        .fails(&[ErrorKind::Redirect])
        .note("one request");

#[api_tests::test]
async fn f94_stream_that_is_gone() {
    for status in [307, 308] {
        let server = once(status, "/elsewhere");
        let client = builder(&server.base()).follow_redirects(3).build().unwrap();
        let file = Body::stream(stream::iter([Ok::<_, std::io::Error>(PAYLOAD.0)]));
        F94.result(UploadsClient::new(client).upload(file).await.as_ref());
        assert_eq!(server.request().body(), PAYLOAD.0);
    }
}
