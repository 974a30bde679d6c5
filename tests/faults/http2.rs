//! HTTP/2, frame by frame (RFC 9113): a server that takes no more requests.

use api_core::ErrorKind;
use api_tests::{Canary, Server, Step, everything_shown};

use crate::calls::{GOOD, Method};
use crate::row::{Row, row};
use api_tests::tls::{self, Valid};

/// Where the frames of a client begin, behind `PRI * HTTP/2.0`.
const PREFACE: usize = 24;
/// So much has come once a request is on its way.
const ENOUGH: usize = 200;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

const NO_ERROR: u8 = 0;
const PROTOCOL_ERROR: u8 = 1;
const REFUSED_STREAM: u8 = 7;

/// What the server says of it, which h2 logs, and no error shows.
const WHY: Canary = Canary("asked-by-alice-4711");

fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).expect("a frame of a test is short").to_be_bytes();
    let head = [0, length[0], length[1], kind, flags, 0, 0, 0, stream];
    [&head, payload].concat()
}

/// The end of the connection: streams up to this one may still be answered.
fn goaway(last: u8, error: u8) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[&[0, 0, 0, last, 0, 0, 0, error], WHY.0.as_bytes()].concat())
}

fn answer() -> Vec<u8> {
    // `:status: 200`, by its place in the table of common headers.
    let head = frame(HEADERS, END_HEADERS, 1, &[0x88]);
    [head, frame(DATA, END_STREAM, 1, GOOD.as_bytes())].concat()
}

/// A connection that reads a request and then says this.
fn says(frames: Vec<u8>) -> [Step; 4] {
    [
        Step::Send(frame(SETTINGS, 0, 0, &[])),
        Step::ReadSome(ENOUGH),
        Step::Send(frames),
        Step::Close,
    ]
}

/// How many requests came over a connection.
async fn requests(server: &Server, connection: usize) -> usize {
    let bytes = server.ended(connection).await.leftover;
    let (mut at, mut requests) = (PREFACE, 0);
    while let Some(&[_, high, low, kind, ..]) = bytes.get(at..) {
        requests += usize::from(kind == HEADERS);
        at += 9 + usize::from(u16::from_be_bytes([high, low]));
    }
    requests
}

pub(crate) const F51: Row = row!(f51_http_2_takes_no_more, "HTTP/2: GOAWAY, or a refused stream")
    .succeeds()
    .fails(&[ErrorKind::Transport])
    .note(
        "a request that was not processed is sent again, whatever its method; one that may have been, as 12",
    );

#[tokio::test]
async fn f51_http_2_takes_no_more() {
    let Some(authority) = F51.is_alone_with_an_authority() else { return };
    let certificate = tls::certificate("localhost", &authority, Valid::Now).with_http2();
    let refused = frame(RST_STREAM, 0, 1, &[0, 0, 0, REFUSED_STREAM]);
    for first in [goaway(0, NO_ERROR), refused] {
        let trial = F51.trial().behind(&certificate);
        for faced in trial.at(|| Server::scripts([says(first.clone()), says(answer())])).await {
            faced.result.as_ref().unwrap();
            assert_eq!(requests(faced.server(), 0).await, 1);
        }
    }
    let reset = frame(RST_STREAM, 0, 1, &[0, 0, 0, PROTOCOL_ERROR]);
    for first in [goaway(1, NO_ERROR), goaway(0, PROTOCOL_ERROR), reset] {
        for faced in F51.trial().behind(&certificate).faces(says(first)).await {
            let attempts = if faced.method == Method::Get { 3 } else { 1 };
            assert_eq!(faced.error().attempts(), attempts, "{:?}", faced.error());
            WHY.absent_from("the error", &everything_shown(faced.error()));
            assert_eq!(requests(faced.server(), 0).await, 1);
        }
    }
}
