//! Responses whose head is sound, and whose body is not the JSON that it should be.

use api_core::{ErrorKind, Result, api};
use api_tests::{Server, head, html, json, response};

use crate::calls::{Faced, GOOD, PAYLOAD, Wrapped, accepted, builder};
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[F57, F58, F59, F60, F61, F62, F63, F64];

/// A good response with another payload.
pub(crate) fn data(data: &str) -> Vec<u8> {
    json(200, format!(r#"{{"code":0,"message":"","data":{data}}}"#))
}

/// What the error says of the place, in every case.
#[track_caller]
pub(crate) fn at(all: &[Faced], path: Option<&str>) {
    for faced in all {
        assert_eq!(faced.error().decode_path(), path, "{:?}", faced.error());
    }
}

/// Endpoints whose payloads may be missing, or are of other types.
#[api(envelope = Wrapped)]
pub(crate) trait Payloads {
    #[endpoint(POST, "/nothing")]
    async fn nothing(&self) -> Result<()>;
    #[endpoint(POST, "/perhaps")]
    async fn perhaps(&self) -> Result<Option<u8>>;
    #[endpoint(POST, "/number")]
    async fn number(&self) -> Result<u64>;
    #[endpoint(POST, "/text")]
    async fn text(&self) -> Result<String>;
}

/// A client of a server with this response.
pub(crate) fn payloads(bytes: Vec<u8>) -> (Server, PayloadsClient) {
    let server = Server::giving(bytes);
    let client = builder(&server.base()).build().unwrap();
    (server, PayloadsClient::new(client))
}

const F57: Row = row!(f57_page_instead_of_json, "200 with an HTML page")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("the error has the content type and the length, and no text of the page");

#[api_tests::test]
async fn f57_page_instead_of_json() {
    for faced in F57.responded(html(200, format!("<h1>{}</h1>", PAYLOAD.0))).await {
        let error = faced.error();
        assert_eq!(error.status().unwrap().as_u16(), 200);
        assert!(error.to_string().contains("text/html"), "{error}");
    }
}

const F58: Row =
    row!(f58_page_of_a_gateway, "502 with an HTML page").fails(&[ErrorKind::Status]).sends(3, 1);

#[api_tests::test]
async fn f58_page_of_a_gateway() {
    F58.responded(html(502, format!("<h1>{}</h1>", PAYLOAD.0))).await;
}

const F59: Row = row!(f59_nothing_at_all, "200 with an empty body")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("`()` and `Option` accept it");

#[api_tests::test]
async fn f59_nothing_at_all() {
    at(&F59.responded(json(200, "")).await, None);
    let (_server, api) = payloads(json(200, ""));
    api.nothing().await.unwrap();
    assert_eq!(api.perhaps().await.unwrap(), None);
}

const F60: Row = row!(f60_no_content, "204 where a payload is expected")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("as 59");

#[api_tests::test]
async fn f60_no_content() {
    at(&F60.responded(head(204, &[])).await, None);
    let (_server, api) = payloads(head(204, &[]));
    api.nothing().await.unwrap();
    assert_eq!(api.perhaps().await.unwrap(), None);
}

const F61: Row = row!(f61_byte_order_mark, "a byte order mark before the JSON")
    .succeeds()
    .sends(1, 1)
    .note("one is skipped; two are an error");

#[api_tests::test]
async fn f61_byte_order_mark() {
    F61.responded(json(200, format!("\u{feff}{GOOD}"))).await;
    let (_server, api) = payloads(json(200, format!("\u{feff}\u{feff}{GOOD}")));
    assert!(api.nothing().await.unwrap_err().is_decode());
}

const F62: Row = row!(f62_another_encoding, "JSON in UTF-16 or GBK, declared as such")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("a body whose bytes are also valid UTF-8 is accepted");

#[api_tests::test]
async fn f62_another_encoding() {
    let utf_16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gbk = [&br#"{"code":0,"data":{"name":""#[..], b"\xc4\xe3\xba\xc3", br#"","size":1}}"#];
    for (charset, body) in [("utf-16", utf_16), ("gbk", gbk.concat())] {
        let content_type = format!("application/json; charset={charset}");
        for faced in F62.responded(response(200, &[("Content-Type", &content_type)], body)).await {
            assert!(faced.error().to_string().contains(charset), "{}", faced.error());
        }
    }
    accepted(response(200, &[("Content-Type", "application/json; charset=gbk")], GOOD)).await;
}

const F63: Row = row!(f63_not_utf_8, "invalid UTF-8 in a string")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("even in a member that is not read");

#[api_tests::test]
async fn f63_not_utf_8() {
    let used = [&br#"{"code":0,"data":{"name":"a"#[..], b"\xff", br#"","size":1}}"#].concat();
    F63.responded(json(200, used)).await;
    let ignored = [&br#"{"x":""#[..], b"\xff", br#"","code":0,"data":{"name":"a","size":1}}"#];
    F63.responded(json(200, ignored.concat())).await;
}

const F64: Row = row!(f64_lone_surrogate, r"half a surrogate pair, as in `\ud800`")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1);

#[api_tests::test]
async fn f64_lone_surrogate() {
    for name in [r"\ud800", r"\udc00", r"\ud800\ud800", r"a\ud83dz"] {
        let all = F64.responded(data(&format!(r#"{{"name":"{name}","size":1}}"#))).await;
        at(&all, None);
    }
}
