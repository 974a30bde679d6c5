//! The limits of values: `maximum`, `maxLength`, `pattern` and their like.

use std::cmp::Ordering;

use super::{Checker, Way};
use crate::document::Value;
use crate::model::{Integer, Kind, Schema};

impl Checker<'_> {
    pub(super) fn limits(&mut self, new: &Schema, old: &Schema, way: Way) {
        // The limits of a trait's own types are no limits of the API.
        if !self.is_strict() {
            return;
        }
        self.values(new, old, way);
        let stated = |schema: &Schema, word: &str| {
            let found = schema.limits.iter().find(|(known, _)| *known == word);
            found.map(|(_, value)| value.clone())
        };
        let find = |schema: &Schema, word: &str| {
            stated(schema, word).filter(|value| !is_of_type(schema, word, value))
        };
        let words = new.limits.iter().chain(&old.limits).map(|(word, _)| *word);
        let mut seen: Vec<&str> = Vec::new();
        for word in words {
            if seen.contains(&word) {
                continue;
            }
            seen.push(word);
            let (now, then) = (find(new, word), find(old, word));
            if now == then || stated(new, word) == stated(old, word) {
                continue;
            }
            let is_tighter = tighter(word, now.as_ref(), then.as_ref());
            let message = match (&now, &then) {
                (Some(now), Some(then)) => format!("its `{word}` is {now}, not {then}"),
                (Some(now), None) => format!("it has the `{word}` {now}"),
                (None, Some(then)) => format!("it has no `{word}` of {then}"),
                (None, None) => continue,
            };
            match (way, is_tighter) {
                (Way::Request, true) => self.breaks(&new.at, message),
                _ => self.notes(&new.at, message),
            }
        }
    }
}

impl Checker<'_> {
    /// Compares the only values that truth values and numbers have.
    fn values(&mut self, new: &Schema, old: &Schema, way: Way) {
        let (now, then) = (&new.values, &old.values);
        let gone = then.iter().filter(|value| !now.is_empty() && !now.contains(value));
        let gone = gone.map(|value| (format!("the value `{value}` is gone"), Way::Request));
        let more = now.iter().filter(|value| !then.is_empty() && !then.contains(value));
        let more = more.map(|value| (format!("the value `{value}` is new"), Way::Response));
        let listed = |values: &[Value]| {
            values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ")
        };
        let whole = match (now.is_empty(), then.is_empty()) {
            (true, false) => Some((format!("it is not only {}", listed(then)), Way::Response)),
            (false, true) => Some((format!("it is only {}", listed(now)), Way::Request)),
            _ => None,
        };
        let found: Vec<(String, Way)> = gone.chain(more).chain(whole).collect();
        for (message, breaks) in found {
            match way == breaks {
                true => self.breaks(&new.at, message),
                false => self.notes(&new.at, message),
            }
        }
    }
}

/// `true` if fewer values are permitted; also where it is not known.
fn tighter(word: &str, now: Option<&Value>, then: Option<&Value>) -> bool {
    let (now, then) = match (now, then) {
        (None, _) => return false,
        (Some(now), None) => return *now != Value::Bool(false),
        (Some(now), Some(then)) => (now, then),
    };
    let (Value::Number(now), Value::Number(then)) = (now, then) else { return true };
    let order = now.as_f64().partial_cmp(&then.as_f64());
    match word.to_ascii_lowercase().contains("min") {
        true => order == Some(Ordering::Greater),
        false => order == Some(Ordering::Less),
    }
}

/// `true` of a bound that the width of an integer has anyway.
fn is_of_type(schema: &Schema, word: &str, value: &Value) -> bool {
    let (Kind::Integer(width), Value::Number(number)) = (&schema.kind, value) else { return false };
    let (least, most): (i128, i128) = match width {
        Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
        Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
        Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
        Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
        Integer::U8 => (0, u8::MAX.into()),
        Integer::U16 => (0, u16::MAX.into()),
        Integer::U32 => (0, u32::MAX.into()),
        Integer::U64 => (0, u64::MAX.into()),
        Integer::I128 => (i128::MIN, i128::MAX),
        Integer::U128 => (0, i128::MAX),
    };
    let bound = match word {
        "minimum" if schema.format.is_some() => least,
        "maximum" if schema.format.is_some() => most,
        _ => return false,
    };
    number.as_i128() == Some(bound)
}
