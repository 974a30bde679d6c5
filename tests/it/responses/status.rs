//! Status and envelope, each saying yes, no, or nothing.

use api_core::{Code, ErrorKind};
use api_tests::{Server, html, json, response};

use crate::support::{Thing, api_error, failure, things};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;
const BAD: &str = r#"{"code":40000,"message":"查找的私聊不存在","data":{}}"#;

#[api_tests::test]
async fn yes_and_yes_is_a_value() {
    let server = Server::giving(json(201, GOOD));
    assert_eq!(things(&server).thing().await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test]
async fn a_wrong_token_is_an_api_error_with_both_numbers() {
    let body =
        r#"{"code":40101,"message":"无效的token","data":{"name":"Unauthorized","status":401}}"#;
    let server = Server::giving(json(401, body));
    let said = api_error(things(&server).thing().await);
    assert_eq!(said, (Code::Int(40101), "无效的token".to_owned(), 401));
}

#[api_tests::test]
async fn an_envelope_that_says_no_is_an_api_error_on_every_status() {
    for status in [200, 201, 400, 404, 429, 500, 502, 503] {
        let server = Server::giving(json(status, BAD));
        let api = things(&server);
        let expected = (Code::Int(40000), "查找的私聊不存在".to_owned(), status);
        assert_eq!(api_error(api.thing().await), expected);
        assert_eq!(api_error(api.nothing().await), expected);
        assert_eq!(api_error(api.maybe().await), expected);
        // A refusal for coming too often is one as well, and is known by its status.
        assert_eq!(api.thing().await.unwrap_err().is_rate_limited(), status == 429);
    }
}

#[api_tests::test]
async fn a_429_without_a_no_of_the_envelope_has_a_kind_of_its_own() {
    for body in ["", "<html>slow down</html>", GOOD] {
        let server = Server::giving(json(429, body));
        let api = things(&server);
        assert_eq!(failure(api.thing().await), (ErrorKind::RateLimited, Some(429)), "{body}");
        assert_eq!(failure(api.nothing().await), (ErrorKind::RateLimited, Some(429)), "{body}");
        assert_eq!(failure(api.bare().await), (ErrorKind::RateLimited, Some(429)), "{body}");
    }
}

#[api_tests::test]
async fn the_payload_of_a_refusal_is_not_decoded() {
    // Of the success type's shape, of another, and none.
    for data in [r#","data":{"name":"a","size":1}"#, r#","data":["x"]"#, ""] {
        let server = Server::giving(json(200, format!(r#"{{"code":1,"message":"no"{data}}}"#)));
        assert_eq!(api_error(things(&server).thing().await), (Code::Int(1), "no".to_owned(), 200));
    }
}

#[api_tests::test]
async fn yes_with_a_failing_status_is_a_status_error() {
    for status in [400, 404, 500, 503] {
        let server = Server::giving(json(status, GOOD));
        let api = things(&server);
        let error = api.thing().await.unwrap_err();
        assert_eq!((error.kind(), error.api().is_none()), (ErrorKind::Status, true));
        assert_eq!(failure(api.nothing().await), (ErrorKind::Status, Some(status)));
        assert_eq!(failure(api.maybe().await), (ErrorKind::Status, Some(status)));
    }
}

#[api_tests::test]
async fn html_on_200_is_a_decode_error() {
    let server = Server::giving(html(200, "<html>welcome</html>"));
    let api = things(&server);
    assert_eq!(failure(api.thing().await), (ErrorKind::Decode, Some(200)));
    assert_eq!(failure(api.nothing().await), (ErrorKind::Decode, Some(200)));
    assert_eq!(failure(api.maybe().await), (ErrorKind::Decode, Some(200)));
    assert_eq!(failure(api.bare().await), (ErrorKind::Decode, Some(200)));
}

#[api_tests::test]
async fn html_on_502_is_a_status_error_that_keeps_the_body() {
    let page = "<html>bad gateway</html>";
    let server = Server::giving(html(502, page));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 502));
    assert_eq!(error.body().unwrap(), page.as_bytes());
    assert!(error.api().is_none());
}

#[api_tests::test]
async fn json_that_is_no_envelope_counts_as_none() {
    for body in [r#"{"error":"x"}"#, "[]", "null", "7", r#""code""#] {
        let good = Server::giving(json(200, body));
        assert_eq!(failure(things(&good).thing().await), (ErrorKind::Decode, Some(200)), "{body}");
        let bad = Server::giving(json(404, body));
        assert_eq!(failure(things(&bad).thing().await), (ErrorKind::Status, Some(404)), "{body}");
    }
}

#[api_tests::test]
async fn without_an_envelope_the_status_decides() {
    let thing = r#"{"name":"a","size":1}"#;
    let server = Server::giving(json(200, thing));
    assert_eq!(things(&server).bare().await.unwrap(), Thing::new("a", 1));
    let server = Server::giving(json(404, thing));
    assert_eq!(failure(things(&server).bare().await), (ErrorKind::Status, Some(404)));
    let server = Server::giving(response(204, &[], ""));
    assert_eq!(failure(things(&server).bare().await), (ErrorKind::Decode, Some(204)));
}

#[api_tests::test]
async fn an_error_names_the_endpoint_and_not_the_url() {
    let server = Server::giving(json(200, BAD));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /thing (Things::thing): the API responded with code 40000: 查找的私聊不存在"
    );
    assert!(!format!("{error:?}").contains(&server.authority()));
}
