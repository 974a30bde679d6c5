//! Bodies that are empty, cut, or not quite JSON.

use api_core::ErrorKind;
use api_tests::{Server, Step, chunked, head, json, response};

use crate::support::{Thing, failure, things};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

/// A server that responds to one request with these bytes and closes.
fn closing(bytes: Vec<u8>) -> Server {
    Server::script([Step::ReadRequest, Step::Send(bytes), Step::Close])
}

#[api_tests::test]
async fn no_bytes_are_success_only_where_nothing_is_expected() {
    for status in [200, 204] {
        let server = Server::giving(response(status, &[], ""));
        let api = things(&server);
        api.nothing().await.unwrap();
        assert_eq!(api.maybe().await.unwrap(), None);
        assert_eq!(failure(api.thing().await), (ErrorKind::Decode, Some(status)));
        assert_eq!(failure(api.bare().await), (ErrorKind::Decode, Some(status)));
    }
    let server = Server::giving(response(500, &[], ""));
    let api = things(&server);
    assert_eq!(failure(api.nothing().await), (ErrorKind::Status, Some(500)));
    assert_eq!(failure(api.maybe().await), (ErrorKind::Status, Some(500)));
}

#[api_tests::test]
async fn a_body_shorter_than_its_length_is_cut_and_never_a_value() {
    // What did come is a whole envelope, and still not what the server meant to say.
    let length = (GOOD.len() + 1).to_string();
    let mut bytes = head(200, &[("Content-Length", &length)]);
    bytes.extend_from_slice(GOOD.as_bytes());
    let server = closing(bytes.clone());
    // POST, because a cut response to a GET may be asked for again.
    assert_eq!(failure(things(&server).make("a", 1).await).0, ErrorKind::Transport);
    assert_eq!(server.requests().len(), 1);

    let server = Server::script([Step::ReadRequest, Step::Send(bytes), Step::Reset]);
    assert_eq!(failure(things(&server).make("a", 1).await).0, ErrorKind::Transport);
}

#[api_tests::test]
async fn chunks_without_the_last_one_are_cut() {
    let whole = chunked(200, [&GOOD[..10], &GOOD[10..]]);
    let last = "0\r\n\r\n".len();
    for cut in [last, last + 5] {
        let server = closing(whole[..whole.len() - cut].to_vec());
        assert_eq!(failure(things(&server).make("a", 1).await).0, ErrorKind::Transport);
    }
    let server = closing(whole);
    assert_eq!(things(&server).make("a", 1).await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test]
async fn a_connection_closed_without_a_response_is_a_transport_error() {
    let server = Server::script([Step::ReadRequest, Step::Close]);
    assert_eq!(failure(things(&server).make("a", 1).await), (ErrorKind::Transport, None));
    assert_eq!(server.requests().len(), 1);
}

#[api_tests::test]
async fn bytes_that_are_not_http_are_a_protocol_error() {
    let server = closing(b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec());
    assert_eq!(failure(things(&server).make("a", 1).await), (ErrorKind::Protocol, None));
}

#[api_tests::test]
async fn a_refused_connection_is_a_connect_error() {
    let server = Server::giving("");
    let api = things(&server);
    let address = server.authority();
    drop(server);
    // The port is free again once the task that held it is gone.
    while tokio::net::TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert_eq!(failure(api.make("a", 1).await), (ErrorKind::Connect, None));
}

#[api_tests::test]
async fn one_byte_order_mark_is_skipped() {
    let server = Server::giving(json(200, format!("\u{feff}{GOOD}")));
    assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1));
    let server = Server::giving(json(200, "\u{feff}{\"name\":\"a\",\"size\":1}"));
    assert_eq!(things(&server).bare().await.unwrap(), Thing::new("a", 1));
    let server = Server::giving(json(200, format!("\u{feff}\u{feff}{GOOD}")));
    assert_eq!(failure(things(&server).thing().await), (ErrorKind::Decode, Some(200)));
}

