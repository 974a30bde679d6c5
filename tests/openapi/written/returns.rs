//! Returns
//!
//! Written by `api-openapi traits`. An item with a line `// kept` above it stays as it is when
//! the file is written again.

#![allow(
    dead_code,
    unused_imports,
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::should_implement_trait,
    clippy::type_complexity,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention
)]

use std::collections::BTreeMap;

use api_core::{Body, ByStatus, Bytes, Nullable, Patch, Result, StatusError, Text, api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Defines an enum of the values that the description knows, and `Other` for those that come later.
macro_rules! open_enum {
    (@known String) => { &'static str };
    (@known i64) => { i64 };
    (@schema String) => { "string" };
    (@schema i64) => { "integer" };
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident inline) => { stringify!($name) };
    (@name $name:ident $schema:literal) => { $schema };
    (@inline inline) => { true };
    (@inline $($schema:literal)?) => { false };
    (@any $schema:ident) => { schemars::json_schema!({"anyOf": [$schema, {"type": "string"}]}) };
    (
        $(#[doc = $text:literal])*
        pub enum $name:ident: $inner:ident $(as $schema:tt)? $(or $any:ident)? {
            $($(#[doc = $docs:literal])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[doc = $text])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($(#[doc = $docs])* $variant,)*
            /// A value that the description does not know.
            Other($inner),
        }

        impl $name {
            fn value(&self) -> Result<open_enum!(@known $inner), &$inner> {
                match self {
                    $(Self::$variant => Ok($value),)*
                    Self::Other(other) => Err(other),
                }
            }
        }

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                $(if value == $value {
                    return Self::$variant;
                })*
                Self::Other(value)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.value() {
                    Ok(known) => known.fmt(f),
                    Err(other) => other.fmt(f),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.value() {
                    Ok(known) => known.serialize(serializer),
                    Err(other) => other.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$inner as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                open_enum!(@name $name $($schema)?).into()
            }

            fn inline_schema() -> bool {
                open_enum!(@inline $($schema)?)
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let text = |lines: &[&str]| {
                    let lines: Vec<&str> =
                        lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
                    lines.join("\n")
                };
                let kind = open_enum!(@schema $inner);
                let mut bare: Vec<serde_json::Value> = Vec::new();
                let mut all = Vec::new();
                $(match text(&[$($docs),*]) {
                    docs if docs.is_empty() => bare.push($value.into()),
                    docs => all.push(serde_json::json!({
                        "description": docs, "type": kind, "const": $value,
                    })),
                })*
                let mut schema = match all.is_empty() {
                    true => schemars::json_schema!({"type": kind, "enum": bare}),
                    false => {
                        if !bare.is_empty() {
                            all.insert(0, serde_json::json!({"type": kind, "enum": bare}));
                        }
                        schemars::json_schema!({"oneOf": all})
                    }
                };
                $(schema = open_enum!(@$any schema);)?
                let docs = text(&[$($text),*]);
                if !docs.is_empty() {
                    schema.insert("description".to_owned(), docs.into());
                }
                schema
            }
        }
    };
}

/// Defines a member that has one value only, by which a union tells its variants apart.
macro_rules! constant {
    (@known String) => { &'static str };
    (@known i64) => { i64 };
    (@schema String) => { "string" };
    (@schema i64) => { "integer" };
    ($(#[$attribute:meta])* pub struct $name:ident: $inner:ident = $value:literal;) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name;

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let value: constant!(@known $inner) = $value;
                serde::Serialize::serialize(&value, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if <$inner as serde::Deserialize>::deserialize(deserializer)? == $value {
                    return Ok(Self);
                }
                Err(serde::de::Error::custom(concat!("not `", $value, "`")))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": constant!(@schema $inner), "const": $value})
            }
        }
    };
}

/// Responses of every kind.
#[api(credentials = basic, openapi)]
pub trait Returns {
    #[endpoint(GET, "/bytes", headers("Accept" = "image/png"))]
    async fn bytes(&self) -> Result<Bytes>;

    #[endpoint(PUT, "/exactly", success = [200])]
    async fn exactly(&self) -> Result<()>;

    #[endpoint(GET, "/hosts/{host}/{part}")]
    async fn hosts(
        &self,
        host: std::net::Ipv6Addr,
        part: std::num::NonZeroU64,
        sign: Option<char>,
        #[query(list = "csv")] from: &[std::net::Ipv4Addr],
        #[header("X-Part")] x_part: Option<std::num::NonZeroU8>,
    ) -> Result<std::num::NonZeroI64>;

    #[endpoint(GET, "/issues/{number}")]
    async fn issue(&self, number: u64) -> Result<String, IssueError>;

    #[endpoint(HEAD, "/issues/{number}")]
    async fn head(&self, number: u64) -> Result<()>;

    #[endpoint(POST, "/made")]
    async fn made(&self) -> Result<MadeByStatus>;

    #[endpoint(GET, "/maybe", none = [304, 404])]
    async fn maybe(&self) -> Result<Option<Problem>>;

    #[endpoint(GET, "/moved", success = [302])]
    async fn moved(&self) -> Result<api_core::Response<()>>;

    #[endpoint(PUT, "/pets/{id}")]
    async fn pet(&self, id: u32, #[body] body: &PetInput) -> Result<Vec<Pet>>;

    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<api_core::http::Response<Body>>;

    #[endpoint(GET, "/shapes", base = "shapes")]
    async fn users_list(&self, #[query(list = "csv")] states: &[State]) -> Result<Vec<Shape>>;

    /// Words, as they are.
    ///
    /// ```rust,ignore
    /// shown();
    /// ```
    #[endpoint(GET, "/text")]
    async fn text(&self) -> Result<Text>;

    #[endpoint(PATCH, "/things/{id}")]
    async fn change(&self, id: u32, #[body] body: &Change) -> Result<()>;

    /// One thing.
    ///
    /// - `type`: Its type,
    ///   in a word.
    /// - `body`: The thing.
    #[endpoint(PUT, "/things/{id}")]
    async fn r#type(
        &self,
        id: u32,
        #[query] r#type: &str,
        #[body] body: &ThingInput,
    ) -> Result<Thing>;

    #[endpoint(GET, "/weeks")]
    async fn weeks(&self) -> Result<WeeksByStatus>;

    #[endpoint(PUT, "/words")]
    async fn words(
        &self,
        #[query] words: &[Word],
        unit: Option<&Unit>,
        word: Nullable<&Word>,
    ) -> Result<(Word, Unit)>;
}

#[derive(Debug, StatusError)]
pub enum IssueError {
    /// There is no such thing.
    #[status(404)]
    NotFound(Problem),
    #[status(409)]
    Conflict(Vec<Problem>),
    #[status(410)]
    Gone,
    /// I'm a teapot
    #[status(418)]
    Teapot(Bytes),
    /// Unprocessable Entity
    #[status(422)]
    UnprocessableContent(Vec<Problem>),
    #[status(default)]
    Unexpected(Problem),
    /// No response, or one that could not be read.
    #[other]
    Call(api_core::Error),
}

/// The responses of `Returns::made` by status.
#[derive(Debug, ByStatus)]
pub enum MadeByStatus {
    #[status(201)]
    Created(Problem),
    #[status(204)]
    NoContent,
}

/// The responses of `Returns::weeks` by status.
#[derive(Debug, ByStatus)]
pub enum WeeksByStatus {
    /// The weeks are counted.
    #[status(200)]
    Success(Vec<u32>),
    #[status(202)]
    Accepted,
    /// The weeks are counted.
    #[status(203)]
    NonAuthoritative(Vec<u32>),
    #[status(304)]
    NotModified,
}

/// What went wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Problem {
    /// In words.
    pub message: String,
    pub r#type: Option<String>,
}

/// A tag beside the members of structs, which have no such member.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[schemars(transform = |schema: &mut schemars::Schema| {
    let variants = schema.remove("anyOf").unwrap_or_default();
    schema.insert("oneOf".to_owned(), variants);
})]
#[serde(tag = "species")]
pub enum PetInput {
    #[serde(rename = "felis catus")]
    Cat(Cat),
    #[serde(rename = "Dog")]
    DogInput(DogInput),
    /// A value that the description does not know.
    #[serde(untagged)]
    #[schemars(skip)]
    Other(serde_json::Value),
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Cat {
    pub lives: u8,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct DogInput {
    pub barks: bool,
    pub chases: Option<Cat>,
}

/// A tag beside the members of structs, which have no such member.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(transform = |schema: &mut schemars::Schema| {
    let variants = schema.remove("anyOf").unwrap_or_default();
    schema.insert("oneOf".to_owned(), variants);
})]
#[serde(tag = "species")]
pub enum Pet {
    #[serde(rename = "felis catus")]
    Cat(Cat),
    Dog(Dog),
    /// A value that the description does not know.
    #[serde(untagged)]
    #[schemars(skip)]
    Other(serde_json::Value),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Dog {
    pub barks: bool,
    pub chases: Option<Cat>,
}

open_enum! {
    /// How it went.
    pub enum State: String {
        Unknown = "unknown",
        /// It runs.
        IsRunning = "isRunning",
        /// It is over.
        Done = "done",
    }
}

/// One of several.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[schemars(transform = |schema: &mut schemars::Schema| {
    let variants = schema.remove("anyOf").unwrap_or_default();
    schema.insert("oneOf".to_owned(), variants);
})]
#[serde(untagged)]
pub enum Shape {
    Circle(ShapeCircle),
    Square(ShapeSquare),
    /// A value that the description does not know.
    #[schemars(skip)]
    Other(serde_json::Value),
}

