//! Everything
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

use api_core::{Body, Bytes, Envelope, Nullable, Part, Patch, Result, Text, api};
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

/// Users, in every way that a request can name them.
#[api(envelope = Kook, credentials = [scheme("Bot"), all(header("X-Api-Key"), query("token"))], openapi)]
pub trait Everything {
    #[endpoint(GET, query("v" = "3"), headers("X-Client" = "test"))]
    async fn anywhere(&self, #[url] url: &str) -> Result<()>;

    /// - `name`: A part of the name.
    #[endpoint(POST, "/form", query("v" = "3"), headers("X-Client" = "test"), body = form)]
    async fn form(
        &self,
        #[field(list = "pipes")] ids: &[u8],
        name: Option<&str>,
        #[field(nested = "brackets")] range: &Range,
        #[deprecated] tags: &[&str],
        text: &str,
    ) -> Result<()>;

    #[endpoint(POST, "/generic", query("v" = "3"), headers("X-Client" = "test"))]
    async fn generic(&self, into: &str, value: &serde_json::Value) -> Result<()>;

    #[endpoint(PUT, "/image", query("v" = "3"), headers("X-Client" = "test"))]
    async fn image(
        &self,
        #[body(stream, content_type = "image/png")] body: Option<Body>,
    ) -> Result<Bytes>;

    #[allow(clippy::too_many_arguments)]
    #[endpoint(POST, "/json", query("v" = "3"), headers("X-Client" = "test"), idempotency_key, fields("kind" = "user", "v" = 2))]
    async fn json(
        &self,
        #[deprecated]
        #[header("X-Number")]
        x_number: Option<u8>,
        #[header("X-List", list = "csv")] x_list: &[&str],
        #[header("X-Each", list = "repeat")] x_each: &[&str],
        gt: u32,
        lt: Option<u32>,
        #[deprecated] maybe: Option<&Filter>,
        name: &str,
        nullable: Nullable<&str>,
        patch: Patch<&str>,
        #[field(json)] text: &Filter,
    ) -> Result<()>;

    #[endpoint(GET, "/lists/{ids}/{raw}", query("v" = "3"), headers("X-Client" = "test"))]
    async fn paths(
        &self,
        #[path(list = "csv")] ids: &[u64],
        #[path(encoded)] raw: &str,
    ) -> Result<()>;

    #[endpoint(POST, "/named-parts", query("v" = "3"), headers("X-Client" = "test"), body = multipart)]
    async fn named_parts(
        &self,
        #[part] title: &str,
        #[part(flatten)] others: Vec<(String, Part)>,
    ) -> Result<()>;

    #[endpoint(POST, "/only-named-parts", query("v" = "3"), headers("X-Client" = "test"), body = multipart)]
    async fn only_named_parts(&self, #[part(flatten)] others: Vec<(String, Part)>) -> Result<()>;

    #[endpoint(POST, "/parts", query("v" = "3"), headers("X-Client" = "test"), body = multipart)]
    async fn parts(
        &self,
        #[deprecated]
        #[part]
        cover: Option<Part>,
        #[part] file: Part,
        #[part(json)] filter: &Filter,
        #[part] more: Vec<Part>,
        #[part] title: &str,
    ) -> Result<()>;

    #[deprecated]
    #[allow(clippy::too_many_arguments)]
    #[endpoint(GET, "/query", query("v" = "3", "fixed" = "a b"), headers("X-Client" = "test"), credentials = none)]
    async fn query(
        &self,
        text: &str,
        maybe: Option<&str>,
        kind: &Kind,
        ids: &[u64],
        #[deprecated]
        #[query(list = "csv")]
        csv: &[&str],
        #[query("brackets[]")] brackets: Option<&[&str]>,
        #[query(list = "indices")] indices: &[&str],
        #[query(list = "pipes")] pipes: &[Kind],
        #[query(list = "ssv")] ssv: &[f64],
        #[query(bools = "digits")] digits: Option<bool>,
        #[query(flag)] flag: bool,
        #[query(encoded)] raw: &str,
        #[query(json)] filter: &Filter,
        cow: &str,
        own: u8,
        #[sensitive(in_url)] secret: &str,
    ) -> Result<Vec<User>>;

    #[endpoint(POST, "/rpc", query("v" = "3"), headers("X-Client" = "test"), body = json("params"), fields("method" = "call"))]
    async fn rpc(&self, name: &str) -> Result<()>;

    /// - `name`: A part of the name.
    #[endpoint(GET, "/spread", query("v" = "3"), headers("X-Client" = "test"))]
    async fn spread(
        &self,
        name: Option<&str>,
        #[query(nested = "brackets")] range: &Range,
        #[deprecated] tags: &[&str],
        #[query(nested = "brackets")] created: &Range,
        #[query("seen.gt")] seen_gt: Option<u32>,
        #[query("seen.lt")] seen_lt: Option<u32>,
        #[query(flatten)] more: &BTreeMap<String, String>,
    ) -> Result<Option<User>>;

    #[endpoint(PUT, "/stream", query("v" = "3"), headers("X-Client" = "test"))]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;

    #[endpoint(PUT, "/text", query("v" = "3"), headers("X-Client" = "test"))]
    async fn text(&self, #[body(text)] body: &str) -> Result<Text>;

    /// Looks one up, by its id.
    ///
    /// Among *all* users.
    #[endpoint(GET, "/v{version}/{id}/a.{ext}/{rest*}", query("v" = "3"), headers("X-Client" = "test"))]
    async fn path(
        &self,
        version: u8,
        id: &str,
        #[deprecated] ext: &str,
        rest: &str,
    ) -> Result<User>;

    #[endpoint(PUT, "/whole", query("v" = "3"), headers("X-Client" = "test"))]
    async fn whole(&self, #[body] body: Option<&UserInput>) -> Result<()>;

    #[endpoint(PUT, "/whole-form", query("v" = "3"), headers("X-Client" = "test"))]
    async fn whole_form(&self, #[body(form)] body: &Range) -> Result<()>;
}

/// The wrapper around every response.
#[derive(Envelope)]
pub struct Kook<T> {
    #[envelope(success = 0)]
    pub code: i64,
    #[envelope(message)]
    pub message: String,
    #[envelope(payload)]
    pub data: T,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Range {
    pub gt: u32,
    pub lt: Option<u32>,
}

/// What a user is looked for by.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Filter {
    /// A part of the name.
    pub name: Option<String>,
    pub range: Range,
    #[schemars(extend("deprecated" = true))]
    pub tags: Vec<String>,
}

open_enum! {
    /// How well somebody is known.
    pub enum Kind: String {
        OldFriend = "old-friend",
        Stranger = "stranger",
    }
}

/// A user.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct User {
    pub friends: Vec<User>,
    /// The user's id.
    pub id: u64,
    pub kind: Kind,
    #[serde(default)]
    pub nickname: Patch<String>,
}

/// A user.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct UserInput {
    pub friends: Vec<UserInput>,
    /// The user's id.
    pub id: u64,
    pub kind: Kind,
    pub nickname: Option<String>,
}
