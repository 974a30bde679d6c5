//! Requests that cannot be made, and calls in great numbers.

use api_core::{Client, Credentials, ErrorKind, Result, Text, api};
use api_tests::{Server, Step, chunked, json, response};
use futures_util::future::join_all;

use crate::calls::{DEADLINE, GOOD, Method, PAYLOAD, VaultClient, Wrapped, builder, call};
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[F95, F96, F97, F98, F99, F100, F101, F102];

fn vault(server: &Server) -> VaultClient {
    VaultClient::new(builder(&server.base()).build().unwrap())
}

const F95: Row = row!(f95_path_values, "a path value is `.`, `..` or empty")
    .fails(&[ErrorKind::Build])
    .note("`%2e%2e`, `a/b`, `a?b`, `..;/`, CR and LF are percent-encoded and stay within their segment");

#[api_tests::test]
async fn f95_path_values() {
    let server = Server::giving(json(200, GOOD));
    let api = vault(&server);
    for dots in [".", "..", ""] {
        F95.result(api.open(dots, PAYLOAD.0, "").await.as_ref());
        F95.result(api.store(dots, PAYLOAD.0, "", PAYLOAD.0).await.as_ref());
    }
    assert_eq!(server.connections(), []);
    for odd in ["%2e%2e", "a/b", "a?b", "..;/", "../x", "\r\n", "a\r\nHost: b", "#", "\\..\\", "…"]
    {
        api.open(odd, "1", "").await.unwrap();
        let target = server.requests().last().unwrap().target().to_owned();
        let read = url::Url::parse(&format!("http://localhost{target}")).unwrap();
        let segments: Vec<_> = read.path_segments().unwrap().collect();
        let [v1, vault, door] = segments.try_into().unwrap();
        let door = percent_encoding::percent_decode_str(door).decode_utf8().unwrap();
        assert_eq!((v1, vault, &*door), ("v1", "vault", odd));
    }
}

const F96: Row =
    row!(f96_header_values, "a header value has CR, LF, NUL, DEL or a character beyond ASCII")
        .fails(&[ErrorKind::Build])
        .note("such characters are never stripped");

#[api_tests::test]
async fn f96_header_values() {
    let server = Server::giving(json(200, GOOD));
    let api = vault(&server);
    for odd in ["\r\n", "\n", "\0", "\u{7f}", "é", "\u{1b}", "\r\nX-Injected: 1"] {
        let pin = format!("{}{odd}", PAYLOAD.0);
        F96.result(api.open("1", "1", &pin).await.as_ref());
        F96.result(api.open("1", "1", "").header("X-Call", &pin).await.as_ref());
        F96.result(api.open("1", "1", "").header(format!("X-{odd}"), "").await.as_ref());
        F96.result(Client::builder(server.base()).header("X-Default", &pin).build().as_ref());
    }
    assert_eq!(server.connections(), []);
}

const F97: Row = row!(f97_base_urls, "the base URL has a user name, a password or a fragment")
    .fails(&[ErrorKind::Build])
    .note("a base URL may have a path, with or without a slash at its end, and a query");

#[api_tests::test]
async fn f97_base_urls() {
    let server = Server::giving(json(200, GOOD));
    let at = server.authority();
    let user = format!("http://{}@{at}", PAYLOAD.0);
    let password = format!("http://u:{}@{at}", PAYLOAD.0);
    let fragment = format!("http://{at}/#{}", PAYLOAD.0);
    for base in [user, password, fragment, format!("ftp://{at}"), "//x".into(), String::new()] {
        F97.result(Client::builder(base).build().as_ref());
    }
    for (base, target) in [
        ("", "/vault/1?code=2"),
        ("/", "/vault/1?code=2"),
        ("/a/b", "/a/b/vault/1?code=2"),
        ("/a/b/", "/a/b/vault/1?code=2"),
        ("/a?key=3", "/a/vault/1?key=3&code=2"),
    ] {
        let client = Client::builder(format!("http://{at}{base}")).no_env_proxy().build().unwrap();
        VaultClient::new(client).open("1", "2", "").await.unwrap();
        assert_eq!(server.requests().last().unwrap().target(), target);
    }
}

const F98: Row = row!(f98_two_credentials, "both client and call have credentials")
    .succeeds()
    .note("one `Authorization` is sent, that of the call");

