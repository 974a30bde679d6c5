//! For any text: no panic, and the two ways to open an envelope agree.

use std::fmt::Display;

use proptest::collection::vec;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::open::{Opened, open};
use super::scan::ScanError;
use super::{EnvelopeSpec, Success, by_members};

static FLAT: EnvelopeSpec =
    EnvelopeSpec::new("code", Success::Int(&[0])).message("message").payload("data");
static NESTED: EnvelopeSpec = EnvelopeSpec::new("code", Success::Int(&[0]))
    .code("data.code")
    .message("message")
    .payload("data")
    .default();
static BESIDE: EnvelopeSpec = EnvelopeSpec::new("code", Success::Int(&[0])).message("message");
static ALIASED: EnvelopeSpec = EnvelopeSpec::new("ret", Success::Int(&[0]))
    .message("msg")
    .payload("result")
    .aliases(&[("code", "ret"), ("message", "msg"), ("data", "result")]);
static STATUS: EnvelopeSpec = EnvelopeSpec::new("", Success::Status).message("error.message");
static ABSENT: EnvelopeSpec =
    EnvelopeSpec::new("errors", Success::Absent).message("errors.0.message").payload("data");

/// Opens an envelope by its members, whatever its shape.
fn by_members<T: DeserializeOwned>(
    spec: &'static EnvelopeSpec,
    text: &str,
) -> Result<Opened<T>, Option<ScanError>> {
    let mut payload = None;
    match by_members::open(spec, text, true, &mut payload).map_err(Some)? {
        None => payload.map(Opened::Payload).ok_or(None),
        Some(failure) => Ok(Opened::Failed(failure)),
    }
}

/// The result of opening an envelope, in words that can be compared.
pub(crate) fn told<T: Display, E>(opened: Result<Opened<T>, E>) -> String {
    match opened {
        Ok(Opened::Payload(value)) => format!("payload {value}"),
        Ok(Opened::Failed(failure)) => format!("failed {} {}", failure.code, failure.message),
        Err(_) => "error".to_owned(),
    }
}

pub(crate) fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Eighths, since serde_json may read back the last bit of others differently.
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        "[a-z\"\\\\\u{0}-\u{ff}]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec(("[a-z]{1,4}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Texts that look like envelopes: the usual members, some of them odd or missing, in any order.
pub(crate) fn envelopes() -> impl Strategy<Value = String> {
    let codes =
        prop_oneof![Just(json!(0)), Just(json!("0")), Just(json!(1)), Just(json!(0.0)), values()];
    let members = (codes, values(), values(), any::<[bool; 3]>(), 0_usize..6);
    members.prop_map(|(code, message, data, there, order)| {
        let mut members: Vec<(&str, Value)> =
            [("code", code), ("message", message), ("data", data)]
                .into_iter()
                .zip(there)
                .filter_map(|(member, there)| there.then_some(member))
                .collect();
        // Now and then one is repeated.
        if order == 5
            && let Some(first) = members.first().cloned()
        {
            members.push(first);
        }
        if !members.is_empty() {
            let places = members.len();
            members.rotate_left(order % places);
        }
        let texts: Vec<String> =
            members.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        format!("{{{}}}", texts.join(","))
    })
}

proptest! {
    #[test]
    fn one_pass_and_two_agree(
        text in envelopes(),
        spec in prop::sample::select(vec![&FLAT, &NESTED, &BESIDE, &ALIASED]),
    ) {
        let flat = told(open::<Value>(Some(spec), text.as_bytes(), true));
        let looked_up = told(by_members::<Value>(spec, &text));
        prop_assert_eq!(flat, looked_up, "{}", text);
    }

    #[test]
    fn they_agree_on_a_payload_that_does_not_fit_everything(
        text in envelopes(),
        spec in prop::sample::select(vec![&FLAT, &NESTED, &ALIASED]),
    ) {
        let flat = told(open::<i64>(Some(spec), text.as_bytes(), true));
        let looked_up = told(by_members::<i64>(spec, &text));
        prop_assert_eq!(flat, looked_up, "{}", text);
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in vec(any::<u8>(), 0..64)) {
        for spec in [None, Some(&FLAT), Some(&STATUS), Some(&ABSENT)] {
            for by_status in [true, false] {
                _ = told(open::<Value>(spec, &bytes, by_status));
            }
        }
    }

    #[test]
    fn a_cut_text_is_an_error(text in envelopes(), at in any::<prop::sample::Index>()) {
        let cut = text.get(..at.index(text.len())).unwrap_or_default();
        for spec in [&FLAT, &STATUS, &ABSENT] {
            let opened = told(open::<Value>(Some(spec), cut.as_bytes(), true));
            prop_assert!(opened == "error", "{} of {}", opened, cut);
        }
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for open_with in ["[", "{\"a\":", "{\"data\":", "{\"code\":0,\"data\":"] {
        let text = open_with.repeat(100_000);
        for spec in [None, Some(&FLAT), Some(&STATUS), Some(&ABSENT)] {
            assert_eq!(told(open::<Value>(spec, text.as_bytes(), true)), "error");
        }
    }
}
