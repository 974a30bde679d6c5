//! The API's codes as an enum of the user's.

use api_core::{Code, Envelope, ErrorCode, Result, api};
use api_tests::{Server, json};

use crate::support::{client, things};

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

/// An envelope whose code is apart from what tells success.
#[derive(Envelope)]
struct Apart<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(code, rename = "error.code")]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[api(envelope = Apart)]
trait Failing {
    #[endpoint(GET, "/failing")]
    async fn failing(&self) -> Result<()>;
}

/// A number that no `i64` holds is the code all the same, by its digits.
#[api_tests::test]
async fn a_number_of_any_size_is_a_code() {
    for (code, told) in [
        ("18446744073709551615", "18446744073709551615"),
        ("3.5", "3.5"),
        ("-1e2", "-1e2"),
        ("null", ""),
        (r#"{"3":3}"#, ""),
    ] {
        let body = format!(r#"{{"ok":false,"error":{{"code":{code},"message":"no"}}}}"#);
        let server = Server::giving(json(200, body));
        let error = FailingClient::new(client(&server)).failing().await.unwrap_err();
        assert_eq!(error.api().unwrap().code(), &Code::Text(told.to_owned()), "{code}");
    }
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
