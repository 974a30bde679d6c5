//! A payload or an error that is sealed opens as the same.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::Seal;
use crate::envelope::tests::{envelopes, told, values};
use crate::envelope::{EnvelopeSpec, Opened, Success, open};
use crate::{ApiError, Code};

static FLAT: EnvelopeSpec =
    EnvelopeSpec::new("code", Success::Int(&[0])).message("message").payload("data");
static BESIDE: EnvelopeSpec = EnvelopeSpec::new("code", Success::Int(&[0])).message("message");
static ALIASED: EnvelopeSpec = EnvelopeSpec::new("ret", Success::Int(&[0]))
    .message("msg")
    .payload("result")
    .aliases(&[("code", "ret"), ("message", "msg"), ("data", "result")]);
static STATUS: EnvelopeSpec = EnvelopeSpec::new("", Success::Status).message("error.message");
static LISTED: EnvelopeSpec = EnvelopeSpec::new("errors", Success::Absent)
    .code("errors.0.code")
    .message("errors.0.message")
    .payload("data");
/// Names that JSON escapes, and names that are too long to be written beforehand.
static ESCAPED: EnvelopeSpec =
    EnvelopeSpec::new("\"ok\"", Success::Int(&[7])).message("a\\b").payload("data\n");
static LONG: EnvelopeSpec =
    EnvelopeSpec::new("whether_the_call_was_a_success_or_not", Success::Text(&["yes"]))
        .message("the_reason_for_people")
        .payload("result");
static SEALED: [&EnvelopeSpec; 8] =
    [&FLAT, &BESIDE, &ALIASED, &STATUS, &LISTED, &PRESENT, &ESCAPED, &LONG];
static PRESENT: EnvelopeSpec = EnvelopeSpec::new("data", Success::Present)
    .code("why.code")
    .message("why.text")
    .payload("data");

#[test]
fn the_payload_comes_last_unless_the_names_are_long() {
    let body = |spec| Seal::with(Some(spec)).success(&7).unwrap().into_body();
    assert_eq!(body(&FLAT), r#"{"code":0,"message":"","data":7}"#);
    assert_eq!(body(&ESCAPED), r#"{"\"ok\"":7,"a\\b":"","data\n":7}"#);
    assert_eq!(body(&PRESENT), r#"{"data":7}"#);
    let long: Value = serde_json::from_slice(&body(&LONG)).unwrap();
    let whole = json!({
        "whether_the_call_was_a_success_or_not": "yes", "the_reason_for_people": "", "result": 7
    });
    assert_eq!(long, whole);
}

proptest! {
    #[test]
    fn what_is_sealed_opens_the_same(
        spec in prop::sample::select(SEALED.to_vec()),
        payload in prop_oneof![values(), envelopes().prop_map(|text| {
            serde_json::from_str(&text).unwrap_or_default()
        })],
        code in prop_oneof![any::<i64>().prop_map(Code::from), "[a-z_]{1,8}".prop_map(Code::from)],
        message in any::<String>(),
    ) {
        let seal = Seal::with(Some(spec));
        // What an envelope cannot say is refused when it is sealed, and not misread.
        if let Ok(response) = seal.success(&payload) {
            let opened = told(open::<Value>(Some(spec), response.body(), true));
            let whole = spec.payload.is_none();
            prop_assert!(whole || opened == format!("payload {payload}"), "{} {}", opened, payload);
            if whole && let Value::Object(members) = &payload {
                let opened = open::<Map<String, Value>>(Some(spec), response.body(), true);
                let opened = match opened {
                    Ok(Opened::Payload(opened)) => opened,
                    Ok(Opened::Failed(_)) | Err(_) => Map::new(),
                };
                for (name, value) in members {
                    prop_assert_eq!(opened.get(name), Some(value));
                }
            }
        }
        let error = ApiError::new(code.clone(), message.clone());
        if let Ok(response) = seal.error(&error) {
            let by_status = response.status().is_success();
            let opened = told(open::<Value>(Some(spec), response.body(), by_status));
            let code = if spec.code.is_some() || !matches!(spec.success, Success::Status) {
                code.to_string()
            } else {
                String::new()
            };
            prop_assert_eq!(opened, format!("failed {code} {message}"));
        }
    }
}
