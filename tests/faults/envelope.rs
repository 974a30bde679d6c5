//! Responses that are JSON, and not the envelope or the payload that they should be.

use api_core::ErrorKind;
use api_tests::{Canary, everything_shown, json};

use crate::calls::{GOOD, PAYLOAD, accepted, silent};
use crate::json::{at, data, payloads};
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[F65, F66, F67, F68, F69, F70, F71, F72, F73, F74, F75, F76];

/// A good response with another code.
fn code(code: &str) -> Vec<u8> {
    json(200, GOOD.replace(r#""code":0"#, &format!(r#""code":{code}"#)))
}

const F65: Row = row!(
    f65_payload_of_another_shape,
    "the payload is missing, null, `[]`, `{}` or of another type"
)
.fails(&[ErrorKind::Decode])
.sends(1, 1)
.note("the error names the member, and tells a missing one from null; `()` accepts all, `Option` a missing one and null");

#[api_tests::test]
async fn f65_payload_of_another_shape() {
    let missing = json(200, r#"{"code":0,"message":""}"#);
    let null = data("null");
    for (bytes, says) in [(&missing, "`data` is missing"), (&null, "found null at `data`")] {
        let all = F65.responded(bytes.clone()).await;
        at(&all, Some("data"));
        assert!(all[0].error().to_string().contains(says), "{}", all[0].error());
        let (_server, api) = payloads(bytes.clone());
        assert_eq!(api.perhaps().await.unwrap(), None);
    }
    for other in ["[]", "{}", "7", "true", &format!("\"{}\"", PAYLOAD.0)] {
        at(&F65.responded(data(other)).await, Some("data"));
        let (_server, api) = payloads(data(other));
        api.nothing().await.unwrap();
    }
    let inside = format!(r#"{{"name":"{}","size":"1"}}"#, PAYLOAD.0);
    at(&F65.responded(data(&inside)).await, Some("data.size"));
}

const F66: Row = row!(
    f66_code_of_another_type,
    "the code is `0.0`, `-0`, `1e20`, `null`, `[]`, `{}` or missing"
)
.fails(&[ErrorKind::Decode])
.sends(1, 1)
.note("`\"0\"` counts as 0");

#[api_tests::test]
async fn f66_code_of_another_type() {
    for odd in ["0.0", "-0", "0e0", "1e20", "99999999999999999999", "null", "[]", "{}"] {
        at(&F66.responded(code(odd)).await, Some("code"));
    }
    at(
        &F66.responded(json(200, r#"{"message":"","data":{"name":"a","size":1}}"#)).await,
        Some("code"),
    );
    accepted(code("\"0\"")).await;
}

const F67: Row = row!(f67_envelope_says_no, "200 with a code that is not 0")
    .fails(&[ErrorKind::Api])
    .sends(1, 1)
    .note("the payload does not matter");

#[api_tests::test]
async fn f67_envelope_says_no() {
    for faced in F67.responded(code("40103")).await {
        assert_eq!(*faced.error().api().unwrap().code(), 40103);
    }
    F67.responded(json(200, format!(r#"{{"data":["{}"],"code":-1}}"#, PAYLOAD.0))).await;
}

const F68: Row =
    row!(f68_status_says_no, "500 with a code of 0").fails(&[ErrorKind::Status]).sends(3, 1);

#[api_tests::test]
async fn f68_status_says_no() {
    for faced in F68.responded(json(500, GOOD)).await {
        assert_eq!(faced.error().status().unwrap().as_u16(), 500);
    }
}

const F69: Row = row!(f69_both_say_no, "4xx with a code that is not 0")
    .fails(&[ErrorKind::Api])
    .sends(1, 1)
    .note("the error has both code and status");

#[api_tests::test]
async fn f69_both_say_no() {
    for faced in F69.responded(json(404, r#"{"code":7,"message":"gone"}"#)).await {
        let error = faced.error();
        assert_eq!(*error.api().unwrap().code(), 7);
        assert_eq!(error.status().unwrap().as_u16(), 404);
    }
}

const F70: Row =
    row!(f70_envelope_is_a_list, "the envelope is a list, or another value that is no object")
        .fails(&[ErrorKind::Decode])
        .sends(1, 1);

#[api_tests::test]
async fn f70_envelope_is_a_list() {
    for body in [r#"[0,"ok",{"name":"a","size":1}]"#, "null", "0", "\"code\"", "[]", "{}"] {
        F70.responded(json(200, body)).await;
    }
}

const F71: Row = row!(f71_member_twice, "the code or the payload occurs twice")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("a member that is not read may occur twice");

#[api_tests::test]
async fn f71_member_twice() {
    F71.responded(json(200, r#"{"code":0,"code":0,"data":{"name":"a","size":1}}"#)).await;
    F71.responded(json(200, GOOD.replace("{\"code\"", "{\"data\":{},\"code\""))).await;
    accepted(json(200, GOOD.replace("{\"code\"", "{\"x\":1,\"x\":[2],\"code\""))).await;
}

const F72: Row = row!(f72_nested_without_end, "a payload 10 000 levels deep")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("if it is not read, it may be skipped");

#[api_tests::test]
async fn f72_nested_without_end() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        F72.responded(data(&deep)).await;
        F72.responded(data(&open.repeat(100_000))).await;
        let (_server, api) = payloads(data(&deep));
        if let Err(error) = api.nothing().await {
            silent(&error);
            assert!(error.is_decode(), "{error}");
        }
    }
}

const F73: Row =
    row!(f73_numbers_out_of_range, "a number beyond the declared type, or beyond 64 bits")
        .fails(&[ErrorKind::Decode])
        .sends(1, 1)
        .note("a number that fits is exact, even beyond 2⁵³");

#[api_tests::test]
async fn f73_numbers_out_of_range() {
    for size in ["4294967296", "-1", "1.5", "18446744073709551616", "1e3"] {
        let all = F73.responded(data(&format!(r#"{{"name":"a","size":{size}}}"#))).await;
        at(&all, Some("data.size"));
    }
    for number in [9_007_199_254_740_993, u64::MAX] {
        let (_server, api) = payloads(data(&number.to_string()));
        assert_eq!(api.number().await.unwrap(), number);
    }
}

const F74: Row = row!(f74_nearly_json, "`NaN`, `1e999`, bytes after the JSON, or two documents")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1);

#[api_tests::test]
async fn f74_nearly_json() {
    for size in ["NaN", "Infinity", "1e999", "01", "+1", "0x1", "'1'"] {
        F74.responded(data(&format!(r#"{{"name":"a","size":{size}}}"#))).await;
    }
    for behind in [PAYLOAD.0, GOOD, "}", ",", "\0"] {
        F74.responded(json(200, format!("{GOOD}{behind}"))).await;
    }
    for cut in [1, GOOD.len() / 2, GOOD.len() - 1] {
        F74.responded(json(200, &GOOD[..cut])).await;
    }
}

const F75: Row = row!(f75_endless_message, "a message of 5 MiB, with control characters")
    .fails(&[ErrorKind::Api])
    .sends(1, 1)
    .note("the error shows 256 characters of it, and no control characters");

#[api_tests::test]
async fn f75_endless_message() {
    let message = r"\u001b[31m\r\nINFO all is well \u0000".repeat((5 << 20) / 36);
    for faced in F75.responded(json(200, format!(r#"{{"code":7,"message":"{message}"}}"#))).await {
        let shown = everything_shown(faced.error());
        assert!(shown.len() < 8_000, "{} bytes", shown.len());
        assert!(!shown.contains(['\u{1b}', '\r', '\0']), "{shown}");
        assert!(!faced.error().to_string().contains('\n'));
    }
}

const F76: Row = row!(f76_secret_of_another_type, "a secret comes where another type is declared")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("the error has the path to the value, and never the value");

#[api_tests::test]
async fn f76_secret_of_another_type() {
    const NUMBER: Canary = Canary("4929123412341234");
    for secret in
        [format!("\"{}\"", PAYLOAD.0), NUMBER.0.to_owned(), format!("[\"{}\"]", PAYLOAD.0)]
    {
        for faced in F76.responded(data(&format!(r#"{{"name":"a","size":{secret}}}"#))).await {
            NUMBER.absent_from("the error", &everything_shown(faced.error()));
        }
        let (_server, api) = payloads(data(&secret));
        if secret.starts_with('"') {
            continue;
        }
        let error = api.text().await.unwrap_err();
        F76.result(Err::<&String, _>(&error));
        NUMBER.absent_from("the error", &everything_shown(&error));
    }
}
