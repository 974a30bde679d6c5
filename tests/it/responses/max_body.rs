//! The cap on a body: 8 MiB unless changed, counted while reading.

use api_core::ErrorKind;
use api_tests::{End, Server, Step, chunked, head, json};

use crate::support::{Thing, ThingsClient, builder, failure, things};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;
const CAP: usize = 8 * 1024 * 1024;

/// A good response filled up with white space to so many bytes.
fn padded(length: usize) -> String {
    format!("{GOOD}{}", " ".repeat(length - GOOD.len()))
}

#[api_tests::test]
async fn a_body_of_just_the_cap_is_read() {
    let server = Server::giving(json(200, padded(CAP)));
    assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1));
    let body = padded(CAP);
    let server = Server::giving(chunked(200, [&body[..CAP / 2], &body[CAP / 2..]]));
    assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test]
async fn one_byte_more_is_refused() {
    let server = Server::giving(json(200, padded(CAP + 1)));
    assert_eq!(failure(things(&server).thing().await), (ErrorKind::Limit, Some(200)));
    let body = padded(CAP + 1);
    let server = Server::giving(chunked(200, [&body[..CAP], &body[CAP..]]));
    assert_eq!(failure(things(&server).thing().await), (ErrorKind::Limit, Some(200)));
}

#[api_tests::test]
async fn an_announced_length_is_refused_before_a_byte_of_it() {
    let length = (CAP + 1).to_string();
    let only_head = head(200, &[("Content-Length", &length)]);
    let server = Server::script([Step::ReadRequest, Step::Send(only_head), Step::Stall]);
    assert_eq!(failure(things(&server).make("a", 1).await), (ErrorKind::Limit, Some(200)));
    assert_eq!(server.ended(0).await.requests, 1);
}

#[api_tests::test]
async fn a_body_without_end_is_left_and_its_socket_closed() {
    let head = head(200, &[("Transfer-Encoding", "chunked")]);
    let chunk = [b"1000\r\n".as_slice(), &[b' '; 0x1000], b"\r\n"].concat();
    let server = Server::script([Step::ReadRequest, Step::Send(head), Step::Flood(chunk)]);
    assert_eq!(failure(things(&server).make("a", 1).await), (ErrorKind::Limit, Some(200)));
    // Only the peer's end stops a flood, so this is the client that closed.
    assert_eq!(server.ended(0).await.end, Some(End::PeerReset));
}

#[api_tests::test]
async fn a_body_up_to_the_end_of_the_connection_is_counted_too() {
    let endless = Server::script([
        Step::ReadRequest,
        Step::Send(head(200, &[("Connection", "close")])),
        Step::Flood(vec![b' '; 0x1000]),
    ]);
    assert_eq!(failure(things(&endless).make("a", 1).await), (ErrorKind::Limit, Some(200)));
    assert_eq!(endless.ended(0).await.end, Some(End::PeerReset));
}

#[api_tests::test]
async fn a_failing_status_with_a_body_without_end_stays_a_status_error() {
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(head(502, &[("Connection", "close")])),
        Step::Flood(vec![b'<'; 0x1000]),
    ]);
    let error = things(&server).make("a", 1).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 502));
    assert_eq!(server.ended(0).await.end, Some(End::PeerReset));
}

#[api_tests::test]
async fn the_cap_can_be_lowered_and_raised() {
    let server = Server::giving(json(200, padded(1000)));
    let api = |cap| ThingsClient::new(builder(&server).max_body(cap).build().unwrap());
    assert_eq!(failure(api(999).thing().await), (ErrorKind::Limit, Some(200)));
    assert_eq!(api(1000).thing().await.unwrap(), Thing::new("a", 1));
    let server = Server::giving(json(200, padded(CAP + 1)));
    let api = ThingsClient::new(builder(&server).max_body(CAP + 1).build().unwrap());
    assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
}
