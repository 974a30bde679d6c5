//! HTTP/2, frame by frame (RFC 9113): a server that takes no more requests.

use std::time::{Duration, Instant};

use api_core::{ErrorKind, Retry};
use api_tests::{Canary, Server, Step, everything_shown};

use crate::calls::{GOOD, Method, VaultClient, builder, call};
use crate::row::{Row, row};
use api_tests::tls::{self, Certificate, Terminator, Valid};

/// Where the frames of a client begin, behind `PRI * HTTP/2.0`.
const PREFACE: usize = 24;
/// So much has come once a request is on its way.
const ENOUGH: usize = 200;

pub(crate) const ROWS: &[Row] = &[F103, F104, F105];

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PUSH_PROMISE: u8 = 5;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;

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

/// The end of the connection: streams up to this one may still get a response.
fn goaway(last: u8, error: u8) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[&[0, 0, 0, last, 0, 0, 0, error], WHY.0.as_bytes()].concat())
}

fn response() -> Vec<u8> {
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

pub(crate) const F51: Row = row!(
    f51_http_2_takes_no_more,
    "HTTP/2: GOAWAY, a refused stream, or one that is reset without an error in the middle of a body"
)
    .succeeds()
    .fails(&[ErrorKind::Transport])
    .note(
        "a request that was not processed is sent again, whatever its method; one that may have been, as 12",
    );

#[api_tests::test]
async fn f51_http_2_takes_no_more() {
    let Some(authority) = F51.is_alone_with_an_authority() else { return };
    let certificate = tls::certificate("localhost", &authority, Valid::Now).with_http2();
    let refused = frame(RST_STREAM, 0, 1, &[0, 0, 0, REFUSED_STREAM]);
    for first in [goaway(0, NO_ERROR), refused] {
        let trial = F51.trial().behind(&certificate);
        for faced in trial.at(|| Server::scripts([says(first.clone()), says(response())])).await {
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
    cut_off(&certificate).await;
}

/// Of a stream that is reset without an error: in the middle of a body, and behind it.
async fn cut_off(certificate: &Certificate) {
    let reset = frame(RST_STREAM, 0, 1, &[0, 0, 0, NO_ERROR]);
    // `content-length` of two digits, by its place in the table of common headers.
    let head = |length: usize| {
        let length = length.to_string();
        frame(HEADERS, END_HEADERS, 1, &[&[0x88, 0x0f, 13, 2], length.as_bytes()].concat())
    };
    let data = frame(DATA, 0, 1, GOOD.as_bytes());
    // What came looks complete.
    let cut = [head(GOOD.len() + 1), data.clone(), reset.clone()].concat();
    for faced in F51.trial().behind(certificate).faces(says(cut)).await {
        let attempts = if faced.method == Method::Get { 3 } else { 1 };
        assert_eq!(faced.error().attempts(), attempts, "{:?}", faced.error());
    }
    let trailers = frame(HEADERS, END_HEADERS | END_STREAM, 1, &[0, 1, b'x', 1, b'y']);
    let with_trailers = [head(GOOD.len()), data.clone(), trailers, reset.clone()].concat();
    let early = [head(GOOD.len()), data, reset.clone()].concat();
    for whole in [[response(), reset].concat(), with_trailers, early] {
        let trial = F51.trial().behind(certificate);
        for faced in trial.at(|| Server::scripts([says(whole.clone())])).await {
            faced.result.as_ref().unwrap();
        }
    }
}

const F103: Row = row!(f103_http_2_is_broken, "HTTP/2: frames that break its rules")
    .fails(&[ErrorKind::Protocol])
    .tries(1, 1)
    .note("as over HTTP/1: what the server does wrong now it does wrong the next time");

#[api_tests::test]
async fn f103_http_2_is_broken() {
    let Some(authority) = F103.is_alone_with_an_authority() else { return };
    let certificate = tls::certificate("localhost", &authority, Valid::Now).with_http2();
    let headers = |block: &[u8]| frame(HEADERS, END_HEADERS, 1, block);
    for broken in [
        b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".to_vec(),
        // Data in front of the headers, on a stream that nobody opened, and after the end.
        frame(DATA, END_STREAM, 1, b"{}"),
        frame(DATA, END_STREAM, 3, b"{}"),
        [headers(&[0x88]), frame(DATA, 0, 3, b"{}")].concat(),
        // No status; a name in upper case; no valid HPACK.
        headers(&[]),
        headers(&[&[0x88, 0x40, 1][..], b"A\x01b"].concat()),
        headers(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        // A promise that was not asked for, a window of nothing, frames of a wrong size or order.
        frame(PUSH_PROMISE, END_HEADERS, 1, &[0, 0, 0, 2, 0x82]),
        frame(WINDOW_UPDATE, 0, 0, &[0, 0, 0, 0]),
        frame(SETTINGS, 0, 0, &[1]),
        frame(GOAWAY, 0, 0, &[0]),
        frame(CONTINUATION, END_HEADERS, 1, &[0x88]),
    ] {
        for faced in F103.trial().behind(&certificate).faces(says(broken.clone())).await {
            assert_eq!(requests(faced.server(), 0).await, 1, "{broken:?}");
            assert_eq!(faced.server().connections().len(), 1, "{broken:?}");
        }
    }
}

const F104: Row = row!(f104_http_2_large_headers, "HTTP/2: 20 KiB of headers, or 100 KiB")
    .succeeds()
    .fails(&[ErrorKind::Limit])
    .tries(1, 1)
    .note("as over HTTP/1: 64 KiB of headers are accepted");

/// The head of a response with a header of so many bytes, in as many frames as it takes.
fn large_head(size: usize) -> Vec<u8> {
    // `:status: 200`, then a header with a new name, its value of a length in several bytes.
    let mut block = vec![0x88, 0, 1, b'x', 0x7f];
    let mut rest = size - 127;
    while rest >= 128 {
        block.push(u8::try_from(rest % 128).unwrap() | 128);
        rest /= 128;
    }
    block.push(u8::try_from(rest).unwrap());
    block.extend(std::iter::repeat_n(b'a', size));
    let chunks: Vec<&[u8]> = block.chunks(16_000).collect();
    let kind = |at| if at == 0 { HEADERS } else { CONTINUATION };
    let flags = |at| if at + 1 == chunks.len() { END_HEADERS } else { 0 };
    let frames = chunks.iter().enumerate().map(|(at, chunk)| frame(kind(at), flags(at), 1, chunk));
    frames.collect::<Vec<_>>().concat()
}

#[api_tests::test]
async fn f104_http_2_large_headers() {
    let Some(authority) = F104.is_alone_with_an_authority() else { return };
    let certificate = tls::certificate("localhost", &authority, Valid::Now).with_http2();
    for (size, accepted) in [(20 << 10, true), (60 << 10, true), (100 << 10, false)] {
        let response = [large_head(size), frame(DATA, END_STREAM, 1, GOOD.as_bytes())].concat();
        for faced in F104.trial().behind(&certificate).faces(says(response.clone())).await {
            assert_eq!(faced.result.is_ok(), accepted, "{size}: {:?}", faced.result);
            assert_eq!(requests(faced.server(), 0).await, 1);
        }
    }
}

const F105: Row = row!(f105_http_2_is_deaf, "HTTP/2: a connection on which nothing comes any more")
    .succeeds()
    .note("it is asked whether it is still there, given up, and calls go over another one");

#[api_tests::test]
async fn f105_http_2_is_deaf() {
    let Some(authority) = F105.is_alone_with_an_authority() else { return };
    let certificate = tls::certificate("localhost", &authority, Valid::Now).with_http2();
    let deaf = [Step::Send(frame(SETTINGS, 0, 0, &[])), Step::Stall];
    let server = Server::scripts([deaf.to_vec(), says(response()).to_vec()]);
    let tls = Terminator::before(&server, &certificate);
    let short = Duration::from_millis(600);
    let client = builder(&tls.base()).attempt_timeout(short).retry(Retry::never()).build();
    let api = VaultClient::new(client.unwrap());
    let started = Instant::now();
    // All of them go over the one connection, and keep it in use.
    while call(&api, Method::Get).await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(8), "the connection is kept");
    }
    assert_eq!(server.connections().len(), 2);
}
