//! An error has the path of the value that did not fit.

use std::collections::BTreeMap;
use std::fmt;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::locate::{locate, place};
use super::tests::values;

/// A text that `values` never makes, being longer.
const MARK: &str = "!!!!!!!";

/// Takes any JSON but the mark.
struct Picky;

impl<'de> Deserialize<'de> for Picky {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Picky {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything but the mark")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<String, Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self, E> {
        if text == MARK { Err(E::custom("the mark")) } else { Ok(self) }
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
}

/// Puts the mark in the place of the leaf of this number, counted from the left, and tells its path.
fn mark(value: &mut Value, path: &str, left: &mut usize) -> Option<String> {
    match value {
        Value::Array(list) => list
            .iter_mut()
            .enumerate()
            .find_map(|(index, value)| mark(value, &format!("{path}[{index}]"), left)),
        Value::Object(members) => members.iter_mut().find_map(|(name, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            mark(value, &format!("{path}{dot}{name}"), left)
        }),
        leaf if *left == 0 => {
            *leaf = Value::from(MARK);
            Some(path.to_owned())
        }
        _ => {
            *left -= 1;
            None
        }
    }
}

fn found<T: DeserializeOwned>(text: &str) -> Option<String> {
    let Err(error) = serde_json::from_str::<T>(text) else { return Some("it fits".to_owned()) };
    assert!(error.is_data(), "{error}");
    locate(text, place(&error, text))
}

proptest! {
    #[test]
    fn the_value_that_does_not_fit_is_found(value in values(), number in 0_usize..8) {
        let mut value = value;
        let mut left = number;
        if let Some(path) = mark(&mut value, "", &mut left) {
            let path = (!path.is_empty()).then_some(path);
            prop_assert_eq!(found::<Picky>(&value.to_string()), path.clone(), "{}", value);
            // With lines and spaces, too.
            let text = format!("\n {value:#}");
            prop_assert_eq!(found::<Picky>(&text), path, "{}", text);
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read, and not looked at")]
struct Thing {
    name: String,
    size: Size,
    more: Option<Vec<Thing>>,
    map: Option<BTreeMap<String, u8>>,
}

/// Fails after it was read, so that serde_json cannot tell where.
#[derive(Debug, Deserialize)]
#[serde(try_from = "u8")]
struct Size;

impl TryFrom<u8> for Size {
    type Error = &'static str;

    fn try_from(size: u8) -> Result<Self, &'static str> {
        if size < 9 { Ok(Self) } else { Err("too large") }
    }
}

#[test]
fn an_error_about_a_whole_object_has_its_path() {
    for (text, path) in [
        (r#"[]"#, None),
        (r#"{"name":"a"}"#, None),
        (r#"{"name":"a","size":1,"more":[{"name":"b"}]}"#, Some("more[0]")),
        (r#"{"name":"a","size":1,"more":[{"name":"b","name":"c"}]}"#, Some("more[0]")),
        (r#"{"name":"a","size":1,"more":[{"name":"b","odd":1}]}"#, Some("more[0]")),
        (r#"{"name":"a","size":1,"more":{}}"#, Some("more")),
        (r#"{"name":"a","size":1,"more":[[]]}"#, Some("more[0]")),
        (r#"{"name":"a","size":1,"more":[{"name":"b","size":1},null]}"#, Some("more[1]")),
        (r#"{"name":[],"size":1}"#, Some("name")),
        (r#"{"name":"a","size":[],"more":[]}"#, Some("size")),
        (r#"{"size":300,"name":"a"}"#, Some("size")),
        (r#"{"size":10 , "name":"a"}"#, Some("size")),
        // Refused after it was read, when the object has ended.
        (r#"{"name":"a","size":10}"#, None),
        (r#"{"name":"a","size":1,"map":{"x\"}]":1,"y":-1}}"#, Some("map.y")),
        (r#"{"name":"a","size":1,"map":{"x\"}]":[]}}"#, Some("map.*")),
    ] {
        assert_eq!(found::<Thing>(text).as_deref(), path, "{text}");
    }
}
