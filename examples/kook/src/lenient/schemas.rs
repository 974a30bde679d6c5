//! The schemas of the adapters, for the description of the API: the one spelling that each writes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_with::schemars_1::JsonSchemaAs;

use super::{Flag, Id, Millis, Number, OrEmpty};

macro_rules! schemas {
    ($([$($generics:tt)*] $adapter:ty => $name:literal, |$generator:ident| $schema:expr;)*) => {$(
        impl<$($generics)*> JsonSchemaAs<T> for $adapter {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

schemas! {
    [T] Flag => "Flag", |generator| generator.subschema_for::<bool>();
    [T: JsonSchema] Number => "Number", |generator| T::json_schema(generator);
    [T] Id => "Id", |generator| generator.subschema_for::<String>();
    [T] Millis => "Millis", |_generator| json_schema!({
        "type": "integer",
        "format": "int64",
        "description": "Milliseconds since 1970; 0 means never.",
    });
    [T, U: JsonSchemaAs<T>] OrEmpty<U> => "OrEmpty", |generator| json_schema!({
        "anyOf": [U::json_schema(generator), { "type": "array", "maxItems": 0 }],
    });
}
