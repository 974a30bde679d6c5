//! Any bytes as an answer, in several envelopes and as several types: no panic, no hang, no text of
//! the answer in an error, and what is sealed opens again.
#![no_main]

use api_core::__private::{answer, open};
use api_core::{Endpoint, Envelope, Error, ErrorKind, Seal};
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use serde::de::DeserializeOwned;
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
struct Wide<T> {
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
    let Err(error) = open::<E, T>(&ENDPOINT, &mut answer(bytes.to_vec().into())) else { return };
    assert!(matches!(error.kind(), ErrorKind::Api | ErrorKind::Decode));
    // What the API says of a failure is shown; nothing else of the answer is.
    if error.kind() == ErrorKind::Decode {
        shows_nothing(&error);
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
    check::<E, ()>(bytes);
    if let Ok(value) = open::<E, Value>(&ENDPOINT, &mut answer(bytes.to_vec().into()))
        && let Ok(sealed) = Seal::new::<E>().success(&value)
    {
        assert!(open::<E, Value>(&ENDPOINT, &mut answer(sealed.into_body())).is_ok());
    }
}

fuzz_target!(|bytes: &[u8]| {
    every::<Flat<()>>(bytes);
    every::<Wide<()>>(bytes);
    every::<Beside<()>>(bytes);
    every::<Absent<()>>(bytes);
    every::<api_core::__private::NoEnvelope>(bytes);
});
