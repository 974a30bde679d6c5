//! Faults before anything is sent.

use std::net::Ipv4Addr;
use std::time::Duration;

use api_core::{Client, ErrorKind};
use api_tests::{Server, Step, json, response};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::calls::{Faced, GOOD, Method, VaultClient, builder, call};
use crate::row::{Row, row};
use api_tests::tls::{self, Authority, Terminator};

pub(crate) const ROWS: &[Row] = &[F01, F02, F03, F04, F05, F06, F07, F08, F09, F10];

/// Long enough for a connection on loopback, and nothing that a test would wait for long.
const SHORT: Duration = Duration::from_millis(100);

const F01: Row = row!(f01_connection_refused, "the connection is refused")
    .fails(&[ErrorKind::Connect])
    .tries(3, 3)
    .note("nothing was sent, so any method is tried again");

#[api_tests::test]
async fn f01_connection_refused() {
    // Bound and not listening: taken, and refusing whoever comes.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let base = format!("http://{}", socket.local_addr().unwrap());
    for faced in F01.trial().at_address(&base).await {
        says(&faced, &base, "connection refused");
    }
}

/// Checks that an error says in its own text where there was no connection, and why.
#[track_caller]
fn says(faced: &Faced, base: &str, why: &str) {
    let (_, to) = base.split_once("://").unwrap();
    let said = faced.error().to_string();
    let shown = api_tests::everything_shown(faced.error());
    assert!(said.contains(&format!("no connection to `{to}` could be made: {why}")), "{shown}");
}

const F02: Row = row!(f02_name_does_not_resolve, "the name does not resolve")
    .fails(&[ErrorKind::Connect])
    .tries(3, 3)
    .note("as 1");

#[api_tests::test]
async fn f02_name_does_not_resolve() {
    // Longer than a label can be, so that no resolver asks anyone.
    let base = format!("http://{}.invalid", "a".repeat(64));
    for faced in F02.trial().with(|builder| builder.allow_http()).at_address(&base).await {
        says(&faced, &format!("{base}:80"), "name not found");
    }
}

const F03: Row = row!(f03_no_response_to_the_handshake, "the TCP handshake gets no response")
    .fails(&[ErrorKind::Timeout])
    .tries(3, 3)
    .note("ends at the connect timeout; then as 1");

#[api_tests::test]
async fn f03_no_response_to_the_handshake() {
    let (listener, _held) = full().await;
    let base = format!("http://{}", listener.local_addr().unwrap());
    for faced in F03.trial().with(|it| it.connect_timeout(SHORT)).at_address(&base).await {
        says(&faced, &base, "timed out; `ClientBuilder::connect_timeout`");
    }
}

/// A listener that accepts nobody and whose queue is full, with the connections that fill it.
pub(crate) async fn full() -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let mut held = Vec::new();
    for _ in 0..64 {
        let connection = TcpStream::connect(listener.local_addr().unwrap());
        match timeout(Duration::from_millis(300), connection).await {
            Ok(stream) => held.push(stream.unwrap()),
            Err(_) => return (listener, held),
        }
    }
    panic!("64 connections do not fill a queue of one");
}

const F04: Row = row!(f04_reset_at_once, "the connection is accepted and reset at once")
    .fails(&[ErrorKind::Connect, ErrorKind::Transport])
    .note("no request arrives; as 1 if the client sees the reset before it sends, else as 12");

#[api_tests::test]
async fn f04_reset_at_once() {
    for faced in F04.faces([Step::Reset]).await {
        let tries = match (faced.error().kind(), faced.method) {
            (ErrorKind::Transport, Method::Post) => 1..=1,
            // What was a failure to connect at first may break later the next time.
            (ErrorKind::Transport, Method::Get) => 3..=3,
            _ => 1..=3,
        };
        assert!(tries.contains(&faced.error().attempts()), "{:?}", faced.error());
        assert_eq!(faced.server().requests(), []);
    }
}

