//! The server's own words about a failure that no envelope describes.

use api_core::{ErrorKind, Result, api};
use api_tests::{Server, html, json, response};

use crate::support::{ThingsClient, builder, client, things};

#[api]
trait Pages {
    #[endpoint(GET, "/page")]
    async fn page(&self) -> Result<String>;

    #[endpoint(GET, "/long", max_error_body = "256 KiB")]
    async fn long(&self) -> Result<String>;
}

/// The reason of an error, and its text without the endpoint.
async fn reason(bytes: Vec<u8>) -> (Option<String>, String) {
    let server = Server::giving(bytes);
    let error = PagesClient::new(client(&server)).page().await.unwrap_err();
    let text = error.to_string().replace("GET /page (Pages::page): ", "");
    (error.reason().map(str::to_owned), text)
}

const NOT_FOUND: &str = "the server responded with HTTP 404 (Not Found)";

#[api_tests::test]
async fn a_text_or_a_member_for_people_is_the_reason() {
    for (body, words) in [
        (r#""the zone is unknown""#, "the zone is unknown"),
        (r#"{"message":"no such user","documentation_url":"x"}"#, "no such user"),
        (r#"{"error":"invalid_grant","error_description":"expired"}"#, "expired"),
        (r#"{"error":"Could not find domain"}"#, "Could not find domain"),
        (r#"{"type":"about:blank","title":"Out of credit","detail":"30 of 50"}"#, "30 of 50"),
        (r#"{"type":"about:blank","title":"Out of credit"}"#, "Out of credit"),
        (r#"{"reason":"locked","code":7}"#, "locked"),
        (r#"{"error":{"code":404,"message":"nested"}}"#, "nested"),
        (r#"{"message":["a is missing","b is missing"]}"#, "a is missing; b is missing"),
        ("404 page not found\n", "404 page not found"),
    ] {
        let content_type = match body.starts_with(['"', '{']) {
            true => "application/json",
            false => "text/plain; charset=utf-8",
        };
        let bytes = response(404, &[("Content-Type", content_type)], body);
        let (reason, text) = reason(bytes).await;
        assert_eq!(reason.as_deref(), Some(words), "{body}");
        assert_eq!(text, format!("{NOT_FOUND}: {words}"), "{body}");
    }
}

/// Some servers write one before everything, and it is skipped before a payload too.
#[api_tests::test]
async fn a_byte_order_mark_before_it_is_skipped() {
    let body = "\u{feff}{\"message\":\"no such user\"}";
    assert_eq!(reason(json(404, body)).await.0.as_deref(), Some("no such user"));
    let text = response(404, &[("Content-Type", "text/plain")], "\u{feff}not here");
    assert_eq!(reason(text).await.0.as_deref(), Some("not here"));
}

#[api_tests::test]
async fn anything_else_is_none() {
    for bytes in [
        json(404, ""),
        json(404, "{}"),
        json(404, "[]"),
        json(404, r#"{"message":""}"#),
        json(404, r#"{"message":7,"data":"text"}"#),
        html(404, "<html>no</html>"),
        html(404, "no"),
        json(404, "no"),
        response(404, &[], "no"),
        response(302, &[("Content-Type", "text/plain")], "no"),
        response(404, &[("Content-Type", "text/plain")], "long ".repeat(50)),
        response(404, &[("Content-Type", "text/plain")], b"\xff\xfe\x00"),
    ] {
        let (reason, text) = reason(bytes).await;
        assert_eq!(reason, None);
        assert!(!text.contains(": "), "{text}");
    }
}

#[api_tests::test]
async fn it_is_escaped_and_cut_where_it_is_shown() {
    let words = format!("a\r\n\u{1b}[31mforged\u{202e}{}", "x".repeat(1000));
    let body = serde_json::json!({ "message": words.as_str() }).to_string();
    let (reason, text) = reason(json(500, body)).await;
    assert_eq!(reason, Some(words));
    let (_, shown) = text.split_once("Error): ").unwrap();
    assert!(shown.starts_with(r"a\u{d}\u{a}\u{1b}[31mforged\u{202e}xxx"), "{shown}");
    assert!(shown.ends_with("x…") && shown.len() < 300, "{shown}");
}

#[api_tests::test]
async fn it_can_be_kept_out_of_what_is_shown() {
    let server = Server::giving(json(404, r#"{"message":"secret"}"#));
    let api = PagesClient::new(builder(&server).show_reasons(false).build().unwrap());
    let error = api.page().await.unwrap_err();
    assert_eq!(error.reason(), Some("secret"));
    assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
}

#[api_tests::test]
async fn an_envelopes_message_is_the_reason_and_shown_once() {
    let server = Server::giving(json(400, r#"{"code":7,"message":"no"}"#));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Api, Some("no")));
    assert_eq!(error.to_string().matches("no").count(), 1, "{error}");
    // A body that the envelope says nothing in may still have words.
    let server = Server::giving(json(401, r#"{"detail":"log in first"}"#));
    let error = things(&server).thing().await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Status, Some("log in first")));
    let server = Server::giving(json(429, r#"{"message":"slow down"}"#));
    let api = PagesClient::new(client(&server));
    let error = api.page().await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::RateLimited, Some("slow down")));
}

#[api_tests::test]
async fn a_failure_is_read_up_to_its_limit() {
    let page = "x".repeat(300 << 10);
    let kept = async |bytes: Option<usize>, long: bool| {
        let server = Server::giving(response(500, &[], &page));
        let builder = builder(&server);
        let builder = match bytes {
            Some(bytes) => builder.max_error_body(bytes),
            None => builder,
        };
        let api = PagesClient::new(builder.build().unwrap());
        let error = if long { api.long().await } else { api.page().await }.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        error.body().unwrap().len()
    };
    assert_eq!(kept(None, false).await, 64 << 10);
    assert_eq!(kept(None, true).await, 256 << 10);
    assert_eq!(kept(Some(1 << 20), false).await, 300 << 10);
    assert_eq!(kept(Some(100), false).await, 100);
    // Enough for an envelope that is larger than usual.
    let message = "y".repeat(100 << 10);
    let body = serde_json::json!({ "code": 7, "message": message.as_str() }).to_string();
    let server = Server::giving(json(400, body));
    let client = builder(&server).max_error_body(1 << 20).build().unwrap();
    let error = ThingsClient::new(client).thing().await.unwrap_err();
    assert_eq!(error.api().unwrap().message(), message);
}