/// Round.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[schemars(inline)]
pub struct ShapeCircle {
    pub kind: ShapeCircleKind,
    pub radius: f64,
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[schemars(inline)]
pub struct ShapeSquare {
    pub filled: bool,
    pub kind: ShapeSquareKind,
    pub side: f32,
}

constant! {
    pub struct ShapeCircleKind: String = "circle";
}

constant! {
    pub struct ShapeSquareKind: String = "square";
}

/// A change of a thing, of which null is one.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct Change {
    #[serde(skip_serializing_if = "Patch::is_absent")]
    pub note: Patch<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

/// Something with members of every kind.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ThingInput {
    pub addresses: Vec<std::net::IpAddr>,
    pub any: serde_json::Value,
    #[schemars(extend("maximum" = 10, "minimum" = 1))]
    pub few: u32,
    #[schemars(extend("format" = "uuid"))]
    pub id: String,
    pub large: u64,
    pub names: BTreeMap<String, Vec<String>>,
    #[schemars(extend("maxItems" = 2, "minItems" = 2))]
    pub pair: (u8, String),
    pub parent: Option<Box<ThingInput>>,
    pub shape: Shape,
    #[schemars(extend("maxLength" = 20))]
    pub short: String,
    pub sign: char,
    pub some: Option<std::num::NonZeroI32>,
    pub state: State,
    #[schemars(extend("default" = []))]
    pub tags: Vec<String>,
    #[serde(rename = "tinyNumber")]
    pub tiny_number: i8,
    #[schemars(extend("format" = "date-time"))]
    pub when: String,
    pub wide: Option<i64>,
}

/// Something with members of every kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Thing {
    pub addresses: Vec<std::net::IpAddr>,
    pub any: serde_json::Value,
    #[schemars(extend("maximum" = 10, "minimum" = 1))]
    pub few: u32,
    #[schemars(extend("format" = "uuid"))]
    pub id: String,
    pub large: u64,
    pub names: BTreeMap<String, Vec<String>>,
    #[schemars(extend("maxItems" = 2, "minItems" = 2))]
    pub pair: (u8, String),
    pub parent: Option<Box<Thing>>,
    pub shape: Shape,
    #[schemars(extend("maxLength" = 20))]
    pub short: String,
    pub sign: char,
    pub some: Option<std::num::NonZeroI32>,
    pub state: State,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<String>", extend("default" = []))]
    pub tags: Option<Vec<String>>,
    #[serde(rename = "tinyNumber")]
    pub tiny_number: i8,
    #[schemars(extend("format" = "date-time"))]
    pub when: String,
    pub wide: Option<i64>,
}

/// A name of its own for a text.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Word(pub String);

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Nothing, by a name.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Unit(pub ());
