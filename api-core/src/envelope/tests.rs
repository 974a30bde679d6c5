//! What holds of any answer: no panic, and the two engines agree.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::open::{Opened, open};
use super::{EnvelopeSpec, Success, members};

static FLAT: EnvelopeSpec =
    EnvelopeSpec::new("code", Success::Int(&[0])).message("message").payload("data");
static STATUS: EnvelopeSpec = EnvelopeSpec::new("", Success::Status).message("error.message");
static ABSENT: EnvelopeSpec =
    EnvelopeSpec::new("errors", Success::Absent).message("errors.0.message").payload("data");

/// What came of opening an answer, in words that can be compared.
fn told<E>(opened: Result<Opened<Value>, E>) -> String {
    match opened {
        Ok(Opened::Payload(value)) => format!("payload {value}"),
        Ok(Opened::Refused(refusal)) => format!("refused {} {}", refusal.code, refusal.message),
        Err(_) => "fault".to_owned(),
    }
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
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

/// Answers that look like envelopes: the usual members, some of them odd or missing, in any order.
fn envelopes() -> impl Strategy<Value = String> {
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
    fn one_pass_and_two_agree(text in envelopes()) {
        let flat = told(open::<Value>(Some(&FLAT), text.as_bytes(), true));
        let by_members = told(members::open::<Value>(&FLAT, &text, true));
        // A message that is no text is a fault where it is read in passing, and no words elsewhere.
        let message = serde_json::from_str::<Map<String, Value>>(&text).ok();
        let odd = message
            .and_then(|members| members.get("message").cloned())
            .is_some_and(|message| !message.is_string() && !message.is_null());
        if !(odd && flat == "fault") {
            prop_assert_eq!(flat, by_members, "{}", text);
        }
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
    fn no_cut_is_an_answer(text in envelopes(), at in any::<prop::sample::Index>()) {
        let cut = text.get(..at.index(text.len())).unwrap_or_default();
        for spec in [&FLAT, &STATUS, &ABSENT] {
            let opened = told(open::<Value>(Some(spec), cut.as_bytes(), true));
            prop_assert!(opened == "fault", "{} of {}", opened, cut);
        }
    }
}

#[test]
fn deep_nesting_is_a_fault_and_no_overflow() {
    for open_with in ["[", "{\"a\":", "{\"data\":", "{\"code\":0,\"data\":"] {
        let text = open_with.repeat(100_000);
        for spec in [None, Some(&FLAT), Some(&STATUS), Some(&ABSENT)] {
            assert_eq!(told(open::<Value>(spec, text.as_bytes(), true)), "fault");
        }
    }
}
