//! The API's codes as an enum of the user's.

use api_core::{Code, ErrorCode};
use api_tests::{Server, json};

use crate::support::things;

#[derive(Debug, PartialEq, ErrorCode)]
enum Known {
    #[code(40000)]
    #[code("not_found")]
    NotFound,
    #[code(-1)]
    Negative,
    #[code(other)]
    Other(Code),
}

#[derive(Debug, PartialEq, ErrorCode)]
enum Closed {
    #[code(40000)]
    NotFound,
}

async fn said(body: &'static str) -> (Option<Known>, Option<Closed>) {
    let server = Server::answering(json(200, body));
    let error = things(&server).thing().await.unwrap_err();
    (error.code_as(), error.code_as())
}

#[tokio::test]
async fn a_code_is_a_variant() {
    assert_eq!(said(r#"{"code":40000}"#).await, (Some(Known::NotFound), Some(Closed::NotFound)));
    assert_eq!(said(r#"{"code":"not_found"}"#).await, (Some(Known::NotFound), None));
    assert_eq!(said(r#"{"code":-1}"#).await, (Some(Known::Negative), None));
    let other = Some(Known::Other(Code::Int(7)));
    assert_eq!(said(r#"{"code":7}"#).await, (other, None));
    assert_eq!(said("<html>").await, (None, None));
}
