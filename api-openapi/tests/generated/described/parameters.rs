//! Files
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

use api_core::{Result, api};
use schemars::JsonSchema;
use serde::Serialize;

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

/// Files: files.
#[api(openapi)]
pub trait Files {
    /// `GET /files/{file-id}/{path}`
    // Not exact: the cookie `session` is no parameter here; set it with `header("Cookie", …)`
    // of the call.
    #[allow(clippy::too_many_arguments)]
    #[endpoint(GET, "/files/{file-id}/{path*}", success = [204])]
    async fn get(
        &self,
        #[path("file-id")] file_id: u64,
        path: &str,
        #[query(list = "csv")] ids: &[i64],
        tags: Option<&[&str]>,
        #[query(list = "pipes")] sorts: Option<&[&str]>,
        #[header("X-Trace")] x_trace: Option<&str>,
        #[query(nested = "brackets", list = "brackets")] created: Option<&FilesGetCreated>,
        #[query(json)] filter: Option<&FilesGetFilter>,
        r#type: Option<&FilesGetType>,
    ) -> Result<()>;
}

#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct FilesGetCreated {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub gt: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    pub lt: Option<i64>,
}

#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct FilesGetFilter {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub name: Option<String>,
}

open_enum! {
    pub enum FilesGetType: String {
        Plain = "plain",
        Plus1 = "+1",
        Minus1 = "-1",
        OtherValue = "other",
    }
}
