//! Faults in how long a response's body is, and where it ends.

use std::time::Duration;

use api_core::{ErrorKind, Result, api};
use api_tests::{End, Server, Step, chunked, head, json};

use crate::calls::{Faced, GOOD, PAYLOAD, Wrapped, accepted, builder, call, good};
use crate::own_process::Memory;
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] =
    &[F31, F32, F33, F34, F35, F36, F37, F38, F39, F40, F41, F42, F43, F44, F45];

/// How long a response may pause where it is meant to pause for longer.
const SHORT: Duration = Duration::from_millis(150);
/// The largest body that a client reads unless told otherwise.
const CAP: usize = 8 << 20;
/// What the buffers of the two sockets may hold beyond that.
const BUFFERS: usize = 16 << 20;

/// A good response that states this length.
fn stating(length: &str) -> Vec<u8> {
    response_with(&[("Content-Length", length)])
}

fn response_with(headers: &[(&str, &str)]) -> Vec<u8> {
    [head(200, headers), GOOD.into()].concat()
}

/// A body with a secret in it, which is a good one once it is whole.
fn half() -> String {
    format!(r#"{{"code":0,"message":"{}","data":{{"name":"a""#, PAYLOAD.0)
}

/// Checks that the client took little more than it may and then left.
async fn left_early(all: Vec<Faced>, most: usize) {
    for faced in all {
        let connection = faced.server().ended(0).await;
        assert!(connection.sent < most + BUFFERS, "{connection:?}");
        assert!(matches!(connection.end, Some(End::PeerReset | End::PeerClosed)), "{connection:?}");
    }
}

const F31: Row = row!(f31_body_shorter_than_stated, "the body ends before the stated length")
    .fails(&[ErrorKind::Transport])
    .sends(3, 1)
    .note("what came is not used, even if it looks complete");

#[api_tests::test]
async fn f31_body_shorter_than_stated() {
    F31.responded([head(200, &[("Content-Length", "4096")]), half().into()].concat()).await;
    F31.responded(stating(&(GOOD.len() + 1).to_string())).await;
}

const F32: Row = row!(f32_stall_in_the_body, "the body stalls")
    .fails(&[ErrorKind::Timeout])
    .sends(3, 1)
    .note("ends at the read timeout");

#[api_tests::test]
async fn f32_stall_in_the_body() {
    let begun = [head(200, &[("Content-Length", "4096")]), half().into()].concat();
    let trial = F32.trial().with(|builder| builder.read_timeout(SHORT));
    trial.faces([Step::ReadRequest, Step::Send(begun), Step::Stall]).await;
}

const F33: Row = row!(f33_body_in_drops, "the body comes a byte at a time, without end")
    .fails(&[ErrorKind::Timeout])
    .sends(1, 1)
    .note("ends at the attempt timeout or the deadline, since every byte resets the read timeout");

#[api_tests::test]
async fn f33_body_in_drops() {
    let head = head(200, &[("Content-Length", "4096")]);
    let drops = Step::Drip { bytes: half().into(), size: 1, pause: SHORT / 10 };
    let steps = [Step::ReadRequest, Step::Send(head), drops, Step::Stall];
    let trial = F33.trial().within(3 * SHORT).with(|builder| builder.read_timeout(SHORT));
    for faced in trial.faces(steps).await {
        assert!(faced.error().elapsed() >= 3 * SHORT);
    }
}

const F34: Row = row!(f34_body_longer_than_stated, "the body goes on after the stated length")
    .succeeds()
    .sends(1, 1)
    .note("the surplus is dropped, and the connection is closed");

#[api_tests::test]
async fn f34_body_longer_than_stated() {
    let surplus = [json(200, GOOD), PAYLOAD.0.into()].concat();
    for faced in F34.faces([Step::ReadRequest, Step::Send(surplus)]).await {
        assert_eq!(call(&faced.api, faced.method).await.unwrap(), good());
        let connections = faced.server().connections();
        assert_eq!(connections.iter().map(|one| one.requests).collect::<Vec<_>>(), [1, 1]);
    }
}

const F35: Row =
    row!(f35_impossible_lengths, "two lengths, a negative length, or one beyond 64 bits")
        .fails(&[ErrorKind::Protocol])
        .sends(1, 1);

#[api_tests::test]
async fn f35_impossible_lengths() {
    let length = GOOD.len().to_string();
    F35.responded(response_with(&[("Content-Length", &length), ("Content-Length", "7")])).await;
    for length in [&format!("{length}, 7"), "-5", "99999999999999999999", "0x10", "1e3", ""] {
        F35.responded(stating(length)).await;
    }
}

const F36: Row = row!(f36_length_of_nearly_2_64, "a stated length just below 2⁶⁴")
    .fails(&[ErrorKind::Limit, ErrorKind::Protocol])
    .sends(1, 1)
    .note("nothing is allocated for it");

#[api_tests::test]
async fn f36_length_of_nearly_2_64() {
    if !F36.is_alone(&[]) {
        return;
    }
    accepted(json(200, GOOD)).await;
    let memory = Memory::watch();
    for length in [u64::MAX, u64::MAX - 1, u64::MAX - 2, u64::MAX / 2] {
        F36.responded(stating(&length.to_string())).await;
    }
    memory.grew_by_less_than(2 << 20);
}

const F37: Row = row!(f37_too_long_and_says_so, "a body of 1 GiB that states its length")
    .fails(&[ErrorKind::Limit])
    .sends(1, 1)
    .note("the length is enough to end the call; the connection is closed");

#[api_tests::test]
async fn f37_too_long_and_says_so() {
    if !F37.is_alone(&[]) {
        return;
    }
    accepted(json(200, GOOD)).await;
    let memory = Memory::watch();
    let head = head(200, &[("Content-Length", "1073741824")]);
    let flood = Step::Flood(vec![b' '; 1 << 16]);
    left_early(F37.faces([Step::ReadRequest, Step::Send(head), flood]).await, 0).await;
    memory.grew_by_less_than(2 << 20);
}

const F38: Row =
    row!(f38_too_long_and_does_not_say, "a body of 1 GiB that does not state its length")
        .fails(&[ErrorKind::Limit])
        .sends(1, 1)
        .note("ends after `max_body` bytes; the connection is closed");

#[api_tests::test]
async fn f38_too_long_and_does_not_say() {
    if !F38.is_alone(&[]) {
        return;
    }
    accepted(json(200, GOOD)).await;
    let memory = Memory::watch();
    let to_the_end = head(200, &[("Connection", "close")]);
    let spaces = Step::Flood(vec![b' '; 1 << 16]);
    left_early(F38.faces([Step::ReadRequest, Step::Send(to_the_end), spaces]).await, CAP).await;
    let in_chunks = head(200, &[("Transfer-Encoding", "chunked")]);
    let chunks = Step::Flood([&b"10000\r\n"[..], &[b' '; 1 << 16], b"\r\n"].concat());
    left_early(F38.faces([Step::ReadRequest, Step::Send(in_chunks), chunks]).await, CAP).await;
    // What is gathered moves as it grows, so that for a moment there is half of it twice.
    memory.grew_by_less_than(2 * CAP);
}

const F39: Row = row!(f39_chunks_break_off, "the chunks break off, or the last one is missing")
    .fails(&[ErrorKind::Transport])
    .sends(3, 1);

#[api_tests::test]
async fn f39_chunks_break_off() {
    let whole = chunked(200, [GOOD]);
    for missing in [5, 7, 20] {
        F39.responded(&whole[..whole.len() - missing]).await;
    }
}

const F40: Row = row!(f40_chunks_of_no_size, "the size of a chunk is no number, or beyond 64 bits")
    .fails(&[ErrorKind::Protocol])
    .sends(1, 1)
    .note("a chunk extension of 64 KiB ends the same way");

#[api_tests::test]
async fn f40_chunks_of_no_size() {
    let long = format!("5;{}", PAYLOAD.0.repeat((64 << 10) / PAYLOAD.0.len()));
    for size in ["five", "-5", "10000000000000000", "", "5 5", &long] {
        let head = head(200, &[("Transfer-Encoding", "chunked")]);
        let body = format!("{size}\r\n{GOOD}\r\n0\r\n\r\n");
        F40.responded([head, body.into()].concat()).await;
    }
}

const F41: Row = row!(f41_length_and_chunks, "both a length and chunks")
    .succeeds()
    .sends(1, 1)
    .note("the chunks decide; what follows them is dropped as in 34");

#[api_tests::test]
async fn f41_length_and_chunks() {
    let both = [("Content-Length", "4"), ("Transfer-Encoding", "chunked")];
    let chunks = format!("{:x}\r\n{GOOD}\r\n0\r\n\r\n", GOOD.len());
    let bytes = [head(200, &both), chunks.into(), json(200, PAYLOAD.0)].concat();
    for faced in F41.faces([Step::ReadRequest, Step::Send(bytes)]).await {
        assert_eq!(call(&faced.api, faced.method).await.unwrap(), good());
    }
}

const F42: Row = row!(f42_unknown_transfer_encoding, "a transfer encoding other than chunked")
    .fails(&[ErrorKind::Protocol, ErrorKind::Decode])
    .sends(1, 1)
    .note("its bytes are never used as if they were decoded");

#[api_tests::test]
async fn f42_unknown_transfer_encoding() {
    let head = head(200, &[("Transfer-Encoding", "gzip"), ("Connection", "close")]);
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0";
    F42.responded([head, gzip.to_vec()].concat()).await;
}

/// Endpoints whose responses have no body.
#[api(envelope = Wrapped)]
trait Bodiless {
    #[endpoint(POST, "/nothing")]
    async fn nothing(&self) -> Result<()>;

    #[endpoint(HEAD, "/head")]
    async fn head(&self) -> Result<http::HeaderMap>;
}

fn bodiless(server: &Server) -> BodilessClient {
    BodilessClient::new(builder(&server.base()).build().unwrap())
}

const F43: Row = row!(f43_body_where_none_may_be, "204 or 304 with a stated length")
    .succeeds()
    .fails(&[ErrorKind::Status, ErrorKind::Decode])
    .note("204 is a value for `()` and `Decode` for others; 304 is `Status`; the client does not wait for a body");

#[api_tests::test]
async fn f43_body_where_none_may_be() {
    let with =
        |status| vec![Step::ReadRequest, Step::Send(head(status, &[("Content-Length", "5")]))];
    for (status, kind) in [(204, ErrorKind::Decode), (304, ErrorKind::Status)] {
        for faced in F43.faces(with(status)).await {
            assert_eq!(faced.fails(kind).attempts(), 1);
        }
    }
    let server = Server::each(with(204));
    let result = bodiless(&server).nothing().await;
    F43.result(result.as_ref());
    result.unwrap();
}

const F44: Row = row!(f44_length_of_a_response_to_head, "the response to HEAD states a length")
    .succeeds()
    .note("the client does not wait for a body");

#[api_tests::test]
async fn f44_length_of_a_response_to_head() {
    let bytes = head(200, &[("Content-Length", "4096")]);
    let twice =
        [Step::ReadRequest, Step::Send(bytes.clone()), Step::ReadRequest, Step::Send(bytes)];
    let server = Server::each(twice);
    let api = bodiless(&server);
    for _ in 0..2 {
        let result = api.head().await;
        F44.result(result.as_ref());
        assert_eq!(result.unwrap()["content-length"], "4096");
    }
    assert_eq!(server.requests().len(), 2);
}

const F45: Row = row!(f45_trailers, "trailers, a few or very many")
    .succeeds()
    .fails(&[ErrorKind::Protocol])
    .sends(1, 1)
    .note("a few are ignored, and many are an error");

#[api_tests::test]
async fn f45_trailers() {
    if !F45.is_alone(&[]) {
        return;
    }
    let head = head(200, &[("Transfer-Encoding", "chunked")]);
    let with = |trailers: &str| {
        let body = format!("{:x}\r\n{GOOD}\r\n0\r\n{trailers}\r\n", GOOD.len());
        [head.clone(), body.into()].concat()
    };
    for faced in F45.responded(with(&format!("X-Sum: {}\r\n", PAYLOAD.0))).await {
        assert!(faced.result.is_ok());
    }
    let memory = Memory::watch();
    let one = format!("X-Sum: {}\r\n", PAYLOAD.0.repeat(1000));
    for faced in F45.responded(with(&one.repeat(50))).await {
        faced.fails(ErrorKind::Protocol);
    }
    let begun = with("").strip_suffix(b"\r\n").unwrap().to_vec();
    let steps = [Step::ReadRequest, Step::Send(begun), Step::Flood(one.into())];
    for faced in F45.faces(steps).await {
        faced.fails(ErrorKind::Protocol);
    }
    memory.grew_by_less_than(8 << 20);
}
