//! What a response says besides its result: which request it was, and how many may follow.

use api_core::{ApiError, Endpoint, ErrorKind};
use api_tests::{Server, response};

use crate::support::things;

fn limited(status: u16, body: &'static str) -> Vec<u8> {
    let headers = [
        ("X-Request-Id", "req-7f"),
        ("X-Rate-Limit-Remaining", "3"),
        ("Retry-After", "9"),
        ("X-Other", "o"),
    ];
    response(status, &headers, body)
}

#[api_tests::test]
async fn the_request_and_the_limits_are_on_the_apis_error() {
    let server = Server::giving(limited(200, r#"{"code":5,"message":"no"}"#));
    let error = things(&server).thing().await.unwrap_err();
    let said: &ApiError = error.api().unwrap();
    assert_eq!(said.request_id(), Some("req-7f"));
    assert_eq!(said.headers()["x-other"], "o");
    let mut limits: Vec<_> = said.rate_limit().map(|(name, _)| name.as_str()).collect();
    limits.sort_unstable();
    assert_eq!(limits, ["retry-after", "x-rate-limit-remaining"]);
    assert_eq!(said.endpoint().map(Endpoint::name), Some("thing"));
    // The error itself knows the same.
    assert_eq!(error.request_id(), Some("req-7f"));
    assert_eq!(error.headers(), said.headers());
    assert!(error.to_string().ends_with(": no [request id req-7f]"), "{error}");
}

#[api_tests::test]
async fn the_request_is_on_any_error_after_a_response() {
    for (status, body, kind) in
        [(503, "<html>", ErrorKind::Status), (200, "<html>", ErrorKind::Decode)]
    {
        let server = Server::giving(limited(status, body));
        let error = things(&server).thing().await.unwrap_err();
        assert_eq!((error.kind(), error.request_id()), (kind, Some("req-7f")));
        assert!(error.to_string().ends_with(" [request id req-7f]"), "{error}");
    }
}

#[api_tests::test]
async fn an_id_that_cannot_be_shown_is_none() {
    for id in ["", "\u{e9}", "a\tb", "a b", &"x".repeat(129)] {
        let server = Server::giving(response(503, &[("X-Request-Id", id)], ""));
        let error = things(&server).thing().await.unwrap_err();
        assert_eq!(error.request_id(), None);
        assert!(!error.to_string().contains("request id"), "{error}");
    }
}
