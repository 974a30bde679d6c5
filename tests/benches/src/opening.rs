//! Opening an envelope: this library, a derived struct of two fields, `RawValue` twice, and
//! `serde_json::Value`.

use std::hint::black_box;

use api_core::{Endpoint, Envelope};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::measure::Round;
use crate::payload::{Chat, Page, response};

#[derive(Envelope)]
pub struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

static ENDPOINT: Endpoint = Endpoint::new("Bench", "open", "GET");

pub const RESPONSES: [&str; 7] =
    ["chat-first", "chat-last", "page-first", "page-last", "mega-first", "mega-last", "error"];
pub const WAYS: [&str; 5] = ["ours", "derived", "derived-str", "raw", "value"];

/// What a user writes without a library.
#[derive(Deserialize)]
pub struct Derived<T> {
    pub code: i64,
    pub data: T,
}

/// The same, to decide before the payload is decoded.
#[derive(Deserialize)]
struct Raw<'a> {
    code: i64,
    message: &'a str,
    #[serde(borrow)]
    data: &'a RawValue,
}

fn derived<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let opened: Derived<T> = serde_json::from_slice(body).ok()?;
    (opened.code == 0).then_some(opened.data)
}

fn derived_str<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let opened: Derived<T> = serde_json::from_str(std::str::from_utf8(body).ok()?).ok()?;
    (opened.code == 0).then_some(opened.data)
}

fn raw<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let opened: Raw<'_> = serde_json::from_slice(body).ok()?;
    if opened.code != 0 {
        black_box((opened.code, opened.message.to_owned()));
        return None;
    }
    serde_json::from_str(opened.data.get()).ok()
}

fn value<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let Value::Object(mut members) = serde_json::from_slice(body).ok()? else { return None };
    if members.get("code") != Some(&Value::from(0)) {
        return None;
    }
    serde_json::from_value(members.remove("data")?).ok()
}

fn round<T: DeserializeOwned + 'static>(way: &str, body: String) -> Option<Round> {
    let body = Bytes::from(body);
    let mut response = api_core::__private::response(body.clone());
    Some(match way {
        "ours" => Box::new(move || {
            let response = black_box(&mut response);
            _ = black_box(api_core::__private::open::<Kook<T>, T>(&ENDPOINT, response));
        }),
        "derived" => Box::new(move || _ = black_box(derived::<T>(black_box(&body)))),
        "derived-str" => Box::new(move || _ = black_box(derived_str::<T>(black_box(&body)))),
        "raw" => Box::new(move || _ = black_box(raw::<T>(black_box(&body)))),
        "value" => Box::new(move || _ = black_box(value::<T>(black_box(&body)))),
        _ => return None,
    })
}

/// A case, such as `ours/chat-first`.
pub fn case(name: &str) -> Option<Round> {
    let (way, name) = name.split_once('/')?;
    let body = response(name)?;
    if name.starts_with("chat") || name == "error" {
        round::<Chat>(way, body)
    } else {
        round::<Page>(way, body)
    }
}
