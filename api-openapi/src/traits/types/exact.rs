//! The attributes for `JsonSchema` by which a type of a description that is made from traits describes
//! itself as it was.

use indexmap::IndexMap;
use serde_json::Number;

use super::{Field, Item, ItemBody, ItemId, Rust, Types};
use crate::document::Value;
use crate::model::Integer;
use crate::traits::docs;
use crate::traits::methods::page_words;
use crate::traits::names::snake;

/// That an object has no other members.
const CLOSED: &str = "extend(\"additionalProperties\" = false)";

impl<'a> Types<'a> {
    /// A doc comment. The docs of a description of ours are Rust's already.
    pub(super) fn comment(&self, text: &str, indent: usize) -> String {
        match self.api.is_of_traits {
            true => docs::verbatim(text, indent, "///"),
            false => docs::comment(text, indent, "///"),
        }
    }

    /// `true` of a type that has a name in a description of ours, and is but another type: it stays one of
    /// its own.
    pub(crate) fn is_named(&self, rust: &Rust) -> bool {
        let Rust::Item(id) = rust else { return false };
        self.api.is_of_traits
            && self.item(*id).is_some_and(|item| {
                matches!(item.body, ItemBody::Alias(_)) && self.component_name(item).is_some()
            })
    }

    /// Makes types of their own of those.
    pub(crate) fn keep_named(&mut self) {
        for id in (0..self.items.len()).map(ItemId) {
            if !self.is_named(&Rust::Item(id)) {
                continue;
            }
            if let Some(item) = self.items.get_mut(id.0)
                && let ItemBody::Alias(rust) = &item.body
            {
                item.body = ItemBody::Newtype(rust.clone());
            }
        }
    }

    /// The name of the component that the item is; none of a schema without a name.
    pub(super) fn component_name(&self, item: &Item) -> Option<String> {
        let steps = item.at.steps();
        match steps.as_slice() {
            [components, schemas, name] if components == "components" && schemas == "schemas" => {
                Some(name.clone())
            }
            _ => None,
        }
    }

    /// The attribute of a type for its name, and for what its fields and variants do not say.
    pub(super) fn schema_attribute(&self, id: ItemId, item: &Item) -> Option<String> {
        if !self.options.openapi {
            return None;
        }
        let required = self.required(id, item);
        if !self.api.is_of_traits {
            // Not `deny_unknown_fields` of serde: a response with a new member would not be read.
            let closed = self.is_closed(id, item).then(|| CLOSED.to_owned());
            let words: Vec<String> = required.into_iter().chain(closed).collect();
            return (!words.is_empty()).then(|| format!("#[schemars({})]", words.join(", ")));
        }
        let mut words = match self.component_name(item) {
            Some(name) if name != item.name => vec![format!("rename = {name:?}")],
            Some(_) => Vec::new(),
            None => vec!["inline".to_owned()],
        };
        if let Some(whole @ Value::Object(members)) = &item.whole {
            words.extend(extend(members.iter().filter(|(name, value)| {
                // Said of all other members, and not of their schema.
                let is_rule = *name == "additionalProperties" && matches!(value, Value::Bool(_));
                is_rule || !SHAPE.contains(&name.as_str())
            })));
            words.extend(required);
            // The derive says `anyOf` of an enum with a variant that has no tag, as `Other` has none.
            if let ItemBody::Union(_) = item.body
                && whole.get("oneOf").is_some()
            {
                words.push(ONE_OF.to_owned());
            }
        }
        (!words.is_empty()).then(|| format!("#[schemars({})]", words.join(", ")))
    }

    /// `true` of an object that has no members but those that it names. A union writes its tag beside those of
    /// its variants.
    fn is_closed(&self, id: ItemId, item: &Item) -> bool {
        let ItemBody::Struct(fields) = &item.body else { return false };
        let is_open = |field: &Field| field.flatten || self.is_written_by_union(id, field);
        item.closed && !fields.iter().any(is_open)
    }