#[api_tests::test]
async fn bytes_that_are_not_json_are_a_decode_error() {
    let deep = format!(r#"{{"code":0,"data":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    let not_json: [&[u8]; 6] = [
        b" ",
        GOOD.trim_end_matches('}').as_bytes(),
        &[GOOD.as_bytes(), b"{}"].concat(),
        b"{\"code\":0,\"message\":\"\",\"data\":{\"name\":\"\xff\",\"size\":1}}",
        br#"{"code":0,"message":"","data":{"name":"\ud800","size":1}}"#,
        deep.as_bytes(),
    ];
    for body in not_json {
        let server = Server::giving(json(200, body));
        let shown = String::from_utf8_lossy(&body[..body.len().min(80)]);
        assert_eq!(
            failure(things(&server).thing().await),
            (ErrorKind::Decode, Some(200)),
            "{shown}"
        );
    }
}

#[api_tests::test]
async fn white_space_around_is_fine() {
    let server = Server::giving(json(200, format!("\r\n\t {GOOD} \n")));
    assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test]
async fn a_response_that_cannot_be_read_says_what_it_claims_to_be() {
    type Row = (&'static [(&'static str, &'static str)], &'static str, &'static str);
    let rows: &[Row] = &[
        (
            &[("Content-Type", "text/html; charset=utf-8")],
            "<html>",
            "the response is not valid JSON, line 1 column 1 (HTTP 200, text/html, 6 bytes)",
        ),
        (
            &[],
            "{}",
            "the response does not fit its envelope: `code` is missing, line 1 column 2 (HTTP 200, 2 \
             bytes)",
        ),
        (
            &[],
            r#"{"code":0.0}"#,
            "the response does not fit the declared type: expected an integer, a boolean or a text, \
             found a float at `code`, line 1 column 11 (HTTP 200, 12 bytes)",
        ),
        (
            &[],
            r#"{"code":0}"#,
            "the response does not fit its envelope: `data` is missing, line 1 column 10 (HTTP 200, \
             10 bytes)",
        ),
        (
            &[],
            r#"{"code":0,"data":null}"#,
            "the response does not fit the declared type: expected struct Thing, found null at \
             `data`, line 1 column 21 (HTTP 200, 22 bytes)",
        ),
        (
            &[],
            r#"{"code":0,"data":{"name":7,"size":1}}"#,
            "the response does not fit the declared type: expected a text, found an integer at \
             `data.name`, line 1 column 26 (HTTP 200, 37 bytes)",
        ),
        (
            &[("Content-Type", "<b>/x")],
            "<html>",
            "the response is not valid JSON, line 1 column 1 (HTTP 200, 6 bytes)",
        ),
        (
            &[("Content-Encoding", "br")],
            "\u{7f}",
            "the response is coded as `br`, which this client does not decode; the feature `brotli` of \
             api-core does",
        ),
        (
            &[("Content-Encoding", "gzip, gzip")],
            "\u{7f}",
            "the response is coded as `gzip, gzip`, which this client does not decode",
        ),
        (
            &[("Content-Encoding", "Identity, BR"), ("Content-Encoding", "identity")],
            "\u{7f}",
            "the response is coded as `br`, which this client does not decode; the feature `brotli` of \
             api-core does",
        ),
        (
            &[("Content-Type", "application/json; charset=\"GBK\"")],
            "\u{7f}",
            "the response is written in `gbk`, and only UTF-8 is read",
        ),
    ];
    for &(headers, body, text) in rows {
        let server = Server::giving(response(200, headers, body));
        let error = things(&server).thing().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.to_string(), format!("GET /thing (Things::thing): {text}"));
    }
}

#[api_tests::test]
async fn headers_have_a_limit() {
    let big = "x".repeat(70 << 10);
    let server = Server::giving(response(200, &[("X-Big", &big)], "{}"));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.status().map(|s| s.as_u16())), (ErrorKind::Limit, Some(200)));
    assert!(error.headers().is_empty());
    let fits = "x".repeat(60 << 10);
    let body = r#"{"code":0,"data":{"name":"a","size":1}}"#;
    let server = Server::giving(response(200, &[("X-Big", &fits)], body));
    assert_eq!(things(&server).thing().await.unwrap().size, 1);
}