#[api_tests::test]
async fn f98_two_credentials() {
    let server = Server::giving(json(200, GOOD));
    let api = vault(&server);
    let own = || api.open("1", "2", "").credentials(Credentials::bearer("own"));
    F98.result(own().await.as_ref());
    F98.result(api.open("1", "2", "").header("Authorization", "Bearer own").await.as_ref());
    for request in server.requests() {
        assert_eq!(request.header("authorization"), ["Bearer own"]);
    }
}

const F99: Row = row!(f99_proxy_of_the_environment, "the environment names a proxy")
    .succeeds()
    .note("it is used, for loopback too, unless `no_env_proxy` is set");

/// On several threads, because this one waits for the process that calls.
#[api_tests::test(flavor = "multi_thread")]
async fn f99_proxy_of_the_environment() {
    let proxy = Server::giving(json(200, GOOD));
    let base = proxy.base();
    let variables = [("HTTP_PROXY", base.as_str()), ("http_proxy", ""), ("NO_PROXY", "")];
    if !F99.is_alone(&variables) {
        assert_eq!(proxy.requests().len(), 1);
        return;
    }
    let at = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = Client::builder(format!("http://{at}"));
    let api = VaultClient::new(client.build().unwrap());
    F99.result(call(&api, Method::Get).await.as_ref());
    let client = Client::builder(format!("http://{at}")).no_env_proxy();
    let api = VaultClient::new(client.build().unwrap());
    assert!(call(&api, Method::Get).await.unwrap_err().is_connect());
}

const F100: Row =
    Row::new("f100", "pages without end: the same page again, cursors in a circle, empty pages")
        .note("the faults 117, 118, 119 and 124 are these");

const F101: Row = row!(f101_ten_thousand_calls, "10 000 calls at a time")
    .succeeds()
    .fails(&[ErrorKind::Overloaded])
    .note(
        "64 connections; calls beyond the 1024 that may wait fail at once and send nothing; `tests/load` makes as many while connections break",
    );

#[api_tests::test]
async fn f101_ten_thousand_calls() {
    let server = Server::giving(json(200, GOOD));
    // Longer than elsewhere: the spans of ten thousand calls are looked through meanwhile.
    let client = builder(&server.base()).timeout(6 * DEADLINE).build().unwrap();
    let api = VaultClient::new(client);
    let results = join_all((0..10_000).map(|_| call(&api, Method::Post))).await;
    results.iter().for_each(|result| F101.result(result.as_ref()));
    let good = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!((good, server.requests().len()), (64 + 1024, 64 + 1024));
    assert!(server.connections().len() <= 64, "{} sockets", server.connections().len());
    assert_eq!(api.client().in_flight(), 0);
}

/// Endpoints that read a response in different ways.
#[api(envelope = Wrapped)]
trait Readers {
    #[endpoint(POST, "/wrapped")]
    async fn wrapped(&self) -> Result<Vec<Option<u16>>>;
    #[endpoint(POST, "/bare", envelope = none)]
    async fn bare(&self) -> Result<serde_json::Value>;
    #[endpoint(POST, "/text")]
    async fn text(&self) -> Result<Text>;
}

const F102: Row =
    row!(f102_random_bytes, "random bytes as a response, as a body, or within a good one")
        .succeeds()
        .fails(&[
            ErrorKind::Transport,
            ErrorKind::Protocol,
            ErrorKind::Limit,
            ErrorKind::Redirect,
            ErrorKind::Status,
            ErrorKind::Api,
            ErrorKind::Decode,
        ])
        .note("any error, or the value that the bytes happen to be");

#[api_tests::test]
async fn f102_random_bytes() {
    let mut random = fastrand::Rng::with_seed(102);
    for round in 0..300 {
        let mut bytes = vec![0; 1 << random.usize(0..=20)];
        random.fill(&mut bytes);
        let mut good = chunked(200, [GOOD]);
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..good.len());
            good[at] = if random.bool() { random.u8(..) } else { bytes[0] };
        }
        let response = match round % 3 {
            0 => bytes,
            1 => response(200, &[("Content-Type", "application/json")], bytes),
            _ => good,
        };
        let server = Server::each([Step::ReadRequest, Step::Send(response), Step::Close]);
        let api = ReadersClient::new(builder(&server.base()).build().unwrap());
        F102.result(api.wrapped().await.as_ref());
        F102.result(api.bare().await.as_ref());
        F102.result(api.text().await.as_ref());
    }
}