    /// The members that are always there, where the derive takes one that may be null for optional.
    fn required(&self, id: ItemId, item: &Item) -> Option<String> {
        let ItemBody::Struct(fields) = &item.body else { return None };
        let is_taken = |field: &Field| {
            field.required
                && field.nullable
                && !field.flatten
                // Of what is only received, the members that only the server sets are there.
                && (!field.read_only || !item.sent)
                && !field.write_only
        };
        if !item.received || !fields.iter().any(is_taken) {
            return None;
        }
        let mut names = Vec::new();
        self.required_names(id, fields, &mut names, 0);
        Some(format!("extend(\"required\" = [{}])", names.join(", ")))
    }

    /// The members that are always there, with those of the structs that are flattened: the list takes the
    /// place of the derive's, which has them all.
    fn required_names(&self, id: ItemId, fields: &[Field], names: &mut Vec<String>, depth: usize) {
        for field in fields.iter().filter(|field| field.required) {
            if !field.flatten {
                names.extend(
                    (!self.is_written_by_union(id, field))
                        .then(|| format!("{:?}", field.wire_name)),
                );
            } else if let Some(id) = self.item_of(&field.rust).filter(|_| depth < 16)
                && let Some(ItemBody::Struct(inner)) = self.item(id).map(|item| &item.body)
            {
                self.required_names(id, inner, names, depth + 1);
            }
        }
    }

    /// The attribute of a field for what its type does not say.
    pub(super) fn field_attribute(&self, field: &Field, ty: &str, absent: bool) -> Option<String> {
        let is_one_way = field.read_only != field.write_only;
        if !self.options.openapi || field.flatten {
            return None;
        }
        let mut words = Vec::new();
        if absent && field.required && is_one_way && !field.nullable {
            // It is there on the way that it goes.
            words.push("required".to_owned());
        } else if absent && !field.nullable && field.rust != Rust::Json {
            // It may be missing, and is never null.
            words.push(format!("with = {ty:?}"));
        }
        if field.deprecated && field.whole.is_none() {
            words.push("extend(\"deprecated\" = true)".to_owned());
        }
        if absent && is_one_way && field.whole.is_none() {
            let word = if field.read_only { "readOnly" } else { "writeOnly" };
            words.push(format!("extend({word:?} = true)"));
        }
        if let Some(Value::Object(members)) = &field.whole {
            let known = self.known(&field.rust);
            let is_named = members.contains_key("$ref");
            let more = members.iter().filter(|(name, value)| match name.as_str() {
                "description" => false,
                "x-patch" => !field.is_patch(false),
                "items" | "additionalProperties" => {
                    known.get(name.as_str()).is_some_and(|known| known != *value)
                }
                "anyOf" | "oneOf" => self.is_inline_union(&field.rust),
                name if SHAPE.contains(&name) => false,
                name => !is_named && known.get(name) != Some(*value),
            });
            words.extend(extend(more));
        }
        (!words.is_empty()).then(|| format!("#[schemars({})]", words.join(", ")))
    }

    /// The attribute of a page whose table the description has: the ways to its members by the fields.
    pub(super) fn page_attribute(&self, table: &Value, fields: &[&Field]) -> Option<String> {
        let mut words = page_words(table);
        let rule = table.get("rule").and_then(Value::as_text);
        for word in ["next", "number", "last", "total", "size", "offset", "more"] {
            let Some(path) = table.get(word).and_then(Value::as_text) else { continue };
            let (first, rest) =
                path.split_once('.').map_or((path, ""), |(first, rest)| (first, rest));
            let field = fields.iter().find(|field| field.wire_name == first);
            let first = field.map_or_else(|| snake(first), |field| field.name.clone());
            let path = if rest.is_empty() { first } else { format!("{first}.{rest}") };
            let word = match (word, rule) {
                ("next", Some("url")) => "next_url",
                (word, _) => word,
            };
            words.push(format!("{word} = {path:?}"));
        }
        (!words.is_empty()).then(|| format!("#[page({})]\n", words.join(", ")))
    }

    fn is_inline_union(&self, rust: &Rust) -> bool {
        let Rust::Item(id) = rust else { return false };
        self.item(*id).is_some_and(|item| {
            matches!(item.body, ItemBody::Union(_)) && self.component_name(item).is_none()
        })
    }

