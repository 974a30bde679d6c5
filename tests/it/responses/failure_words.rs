//! The words of a failure in an envelope, in the forms in which APIs send them.

use std::time::Duration;

use api_core::{Code, Envelope, ErrorKind, Result, api};
use api_tests::{Server, json, response};

use crate::support::{api_error, client, failure, things};

/// An envelope whose code is not what tells success.
#[derive(Envelope)]
struct Telling<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(code)]
    error_code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(retry_after, rename = "parameters.retry_after")]
    retry_after: u64,
    #[envelope(payload)]
    result: T,
}

/// An envelope that names what went wrong, and holds nothing on success.
#[derive(Envelope)]
struct Listed<T> {
    #[envelope(success = absent)]
    errors: Vec<String>,
    #[envelope(message, rename = "errors.0.message")]
    message: String,
    #[envelope(flatten)]
    payload: T,
}

/// One member that tells success and is the message, too.
#[derive(Envelope)]
struct OneMember<T> {
    #[envelope(success = "success", message)]
    result: String,
    #[envelope(payload)]
    arguments: T,
}

#[api]
trait Api {
    #[endpoint(GET, "/telling", envelope = Telling)]
    async fn telling(&self) -> Result<u32>;

    #[endpoint(GET, "/listed", envelope = Listed)]
    async fn listed(&self) -> Result<serde_json::Value>;

    #[endpoint(GET, "/one", envelope = OneMember)]
    async fn one(&self) -> Result<u32>;

    #[endpoint(GET, "/nothing", envelope = Telling)]
    async fn nothing(&self) -> Result<()>;

    #[endpoint(GET, "/bare")]
    async fn bare(&self) -> Result<()>;
}

fn api(status: u16, body: impl AsRef<[u8]>) -> (Server, ApiClient) {
    let server = Server::giving(json(status, body));
    let client = ApiClient::new(client(&server));
    (server, client)
}

#[api_tests::test]
async fn a_repeated_member_is_a_decode_error_in_a_failure_too() {
    for body in [
        r#"{"ok":false,"error_code":401,"error_code":500}"#,
        r#"{"ok":false,"error_code":401,"message":"a","message":"b"}"#,
        r#"{"ok":false,"error_code":401,"parameters":{},"parameters":{"retry_after":1}}"#,
        r#"{"ok":false,"error_code":401,"parameters":{"retry_after":1,"retry_after":2}}"#,
        r#"{"ok":false,"ok":false,"error_code":401}"#,
    ] {
        let (_server, api) = api(200, body);
        assert_eq!(failure(api.telling().await), (ErrorKind::Decode, Some(200)), "{body}");
    }
    for body in [
        r#"{"errors":[],"errors":[{"message":"no"}]}"#,
        r#"{"errors":[{"message":"a","message":"b"}]}"#,
    ] {
        let (_server, api) = api(200, body);
        assert_eq!(failure(api.listed().await), (ErrorKind::Decode, Some(200)), "{body}");
    }
}

