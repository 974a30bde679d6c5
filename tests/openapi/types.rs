//! Types of every kind, which come back from their descriptions.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroI32;

use api_core::{ByStatus, Bytes, Patch, StatusError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What went wrong.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Problem {
    /// In words.
    pub(crate) message: String,
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Debug, StatusError)]
#[allow(dead_code, reason = "described, and never called")]
pub(crate) enum Failure {
    /// There is no such thing.
    #[status(404)]
    NotFound(Problem),
    #[status(409, 422)]
    Invalid(Vec<Problem>),
    #[status(410)]
    Gone,
    #[status(418)]
    Teapot(Bytes),
    #[status(default)]
    Refused(Problem),
    #[other]
    Call(api_core::Error),
}

#[derive(Debug, ByStatus)]
#[allow(dead_code, reason = "described, and never called")]
pub(crate) enum Weeks {
    /// The weeks are counted.
    #[status(200, 203)]
    Ready(Vec<u32>),
    #[status(202)]
    Later,
    #[status(304)]
    Unchanged,
}

/// One of several.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Shape {
    /// Round.
    Circle {
        radius: f64,
    },
    Square {
        side: f32,
        filled: bool,
    },
}

/// How it went.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum State {
    /// It runs.
    IsRunning,
    /// It is over.
    Done,
    Unknown,
}

/// Something with members of every kind.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Thing {
    tiny_number: i8,
    large: u64,
    wide: Option<i64>,
    #[schemars(range(min = 1, max = 10))]
    few: u32,
    #[schemars(length(max = 20))]
    short: String,
    #[schemars(extend("format" = "uuid"))]
    id: String,
    names: BTreeMap<String, Vec<String>>,
    state: State,
    shape: Shape,
    pair: (u8, String),
    any: serde_json::Value,
    #[serde(default)]
    tags: Vec<String>,
    parent: Option<Box<Thing>>,
    when: jiff_like::Timestamp,
    sign: char,
    addresses: Vec<IpAddr>,
    some: Option<NonZeroI32>,
}

/// A name of its own for a text.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Word(String);

/// Nothing, by a name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Unit;

/// A change of a thing, of which null is one.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Change {
    #[serde(skip_serializing_if = "Patch::is_absent")]
    note: Patch<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State>,
}

/// A type whose schema is written by hand.
mod jiff_like {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Serialize, Deserialize)]
    pub(crate) struct Timestamp(String);

    impl JsonSchema for Timestamp {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Timestamp".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "string", "format": "date-time" })
        }
    }
}

/// A tag beside the members of structs, which have no such member.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "species")]
pub(crate) enum Pet {
    #[serde(rename = "felis catus")]
    Cat(Cat),
    Dog(Dog),
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Cat {
    lives: u8,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Dog {
    barks: bool,
    chases: Option<Cat>,
}