    /// The schema that a type has by itself, where that is known.
    fn known(&self, rust: &Rust) -> Value {
        let word = |word: &str| Value::Text(word.to_owned());
        let mut members = IndexMap::new();
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        match rust {
            Rust::Bool => {
                put("type", word("boolean"));
            }
            Rust::Integer(width) => {
                let (format, least, most) = bounds(*width);
                put("type", word("integer"));
                put("format", word(format));
                for (name, limit) in [("minimum", least), ("maximum", most)] {
                    if let Some(limit) = limit {
                        put(name, Value::Number(limit));
                    }
                }
            }
            Rust::Float { single } => {
                put("type", word("number"));
                put("format", word(if *single { "float" } else { "double" }));
            }
            Rust::Text | Rust::DateTime | Rust::Date => {
                put("type", word("string"));
            }
            Rust::Standard(standard) => return standard.schema(),
            Rust::List(inner) => {
                put("type", word("array"));
                put("items", self.known(inner));
            }
            Rust::Map(inner) => {
                put("type", word("object"));
                put("additionalProperties", self.known(inner));
            }
            Rust::Json => return Value::Bool(true),
            Rust::Item(id) => {
                let item = self.item(*id);
                match item.and_then(|item| self.component_name(item)) {
                    Some(name) => {
                        put("$ref", Value::Text(format!("#/components/schemas/{name}")));
                    }
                    None => return item.and_then(|item| item.whole.clone()).unwrap_or(Value::Null),
                }
            }
            Rust::Tuple(_) | Rust::Optional(_) => return Value::Null,
        }
        Value::Object(members)
    }
}

/// The words of a schema that come of the type itself.
const SHAPE: [&str; 14] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "description",
    "enum",
    "items",
    "oneOf",
    "prefixItems",
    "properties",
    "required",
    "title",
    "type",
];

/// Turns the schema of an enum with a variant that has no tag into one of which a single variant fits.
const ONE_OF: &str = "transform = |schema: &mut schemars::Schema| {
    let variants = schema.remove(\"anyOf\").unwrap_or_default();
    schema.insert(\"oneOf\".to_owned(), variants);
}";

/// The option `extend` with these members; none without any.
fn extend<'v>(members: impl Iterator<Item = (&'v String, &'v Value)>) -> Option<String> {
    let members: Vec<String> =
        members.map(|(name, value)| format!("{name:?} = {}", literal(value))).collect();
    (!members.is_empty()).then(|| format!("extend({})", members.join(", ")))
}

/// A value as the macro `json!` takes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::Number(number) => {
            let small = number.as_i64().is_none_or(|number| i32::try_from(number).is_ok());
            match (number.is_u64() && number.as_i64().is_none(), small) {
                (true, _) => format!("{number}_u64"),
                (false, false) => format!("{number}_i64"),
                (false, true) => number.to_string(),
            }
        }
        Value::Text(text) => format!("{text:?}"),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{name:?}: {}", literal(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// The format of an integer, and its least and greatest value, where JSON has a number for it.
pub(super) fn bounds(width: Integer) -> (&'static str, Option<Number>, Option<Number>) {
    let of = |least: i64, most: u64| (Some(least.into()), Some(most.into()));
    let (format, (least, most)) = match width {
        Integer::I8 => ("int8", of(i8::MIN.into(), i8::MAX.unsigned_abs().into())),
        Integer::I16 => ("int16", of(i16::MIN.into(), i16::MAX.unsigned_abs().into())),
        Integer::I32 => ("int32", of(i32::MIN.into(), i32::MAX.unsigned_abs().into())),
        Integer::I64 => ("int64", of(i64::MIN, i64::MAX.unsigned_abs())),
        Integer::I128 => ("int128", (None, None)),
        Integer::U8 => ("uint8", of(0, u8::MAX.into())),
        Integer::U16 => ("uint16", of(0, u16::MAX.into())),
        Integer::U32 => ("uint32", of(0, u32::MAX.into())),
        Integer::U64 => ("uint64", of(0, u64::MAX)),
        Integer::U128 => ("uint128", (Some(0.into()), None)),
    };
    (format, least, most)
}
