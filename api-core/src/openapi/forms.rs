//! The two forms of a type: as it is written and as it is read.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::schema::reference_name;
use super::types::{RECEIVED, SENT};

/// The types that are written in another form than they are read, by themselves or by what they hold.
pub(super) fn different(
    sent: &Map<String, Value>,
    received: &Map<String, Value>,
) -> BTreeSet<String> {
    let both = || sent.iter().filter_map(|(name, of)| Some((name, of, received.get(name)?)));
    let mut different: BTreeSet<String> = both()
        .filter(|(_, sent, received)| !is_same(sent, received))
        .map(|(name, ..)| name.clone())
        .collect();
    loop {
        let more: Vec<String> = both()
            .filter(|(name, schema, _)| {
                !different.contains(*name)
                    && referred(schema).iter().any(|it| different.contains(it))
            })
            .map(|(name, ..)| name.clone())
            .collect();
        if more.is_empty() {
            return different;
        }
        different.extend(more);
    }
}

/// True of two forms that differ in the places of their references at most.
fn is_same(sent: &Value, received: &Value) -> bool {
    match (sent, received) {
        (Value::Object(a), Value::Object(b)) => {
            if let (Some(a), Some(b)) =
                (reference_name(sent, SENT), reference_name(received, RECEIVED))
                && a != b
            {
                return false;
            }
            let is_reference = |name: &str| name == "$ref";
            a.len() == b.len()
                && a.iter().all(|(name, a)| {
                    b.get(name).is_some_and(|b| is_reference(name) || is_same(a, b))
                })
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (a, b) => a == b,
    }
}

/// The types that a form refers to.
fn referred(schema: &Value) -> Vec<String> {
    match schema {
        Value::Array(list) => list.iter().flat_map(referred).collect(),
        Value::Object(object) => {
            let own = reference_name(schema, SENT);
            own.into_iter().chain(object.values().flat_map(referred)).collect()
        }
        _ => Vec::new(),
    }
}
