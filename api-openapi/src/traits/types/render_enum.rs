//! Enums of texts and numbers, and constants.
//!
//! Both are written as calls of a macro that is written once. With serde's derives, the enums of a large
//! API were half of what the compiler had to check.

use std::fmt::Write as _;

use super::{Item, Types};
use crate::model::{Choices, Scalar};
use crate::traits::names::{Taken, variant};

impl<'a> Types<'a> {
    pub(super) fn render_enum(&self, item: &Item, choices: &Choices, out: &mut String) {
        let docs = std::mem::take(out);
        let _ = writeln!(out, "open_enum! {{");
        for line in docs.lines() {
            let _ = writeln!(out, "    {line}");
        }
        let inner = inner(choices.first().map(|choice| &choice.value));
        // Only a type that describes itself needs it.
        let open = match choices.is_open && self.options.openapi {
            true => " or any",
            false => "",
        };
        let schema = self.schema_name(item);
        let _ = writeln!(out, "    pub enum {}: {inner}{schema}{open} {{", item.name);
        let mut taken = Taken::with(&["Other"]);
        for choice in choices.iter() {
            if let Some(text) = &choice.description {
                out.push_str(&self.comment(text, 8));
            }
            let name = match (&choice.name, &choice.value) {
                (Some(name), _) => variant(name),
                (None, Scalar::Text(text)) => variant(text),
                (None, Scalar::Integer(value)) if *value < 0 => {
                    format!("Minus{}", value.unsigned_abs())
                }
                (None, Scalar::Integer(value)) => format!("N{value}"),
            };
            let name = match name.as_str() {
                "Other" | "Self" => format!("{name}Value"),
                _ => name,
            };
            let name = taken.claim(&name, "");
            let _ = writeln!(out, "        {name} = {},", Self::constant_text(&choice.value));
        }
        let _ = writeln!(out, "    }}\n}}");
    }

    /// The name of an enum in a description, behind the name of the type: `as "Name"`, or `as inline` if
    /// it has none. Only a type that describes itself needs it.
    fn schema_name(&self, item: &Item) -> String {
        if !self.options.openapi {
            return String::new();
        }
        match self.component_name(item) {
            Some(name) if name != item.name => format!(" as {name:?}"),
            None if self.api.is_of_traits => " as inline".to_owned(),
            _ => String::new(),
        }
    }

    pub(super) fn render_constant(&self, item: &Item, value: &Scalar, out: &mut String) {
        let docs = std::mem::take(out);
        let _ = writeln!(out, "constant! {{");
        for line in docs.lines() {
            let _ = writeln!(out, "    {line}");
        }
        let text = Self::constant_text(value);
        let _ = writeln!(out, "    pub struct {}: {} = {text};\n}}", item.name, inner(Some(value)));
    }
}

fn inner(value: Option<&Scalar>) -> &'static str {
    match value {
        Some(Scalar::Integer(_)) => "i64",
        _ => "String",
    }
}

/// The macros that generated types use: a name, and its lines. `FROM_STR` and `JSON_SCHEMA` stand for
/// further implementations.
pub(crate) const MACROS: [(&str, &str); 2] = [("open_enum!", OPEN_ENUM), ("constant!", CONSTANT)];

const OPEN_ENUM: &str = r#"/// Defines an enum of the values that the description knows, and `Other` for those that come later.
macro_rules! open_enum {
    (@known String) => { &'static str };
    (@known i64) => { i64 };
    (@schema String) => { "string" };
    (@schema i64) => { "integer" };
        NAME_RULES
    (
        $(#[TEXT:PATTERN])*
        pub enum $name:ident: $inner:ident NAMED{
            $($(#[DOCS:PATTERN])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[TEXT])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($(#[DOCS])* $variant,)*
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
        FROM_STR
        JSON_SCHEMA_ENUM
    };
}
"#;

const CONSTANT: &str = r#"/// Defines a member that has one value only, by which a union tells its variants apart.
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
        JSON_SCHEMA_CONSTANT
    };
}
"#;

/// The `FromStr` of an enum, which a server needs in a path.
pub(crate) const FROM_STR: &str = r#"
        impl std::str::FromStr for $name {
            type Err = <$inner as std::str::FromStr>::Err;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse::<$inner>().map(Self::from)
            }
        }
"#;

/// The rules for the name of an enum in a description.
pub(crate) const NAME_RULES: &str = r#"    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident inline) => { stringify!($name) };
    (@name $name:ident $schema:literal) => { $schema };
    (@inline inline) => { true };
    (@inline $($schema:literal)?) => { false };
    (@any $schema:ident) => { schemars::json_schema!({"anyOf": [$schema, {"type": "string"}]}) };
"#;

/// The schema of an enum: the values, and with their docs those that have any.
pub(crate) const JSON_SCHEMA_ENUM: &str = r#"
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
"#;

/// The schema of a constant.
pub(crate) const JSON_SCHEMA_CONSTANT: &str = r#"
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
"#;