const F05: Row = row!(f05_closed_at_once, "the connection is accepted and closed at once")
    .fails(&[ErrorKind::Transport])
    .tries(3, 1)
    .note("the server may have read the request, so only a repeatable one is sent again");

#[api_tests::test]
async fn f05_closed_at_once() {
    F05.faces([Step::Close]).await;
}

const F06: Row = row!(
    f06_certificate_not_trusted,
    "the certificate is of an unknown authority, for another host, or expired"
)
.fails(&[ErrorKind::Connect])
.sends(0, 0)
.tries(1, 1)
.note("the client never falls back to plain HTTP");

#[api_tests::test]
async fn f06_certificate_not_trusted() {
    let server = Server::giving(json(200, GOOD));
    let stranger = tls::certificate("localhost", &Authority::new(), tls::Valid::Now);
    let stranger = Terminator::before(&server, &stranger);
    for faced in F06.trial().at_address(&stranger.base()).await {
        says(&faced, &stranger.base(), "certificate of an unknown authority");
    }
    assert_eq!(server.connections(), []);

    let Some(authority) = F06.is_alone_with_an_authority() else { return };
    // To show that it is the certificate, and nothing else, that the others fail at.
    let good = tls::certificate("localhost", &authority, tls::Valid::Now);
    let good = Terminator::before(&server, &good);
    let api = VaultClient::new(builder(&good.base()).build().unwrap());
    call(&api, Method::Post).await.unwrap();
    assert_eq!(server.requests().len(), 1);

    F06.trial().at_address(&stranger.base()).await;
    for (name, valid, why) in [
        ("example.com", tls::Valid::Now, "certificate for another host"),
        ("localhost", tls::Valid::Past, "certificate expired"),
    ] {
        let bad = tls::certificate(name, &authority, valid);
        let bad = Terminator::before(&server, &bad);
        for faced in F06.trial().at_address(&bad.base()).await {
            says(&faced, &bad.base(), why);
        }
    }
    assert_eq!(server.connections().len(), 1);
}

const F07: Row = row!(f07_tls_handshake_stalls, "the TLS handshake stalls")
    .fails(&[ErrorKind::Timeout])
    .sends(0, 0)
    .tries(3, 3)
    .note("ends at the connect timeout; then as 1");

#[api_tests::test]
async fn f07_tls_handshake_stalls() {
    let server = Server::each([Step::Stall]);
    let trial = F07.trial().with(|builder| builder.connect_timeout(SHORT));
    for faced in trial.at_address(&server.base().replace("http:", "https:")).await {
        says(&faced, &server.base(), "timed out; `ClientBuilder::connect_timeout`");
    }
    assert_eq!(server.connections().len(), 6);
}

const F08: Row = row!(f08_no_tls, "the server does not speak TLS, and the URL is `https`")
    .fails(&[ErrorKind::Connect])
    .sends(0, 0)
    .tries(1, 1)
    .note("as 6");

#[api_tests::test]
async fn f08_no_tls() {
    let page = response(400, &[("Connection", "close")], "a plain request was sent to a TLS port");
    for steps in [vec![Step::Send(page)], vec![Step::Send(json(200, GOOD)), Step::Close]] {
        let server = Server::each(steps);
        for faced in F08.trial().at_address(&server.base().replace("http:", "https:")).await {
            says(&faced, &server.base(), "TLS handshake failed");
        }
        assert_eq!((server.connections().len(), server.requests().len()), (2, 0));
    }
}

const F09: Row = row!(f09_http_to_another_machine, "the base URL is `http://` to another machine")
    .fails(&[ErrorKind::Build])
    .note("the client is not made, unless `allow_http` permits it");

#[api_tests::test]
async fn f09_http_to_another_machine() {
    for base in ["http://example.com", "http://192.0.2.1:80", "http://localhost.example.com"] {
        F09.result(builder(base).build().as_ref());
        Client::builder(base).allow_http().build().unwrap();
    }
}

const F10: Row = Row::new("f10", "the process has no TLS provider")
    .note("cannot occur: the feature that brings TLS brings a provider");
