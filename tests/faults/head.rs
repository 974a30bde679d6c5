//! Faults before and inside the head of a response.

use std::time::Duration;

use api_core::ErrorKind;
use api_tests::{Server, Step, head, json, response};

use crate::calls::{GOOD, PAGE, PAYLOAD, VaultClient, accepted, builder};
use crate::own_process::Memory;
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    F11, F12, F13, F14, F15, F16, F17, F18, F19, F20, F21, F22, F23, F24, F25, F26, F27, F28, F29,
    F30,
];

/// The time that one attempt has where it is meant to pass.
const SHORT: Duration = Duration::from_millis(300);

/// The beginning of a head, up to the middle of a header.
fn half() -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nX-Secret: {}", PAYLOAD.0).into_bytes()
}

/// A good response with these bytes in place of its first line.
fn begun(first: &str) -> Vec<u8> {
    let length = GOOD.len();
    format!("{first}\r\nContent-Length: {length}\r\n\r\n{GOOD}").into_bytes()
}

const F11: Row =
    row!(f11_closed_without_a_byte, "the server reads the request and closes without a byte")
        .fails(&[ErrorKind::Transport])
        .sends(3, 1);

#[api_tests::test]
async fn f11_closed_without_a_byte() {
    F11.faces([Step::ReadRequest, Step::Close]).await;
}

const F12: Row =
    row!(f12_reset_after_the_request, "the server reads the request and resets the connection")
        .fails(&[ErrorKind::Transport])
        .sends(3, 1);

#[api_tests::test]
async fn f12_reset_after_the_request() {
    F12.faces([Step::ReadRequest, Step::Reset]).await;
}

const F13: Row = row!(f13_half_a_head, "the connection ends in the middle of a header")
    .fails(&[ErrorKind::Transport])
    .sends(3, 1);

#[api_tests::test]
async fn f13_half_a_head() {
    F13.responded(half()).await;
}

const F14: Row = row!(f14_half_a_head_and_silence, "the head stops halfway")
    .fails(&[ErrorKind::Timeout])
    .sends(3, 1)
    .note("ends at the attempt timeout");

#[api_tests::test]
async fn f14_half_a_head_and_silence() {
    let trial = F14.trial().with(|builder| builder.attempt_timeout(SHORT));
    trial.faces([Step::ReadRequest, Step::Send(half()), Step::Stall]).await;
}

const F15: Row = row!(f15_head_in_drops, "the head comes a few bytes at a time, without end")
    .fails(&[ErrorKind::Timeout])
    .sends(3, 1)
    .note("ends at the attempt timeout");

#[api_tests::test]
async fn f15_head_in_drops() {
    let drops = Step::Drip { bytes: half(), size: 4, pause: SHORT / 3 };
    let trial = F15.trial().with(|builder| builder.attempt_timeout(SHORT));
    trial.faces([Step::ReadRequest, drops, Step::Stall]).await;
}

const F16: Row = row!(f16_no_response, "the server reads the request and never responds")
    .fails(&[ErrorKind::Timeout])
    .sends(3, 1)
    .note("ends at the attempt timeout");

#[api_tests::test]
async fn f16_no_response() {
    let trial = F16.trial().with(|builder| builder.attempt_timeout(SHORT));
    trial.faces([Step::ReadRequest, Step::Stall]).await;
}

const F17: Row = row!(f17_not_http, "the response is not HTTP, or has no head (HTTP/0.9)")
    .fails(&[ErrorKind::Protocol])
    .sends(1, 1);

#[api_tests::test]
async fn f17_not_http() {
    F17.responded(format!("SSH-2.0-OpenSSH_9.6 {}\r\n\r\n", PAYLOAD.0)).await;
    F17.responded(GOOD).await;
    F17.responded(begun("HTTP/1.1 OK 200")).await;
}

const F18: Row = row!(f18_another_version, "the response calls itself HTTP/2.0 or HTTP/1.2")
    .fails(&[ErrorKind::Protocol])
    .sends(1, 1);

#[api_tests::test]
async fn f18_another_version() {
    F18.responded(begun("HTTP/2.0 200 OK")).await;
    F18.responded(begun("HTTP/1.2 200 OK")).await;
}

const F19: Row =
    row!(f19_http_1_0, "HTTP/1.0 without a length: the body lasts until the connection ends")
        .succeeds()
        .sends(1, 1)
        .note("only the JSON can show that such a body was cut off");

#[api_tests::test]
async fn f19_http_1_0() {
    F19.responded(format!("HTTP/1.0 200 OK\r\n\r\n{GOOD}")).await;
}

const F20: Row = row!(f20_status_of_no_class, "a status of 099 or 1000")
    .fails(&[ErrorKind::Protocol])
    .sends(1, 1);

#[api_tests::test]
async fn f20_status_of_no_class() {
    for status in ["099", "1000", "20", "2x0"] {
        F20.responded(begun(&format!("HTTP/1.1 {status} OK"))).await;
    }
}

const F21: Row = row!(f21_status_999, "a status of 999").fails(&[ErrorKind::Status]).sends(1, 1);

#[api_tests::test]
async fn f21_status_999() {
    for faced in F21.responded(begun("HTTP/1.1 999 Denied")).await {
        assert_eq!(faced.error().status().unwrap().as_u16(), 999);
    }
}

const F22: Row = row!(f22_huge_header, "a header of 100 KiB, or of 1 MiB")
    .fails(&[ErrorKind::Limit])
    .sends(1, 1)
    .note("64 KiB are accepted");

