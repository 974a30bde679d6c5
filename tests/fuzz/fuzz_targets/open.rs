//! Any bytes as a response, in several envelopes and as several types: no panic, no hang, no text of
//! the response in an error, a result that agrees with serde_json's reading of the same bytes, and
//! whatever is sealed opens again.
#![no_main]

use std::collections::HashMap;
use std::fmt;

use api_core::__private::{open, response};
use api_core::{Endpoint, Envelope, Error, ErrorKind, Seal};
use libfuzzer_sys::fuzz_target;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

#[derive(Envelope)]
struct Flat<T> {
    #[envelope(success = 0, alias = "ret")]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct Nested<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(code, rename = "errors.0.code")]
    code: i64,
    #[envelope(message, rename = "errors.0.message")]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Envelope)]
struct Beside<T> {
    #[envelope(success = 0, default)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(flatten)]
    data: T,
}

#[derive(Envelope)]
struct Absent<T> {
    #[envelope(success = absent)]
    errors: (),
    #[envelope(message, rename = "errors.0.message")]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// An envelope whose code is not what tells success.
#[derive(Envelope)]
struct Apart<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(code)]
    error_code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// The members of an object in order, repeated ones too; or nothing, of any other value.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "decoded, and not looked at")]
struct Thing {
    name: String,
    size: Option<u8>,
    #[serde(default)]
    more: Vec<Thing>,
}

static ENDPOINT: Endpoint = Endpoint::new("Fuzz", "open", "GET");

/// A word that inputs are full of, and errors must not be.
const PLANTED: &str = "hunter2";

fn check<E: Envelope, T: DeserializeOwned>(bytes: &[u8]) {
    let Err(error) = open::<E, T>(&ENDPOINT, &mut response(bytes.to_vec().into())) else { return };
    assert!(matches!(error.kind(), ErrorKind::Api | ErrorKind::Decode));
    // What the API says of a failure is shown; nothing else of the response is.
    if error.kind() == ErrorKind::Decode {
        shows_nothing(&error);
        let in_a_path = |c: char| c.is_ascii_alphanumeric() || "_$@-.*[]".contains(c);
        assert!(error.decode_path().is_none_or(|path| path.chars().all(in_a_path)), "a name");
    }
    _ = error.api().map(|api| api.payload::<Value>());
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(shown.len() < 4 << 10, "bounded");
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "escaped");
    }
}

fn shows_nothing(error: &Error) {
    // Keys of maps may show in a path; values never do.
    if error.decode_path().is_some_and(|path| path.contains(PLANTED)) {
        return;
    }
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        assert!(!format!("{error} {error:?}").contains(PLANTED));
        source = error.source();
    }
}

fn every<E: Envelope>(bytes: &[u8]) {
    check::<E, Value>(bytes);
    check::<E, Thing>(bytes);
    check::<E, Option<Vec<i64>>>(bytes);
    check::<E, HashMap<String, u32>>(bytes);
    check::<E, ()>(bytes);
    if let Ok(value) = open::<E, Value>(&ENDPOINT, &mut response(bytes.to_vec().into()))
        && let Ok(sealed) = Seal::new::<E>().success(&value)
    {
        assert!(open::<E, Value>(&ENDPOINT, &mut response(sealed.into_body())).is_ok());
    }
}

/// Compares with serde_json's reading of the same bytes.
fn agrees(bytes: &[u8]) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(Members(members)) = serde_json::from_slice::<Members>(bytes) else { return };
    let count = |name: &str| members.iter().filter(|(own, _)| own == name).count();
    let member = |name: &str| members.iter().find(|(own, _)| own == name).map(|(_, value)| value);
    let opened = |result: Result<(), Error>| match result {
        Ok(()) => None,
        Err(error) => Some(error),
    };

    // An empty list or object is absent, however it is written.
    let absent = match member("errors") {
        None | Some(Value::Null) => true,
        Some(Value::Array(list)) => list.is_empty(),
        Some(Value::Object(members)) => members.is_empty(),
        Some(_) => false,
    };
    let failed = opened(open::<Absent<()>, ()>(&ENDPOINT, &mut response(bytes.to_vec().into())));
    match failed.as_ref().map(Error::kind) {
        None => assert!(absent && count("errors") < 2),
        Some(ErrorKind::Api) => assert!(!absent && count("errors") < 2),
        Some(_) => {}
    }

    // A member that is repeated is an error, and a code keeps its spelling.
    let failed = opened(open::<Apart<()>, ()>(&ENDPOINT, &mut response(bytes.to_vec().into())));
    let repeated = ["ok", "error_code", "message", "data"].into_iter().any(|name| count(name) > 1);
    match &failed {
        None => assert!(!repeated),
        Some(error) if error.kind() == ErrorKind::Api => {
            assert!(!repeated);
            let code = error.api().expect("an error of the API").code();
            match member("error_code") {
                Some(Value::String(text)) => assert_eq!(*code, text.as_str()),
                Some(Value::Number(number)) if number.is_i64() => {
                    assert_eq!(*code, number.as_i64().expect("an integer"));
                }
                _ => {}
            }
        }
        Some(_) => {}
    }
}

fuzz_target!(|bytes: &[u8]| {
    agrees(bytes);
    every::<Apart<()>>(bytes);
    every::<Flat<()>>(bytes);
    every::<Nested<()>>(bytes);
    every::<Beside<()>>(bytes);
    every::<Absent<()>>(bytes);
    every::<api_core::__private::NoEnvelope>(bytes);
});