#[api_tests::test]
async fn an_empty_list_or_object_is_absent_however_it_is_written() {
    for errors in ["[]", "[ ]", "[\n\t]", "{}", "{ \r\n }", "null", "null \n"] {
        for body in
            [format!(r#"{{"errors":{errors}}}"#), format!(r#"{{"\u0065rrors": {errors} }}"#)]
        {
            let (_server, api) = api(200, &body);
            assert!(api.listed().await.is_ok(), "{body}");
        }
    }
    let (_server, api) = api(200, r#"{"errors":[ {"message":"no"} ]}"#);
    assert_eq!(api.listed().await.unwrap_err().api().unwrap().message(), "no");
}

#[api_tests::test]
async fn a_message_may_be_several_texts_or_an_object() {
    for (message, words) in [
        (r#""plain \u00e9""#, "plain é"),
        (r#"["name is taken","age is missing"]"#, "name is taken; age is missing"),
        (r#"{"name":["is taken"]}"#, r#"{"name":["is taken"]}"#),
        ("[1,2]", "[1,2]"),
        ("42", "42"),
        ("null", ""),
    ] {
        let (_server, api) =
            api(200, format!(r#"{{"ok":false,"error_code":1,"message":{message}}}"#));
        let expected = (Code::Int(1), words.to_owned(), 200);
        assert_eq!(api_error(api.telling().await), expected, "{message}");
    }
}

#[api_tests::test]
async fn a_truth_value_may_be_a_number_or_a_text() {
    for good in ["true", "1", r#""1""#, r#""true""#, r#""True""#] {
        let (_server, api) = api(200, format!(r#"{{"ok":{good},"result":7}}"#));
        assert_eq!(api.telling().await.unwrap(), 7, "{good}");
    }
    for bad in ["false", "0", "2", r#""0""#, r#""false""#, r#""yes""#, r#""""#] {
        let (_server, api) = api(200, format!(r#"{{"ok":{bad},"error_code":5}}"#));
        assert_eq!(api_error(api.telling().await).0, Code::Int(5), "{bad}");
    }
}

#[api_tests::test]
async fn the_time_to_wait_is_read_from_numbers_and_texts() {
    for (sent, seconds) in [
        ("3", Some(3.0)),
        ("0.25", Some(0.25)),
        (r#""3""#, Some(3.0)),
        (r#"" 2.5 ""#, Some(2.5)),
        ("64000", Some(64000.0)),
        ("1e300", Some(f64::from(u32::MAX))),
        ("-1", None),
        (r#""soon""#, None),
        (r#""NaN""#, None),
        ("[3]", None),
    ] {
        let body =
            format!(r#"{{"ok":false,"error_code":7,"parameters":{{"retry_after":{sent}}}}}"#);
        let (_server, api) = api(200, body);
        let error = api.telling().await.unwrap_err();
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs_f64), "{sent}");
    }
}

#[api_tests::test]
async fn one_member_may_have_several_roles() {
    let (_server, good) = api(200, r#"{"result":"success","arguments":7}"#);
    assert_eq!(good.one().await.unwrap(), 7);
    for body in [
        r#"{"result":"no method name","arguments":{}}"#,
        r#"{"arguments":{},"result":"no method name"}"#,
    ] {
        let (_server, api) = api(200, body);
        let error = api.one().await.unwrap_err();
        let words = error.api().unwrap();
        assert_eq!((words.code(), words.message()), (&"no method name".into(), "no method name"));
        // Told once, although it is the code and the message.
        assert_eq!(error.to_string().matches("no method name").count(), 1, "{error}");
    }
}

#[api_tests::test]
async fn nothing_is_read_where_nothing_is_declared() {
    let page = [("Content-Type", "text/plain")];
    for body in ["ok", "<html>", "{", "\u{feff}ok"] {
        let server = Server::giving(response(200, &page, body));
        ApiClient::new(client(&server)).bare().await.unwrap();
    }
    let server = Server::giving(response(200, &page, b"\xff\xfe"));
    ApiClient::new(client(&server)).bare().await.unwrap();
    // Behind an envelope, a body that is not JSON cannot say whether the call succeeded.
    let server = Server::giving(response(200, &page, "ok"));
    let error = ApiClient::new(client(&server)).nothing().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("is not valid JSON"), "{error}");
    // And a value is read, everywhere.
    let server = Server::giving(response(200, &page, "ok"));
    assert_eq!(failure(things(&server).bare().await), (ErrorKind::Decode, Some(200)));
}

#[api_tests::test]
async fn a_205_has_no_content_whatever_follows() {
    let server = Server::giving(response(205, &[("Content-Type", "text/plain")], "reset"));
    let api = ApiClient::new(client(&server));
    api.nothing().await.unwrap();
    api.bare().await.unwrap();
    assert_eq!(failure(api.telling().await), (ErrorKind::Decode, Some(205)));
    // It need not say where its body ends, and the connection stays open.
    let server = Server::giving(b"HTTP/1.1 205 Reset Content\r\n\r\n");
    let api = ApiClient::new(client(&server));
    for call in [api.nothing(), api.bare()] {
        call.timeout(Duration::from_secs(5)).await.unwrap();
    }
}