#[api_tests::test]
async fn f22_huge_header() {
    if !F22.is_alone(&[]) {
        return;
    }
    let with = |size: usize| response(200, &[("X-Large", &PAYLOAD.0.repeat(size / 21))], GOOD);
    accepted(with(60 << 10)).await;
    let memory = Memory::watch();
    for size in [100 << 10, 1 << 20] {
        for faced in F22.responded(with(size)).await {
            faced.fails(ErrorKind::Limit);
        }
    }
    // Of which half is what this server keeps to send.
    memory.grew_by_less_than(8 << 20);
}

const F23: Row = row!(f23_many_headers, "200 headers")
    .fails(&[ErrorKind::Limit])
    .sends(1, 1)
    .note("100 are accepted");

#[api_tests::test]
async fn f23_many_headers() {
    let names: Vec<_> = (0..200).map(|number| format!("X-{number}")).collect();
    let headers: Vec<_> = names.iter().map(|name| (name.as_str(), PAYLOAD.0)).collect();
    F23.responded(response(200, &headers, GOOD)).await;
    accepted(response(200, &headers[..99], GOOD)).await;
}

const F24: Row = row!(f24_odd_header_values, "a header has a NUL, or is folded over two lines")
    .fails(&[ErrorKind::Protocol])
    .sends(1, 1);

#[api_tests::test]
async fn f24_odd_header_values() {
    F24.responded(response(200, &[("X-Odd", &format!("{}\0", PAYLOAD.0))], GOOD)).await;
    F24.responded(response(200, &[("X-Odd", &format!("a\r\n {}", PAYLOAD.0))], GOOD)).await;
    F24.responded(response(200, &[("X Odd", PAYLOAD.0)], GOOD)).await;
}

const F25: Row = row!(f25_header_that_is_no_text, "a header is not UTF-8")
    .succeeds()
    .sends(1, 1)
    .note("it counts as absent, even if it is `Retry-After` or the request id");

#[api_tests::test]
async fn f25_header_that_is_no_text() {
    let odd = ["Content-Type", "X-Request-Id", "Retry-After", "Location", "Date", "ETag"];
    let mut bytes = b"HTTP/1.1 200 OK\r\n".to_vec();
    for name in odd {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": \xff\xfe\x80\r\n");
    }
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n{GOOD}", GOOD.len()).as_bytes());
    F25.responded(bytes).await;
}

const F26: Row = row!(f26_bare_line_feeds, "lines end with LF alone").succeeds().sends(1, 1);

#[api_tests::test]
async fn f26_bare_line_feeds() {
    F26.responded(format!("HTTP/1.1 200 OK\nContent-Length: {}\n\n{GOOD}", GOOD.len())).await;
}

const F27: Row = row!(f27_interim_responses, "100 Continue or 103 Early Hints before the response")
    .succeeds()
    .sends(1, 1);

#[api_tests::test]
async fn f27_interim_responses() {
    let hints = head(103, &[("Link", "</a>; rel=preload")]);
    for first in [head(100, &[]), hints.repeat(3), head(102, &[])] {
        F27.responded([first, json(200, GOOD)].concat()).await;
    }
}

const F28: Row = row!(f28_interim_responses_for_ever, "103 Early Hints without end")
    .fails(&[ErrorKind::Timeout])
    .sends(1, 1)
    .note("ends at the attempt timeout or the deadline; memory stays flat");

#[api_tests::test]
async fn f28_interim_responses_for_ever() {
    if !F28.is_alone(&[]) {
        return;
    }
    accepted(json(200, GOOD)).await;
    let hints = head(103, &[("Link", PAYLOAD.0)]).repeat(1000);
    let memory = Memory::watch();
    let steps = [Step::ReadRequest, Step::Flood(hints)];
    for faced in F28.trial().within(Duration::from_millis(500)).faces(steps).await {
        let sent = faced.server().ended(0).await.sent;
        assert!(sent > 1 << 20, "the server could send no more than {sent} bytes");
    }
    memory.grew_by_less_than(2 << 20);
}

const F29: Row = row!(f29_switched_protocols, "101 Switching Protocols without being asked")
    .fails(&[ErrorKind::Protocol])
    .sends(1, 1);

#[api_tests::test]
async fn f29_switched_protocols() {
    let switch = head(101, &[("Connection", "upgrade"), ("Upgrade", "websocket")]);
    F29.faces([Step::ReadRequest, Step::Send(switch.clone()), Step::Stall]).await;
    F29.responded([switch, json(200, GOOD)].concat()).await;
    F29.responded(head(101, &[])).await;
}

const F30: Row =
    row!(f30_refused_while_uploading, "413 and a closed connection in the middle of an upload")
        .fails(&[ErrorKind::Status, ErrorKind::Transport])
        .note(
            "`Status` if the response arrives before the close; a POST is sent once in either case",
        );

#[api_tests::test]
async fn f30_refused_while_uploading() {
    let upload = "x".repeat(16 << 20);
    let refusal = response(413, &[("Connection", "close")], PAGE);
    for end in [Step::Close, Step::Reset] {
        let steps = [Step::ReadSome(100_000), Step::Send(refusal.clone()), end.clone()];
        let server = Server::each(steps);
        let api = VaultClient::new(builder(&server.base()).build().unwrap());
        let result = api.store("1", "2", "3", &upload).await;
        F30.result(result.as_ref());
        let error = result.unwrap_err();
        assert_eq!(error.attempts(), 1);
        assert_eq!(server.connections().len(), 1);
        // A reset may overtake what was sent before it.
        assert!(error.status().is_some_and(|status| status == 413) || end == Step::Reset);
    }
}
