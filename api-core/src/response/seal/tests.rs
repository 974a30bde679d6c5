//! A payload or an error that is sealed opens as the same.

use proptest::prelude::*;
use serde_json::{Map, Value};

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
static SEALED: [&EnvelopeSpec; 6] = [&FLAT, &BESIDE, &ALIASED, &STATUS, &LISTED, &PRESENT];
static PRESENT: EnvelopeSpec = EnvelopeSpec::new("data", Success::Present)
    .code("why.code")
    .message("why.text")
    .payload("data");

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
