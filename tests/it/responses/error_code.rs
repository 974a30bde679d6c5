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
    let server = Server::giving(json(200, body));
    let error = things(&server).thing().await.unwrap_err();
    (error.code_as(), error.code_as())
}

#[api_tests::test]
async fn a_code_is_a_variant() {
    assert_eq!(said(r#"{"code":40000}"#).await, (Some(Known::NotFound), Some(Closed::NotFound)));
    assert_eq!(said(r#"{"code":"not_found"}"#).await, (Some(Known::NotFound), None));
    assert_eq!(said(r#"{"code":-1}"#).await, (Some(Known::Negative), None));
    let other = Some(Known::Other(Code::Int(7)));
    assert_eq!(said(r#"{"code":7}"#).await, (other, None));
    assert_eq!(said("<html>").await, (None, None));
}

#[derive(Debug, PartialEq, ErrorCode)]
enum Spelled {
    #[code("03")]
    Zero,
    #[code(3)]
    Three,
    #[code(other)]
    Other(i64),
}

/// Numbers that are sent as texts keep their spelling, and are numbers where one is asked for.
#[api_tests::test]
async fn a_code_sent_as_text_keeps_its_spelling() {
    let code = async |body: &'static str| {
        let server = Server::giving(json(200, body));
        let error = things(&server).thing().await.unwrap_err();
        (error.api().unwrap().code().clone(), error.code_as::<Spelled>())
    };
    let (sent, known) = code(r#"{"code":"03"}"#).await;
    assert_eq!((&sent, known), (&Code::Text("03".into()), Some(Spelled::Zero)));
    assert_eq!(sent, "03");
    assert_eq!(sent, 3);
    let (sent, known) = code(r#"{"code":"3"}"#).await;
    assert_eq!((&sent, known), (&Code::Text("3".into()), Some(Spelled::Three)));
    assert_eq!(code(r#"{"code":3}"#).await, (Code::Int(3), Some(Spelled::Three)));
    let (sent, known) = code(r#"{"code":"00123"}"#).await;
    assert_eq!((&sent, known), (&Code::Text("00123".into()), Some(Spelled::Other(123))));
    assert_eq!((sent.as_int(), sent.to_string()), (Some(123), "00123".to_owned()));
    assert_eq!(code(r#"{"code":"A3"}"#).await, (Code::Text("A3".into()), None));
}
