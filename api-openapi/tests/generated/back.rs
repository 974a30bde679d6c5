//! Back
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

use api_core::{Nullable, Patch, Result, StatusError, Text, api};
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

/// Back: back.
#[api(openapi)]
pub trait Back {
    /// `GET /bare`
    #[endpoint(GET, "/bare", success = [204])]
    async fn bare(&self) -> Result<(), NotFoundOrConflictError>;

    /// `GET /full`
    #[endpoint(GET, "/full", success = [204])]
    async fn full(&self) -> Result<(), BackError>;

    /// `GET /text`
    // Not exact: the response is `text/plain`, and read as a text.
    #[endpoint(GET, "/text")]
    async fn text(&self) -> Result<Text, BackError>;

    /// `GET /default`
    #[endpoint(GET, "/default", success = [204])]
    async fn default(&self) -> Result<(), DefaultError>;

    /// `PUT /default`
    #[endpoint(PUT, "/default", success = [204])]
    async fn number(&self, #[body(text)] body: i64) -> Result<()>;

    /// `GET /nullable`
    #[endpoint(GET, "/nullable")]
    async fn nullable(&self) -> Result<NullableResponse>;

    /// `PUT /flows/{flow}`
    #[endpoint(PUT, "/flows/{flow}", success = [204])]
    async fn flow(
        &self,
        flow: &str,
        #[deprecated]
        #[query]
        page: Option<i64>,
        #[deprecated]
        #[header("X-Trace")]
        x_trace: Option<&str>,
        name: Option<&str>,
        #[deprecated] title: Option<&str>,
    ) -> Result<()>;

    /// `POST /session`
    // Not exact: with 101, another protocol follows, which no call does.
    #[endpoint(POST, "/session")]
    async fn session(&self) -> Result<(), SessionError>;

    /// `GET /silent`
    #[endpoint(GET, "/silent")]
    async fn silent(&self) -> Result<(), BackError>;

    /// `GET /modes?beta=true`
    #[endpoint(GET, "/modes?beta=true", success = [204])]
    async fn beta(&self, limit: Option<i64>) -> Result<()>;

    /// `GET /modes`
    #[endpoint(GET, "/modes", success = [204])]
    async fn stable(&self) -> Result<()>;

    /// `GET /brackets`
    #[endpoint(GET, "/brackets", success = [204])]
    async fn query(
        &self,
        #[query(list = "brackets")] expand: Option<&[&str]>,
        #[query(nested = "brackets", list = "brackets")] created: Option<&QueryCreated>,
        #[query(flatten)] effective_at: Option<&QueryEffectiveAt>,
    ) -> Result<()>;

    /// `POST /brackets`
    #[endpoint(POST, "/brackets", body = form, success = [204])]
    async fn loose_form(&self, #[field(list = "brackets")] expand: &[&str]) -> Result<()>;

    /// `PUT /brackets`
    #[endpoint(PUT, "/brackets", success = [204])]
    async fn whole_form(
        &self,
        #[body(form, nested = "brackets", list = "indices")] body: &WholeFormBody,
    ) -> Result<()>;

    /// `POST /closed`
    #[endpoint(POST, "/closed")]
    async fn closed(&self, #[body(form)] body: Option<&ClosedBody>) -> Result<Closed>;

    /// `POST /models`
    #[endpoint(POST, "/models")]
    async fn models(&self, model: &ModelsModel, at: f64) -> Result<ModelsResponse>;

    /// `POST /tools`
    #[endpoint(POST, "/tools")]
    async fn tools(&self, all: &[Tool], some: Option<&[ToolsSomeItem]>) -> Result<Vec<Tool>>;

    /// `POST /nulls`
    #[endpoint(POST, "/nulls", success = [204])]
    async fn null_member(
        &self,
        metadata: Nullable<&BTreeMap<String, String>>,
        note: Patch<&str>,
    ) -> Result<()>;

    /// `PUT /nulls`
    #[endpoint(PUT, "/nulls", success = [204])]
    async fn null_body(&self, #[body] body: Nullable<&[&str]>) -> Result<()>;

    /// `PATCH /nulls`
    #[endpoint(PATCH, "/nulls", success = [204])]
    async fn null_or_no_body(&self, #[body] body: Patch<&[&str]>) -> Result<()>;

    /// `GET /parts`
    #[endpoint(GET, "/parts")]
    async fn parts(&self) -> Result<PartsResponse>;

    /// `GET /weird path/é/{x}`
    #[endpoint(GET, "/weird%20path/%C3%A9/{x}")]
    async fn spelled(&self, x: &str) -> Result<Free>;

    /// `POST /animals`
    #[endpoint(POST, "/animals")]
    async fn animals(&self, #[body] body: &Cat) -> Result<Vec<Animal>>;

    /// `PUT /animals`
    #[endpoint(PUT, "/animals", success = [204])]
    async fn animal(&self, #[body] body: &Animal) -> Result<()>;

    /// `GET /users`
    #[endpoint(GET, "/users")]
    async fn users(&self) -> Result<UsersResponse>;
}

/// The failures of `Back::default`.
#[derive(Debug, StatusError)]
pub enum DefaultError {
    #[status(default)]
    Unexpected(Free),
    /// No response, or one that could not be read.
    #[other]
    Call(api_core::Error),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct NullableResponse {
    pub free: Option<Free>,
}

/// The failures of `Back::session`.
#[derive(Debug, StatusError)]
pub enum SessionError {
    #[status(101)]
    SwitchingProtocols,
    #[status(400)]
    BadRequest(Failure),
    /// No response, one that could not be read, or one of another status.
    #[other]
    Call(api_core::Error),
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum QueryCreated {
    Variant1(QueryCreated1),
    Integer(i64),
    /// A value that the description does not know.
    #[schemars(skip)]
    Other(serde_json::Value),
}

#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct QueryCreated1 {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub gt: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub lt: Option<i64>,
}

#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct QueryEffectiveAt {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub gte: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub lte: Option<i64>,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct WholeFormBody {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub a: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub b: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub c: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub d: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub e: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub f: Option<String>,
    pub expand: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "WholeFormBodyMetadata")]
    pub metadata: Option<WholeFormBodyMetadata>,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum WholeFormBodyMetadata {
    Map(BTreeMap<String, String>),
    Variant2(WholeFormBodyMetadata2),
    /// A value that the description does not know.
    #[schemars(skip)]
    Other(serde_json::Value),
}

open_enum! {
    pub enum WholeFormBodyMetadata2: String {
        Empty = "",
    }
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
#[schemars(extend("additionalProperties" = false))]
pub struct ClosedBody {}

open_enum! {
    pub enum ModelsModel: String or any {
        Small = "small",
        Medium = "medium",
        Large = "large",
    }
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ModelsResponse {
    pub at: f64,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum ToolsSomeItem {
    Remote(Remote),
    Free(Free),
    /// A value that the description does not know.
    #[schemars(skip)]
    Other(serde_json::Value),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["message", "merged"]))]
pub struct PartsResponse {
    #[serde(flatten)]
    pub failure: Failure,
    pub merged: Option<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(tag = "view")]
pub enum UsersResponse {
    #[serde(rename = "private")]
    Private(Private),
    #[serde(rename = "public")]
    Public(Public),
    /// A value that the description does not know.
    #[serde(untagged)]
    #[schemars(skip)]
    Other(serde_json::Value),
}

/// A call that failed, by a status that has no body.
#[derive(Debug, StatusError)]
pub enum NotFoundOrConflictError {
    #[status(404)]
    NotFound,
    #[status(409)]
    Conflict,
    /// No response, one that could not be read, or one of another status.
    #[other]
    Call(api_core::Error),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Failure {
    pub message: String,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct Free {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["id", "cve"]), extend("additionalProperties" = false))]
pub struct Closed {
    pub id: i64,
    pub cve: Option<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(tag = "type")]
pub enum Tool {
    #[serde(rename = "search")]
    Search(Search),
    #[serde(rename = "search_2")]
    Search2(Search),
    #[serde(untagged)]
    Remote(Remote),
    /// A value that the description does not know.
    #[serde(untagged)]
    #[schemars(skip)]
    Other(serde_json::Value),
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Remote {
    pub r#type: RemoteType,
    pub label: String,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct Search {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub size: Option<i64>,
}

constant! {
    pub struct RemoteType: String = "remote";
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Cat {
    pub kind: CatKind,
    pub name: String,
    pub lives: i64,
}

constant! {
    pub struct CatKind: String = "cat";
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(tag = "kind")]
pub enum Animal {
    Dog(Dog),
    #[serde(untagged)]
    Cat(Cat),
    /// A value that the description does not know.
    #[serde(untagged)]
    #[schemars(skip)]
    Other(serde_json::Value),
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Dog {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "DogLevel")]
    pub level: Option<DogLevel>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum DogLevel {
    Variant1(DogLevel1),
    Variant2(DogLevel2),
    /// A value that the description does not know.
    #[schemars(skip)]
    Other(serde_json::Value),
}

open_enum! {
    pub enum DogLevel1: String {
        High = "high",
    }
}

open_enum! {
    pub enum DogLevel2: i64 {
        N1 = 1,
        N2 = 2,
    }
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Private {
    pub id: i64,
    pub email: String,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Public {
    pub id: i64,
}

/// A call that failed, by status.
#[derive(Debug, StatusError)]
pub enum BackError {
    #[status(401)]
    Unauthorized,
    #[status(404)]
    NotFound(Failure),
    #[status(409)]
    Conflict(Failure),
    #[status(500)]
    InternalServerError(Text),
    /// No response, one that could not be read, or one of another status.
    #[other]
    Call(api_core::Error),
}
