//! Schemas: JSON Schema as OpenAPI has it, and the dialects of 2.0 and 3.0.

use super::inferred::{inferred, integer, permitted, types};
use super::reader::{Reader, Version};
use super::union::is_null;
use super::{Extensions, Kind, Schema, TextFormat};
use crate::document::{Node, Value};

/// The words of limits.
const LIMITS: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// The most levels of schemas within schemas, without a reference between them.
const DEPTH: usize = 100;

impl<'a> Reader<'a> {
    /// Reads a schema.
    pub(super) fn schema(&mut self, node: &Node<'a>) -> Schema {
        if self.depth > DEPTH {
            self.as_base = false;
            self.problem(&node.at, format!("more than {DEPTH} schemas within each other"));
            return Schema::any(node.at.clone());
        }
        self.depth += 1;
        let schema = self.schema_within(node);
        self.depth -= 1;
        schema
    }

    fn schema_within(&mut self, node: &Node<'a>) -> Schema {
        let as_base = std::mem::take(&mut self.as_base);
        let mut schema = Schema::any(node.at.clone());
        match node.value {
            Value::Object(_) => {}
            Value::Bool(_) => return schema,
            other => {
                let kind = other.kind();
                self.problem(&node.at, format!("a schema is an object, and this is {kind}"));
                return schema;
            }
        }
        self.schema_shapes(node);
        schema.title = node.text("title");
        schema.description = node.text("description");
        schema.deprecated = node.flag("deprecated");
        schema.format = node.text("format");
        if node.text("contentMediaType").as_deref() == Some("application/json") {
            schema.format = Some("json".to_owned());
            let content = node.get("contentSchema").map(|content| self.schema(&content));
            schema.content = content.map(Box::new);
        }
        schema.extensions = Extensions::of(node);
        // What is said of the only variant beside null is said of the value.
        let only = only_variant(node);
        if let Some(only) = &only {
            schema.format = schema.format.take().or_else(|| only.text("format"));
        }
        if node.text("contentEncoding").as_deref() == Some("base64") {
            // As 3.0 calls it.
            schema.format.get_or_insert_with(|| "byte".to_owned());
        }
        let only = only.as_ref().map(|only| only.value);
        let limit = |word: &&'static str| {
            let value = node.value.get(word).or_else(|| only?.get(word))?;
            Some((*word, value.clone()))
        };
        schema.limits = LIMITS.iter().filter_map(limit).collect();
        schema.extensions.whole = self.is_of_traits.then(|| node.value.clone());
        schema.read_only = node.flag("readOnly");
        schema.write_only = node.flag("writeOnly");
        schema.nullable = node.flag("nullable") || node.flag("x-nullable");
        schema.example = node
            .value
            .get("example")
            .cloned()
            .or_else(|| {
                node.get("examples").and_then(|list| Some(list.items().next()?.value.clone()))
            })
            .or_else(|| node.value.get("default").cloned());
        schema.kind = match (as_base, node.get("allOf")) {
            (false, _) => self.kind(node, &mut schema.nullable, &mut schema.inexact),
            (true, None) => self.simple(node, &mut schema.nullable, &mut schema.inexact),
            (true, Some(parts)) => {
                self.all(node, &parts, &mut schema.nullable, &mut schema.inexact, true)
            }
        };
        if matches!(schema.kind, Kind::Boolean | Kind::Number { .. }) {
            schema.values = permitted(node).to_vec();
        }
        if !self.is_of_traits {
            schema.inexact.extend(self.depends(node));
        }
        schema
    }

    fn kind(&mut self, node: &Node<'a>, nullable: &mut bool, inexact: &mut Vec<String>) -> Kind {
        if let Some(other) = node.value.get("$ref").filter(|it| !matches!(it, Value::Text(_))) {
            let message = format!("a `$ref` is a text, and this is {}", other.kind());
            self.problem(&node.at.step("$ref"), message);
        }
        if let Some(reference) = node.value.get("$ref").and_then(Value::as_text) {
            let followed = self.description.follow(&node.at, reference);
            // A name for a name for the first says nothing.
            let is_bare =
                |target: &Node<'_>| matches!(target.value, Value::Object(o) if o.len() == 1);
            let resolved = match &followed {
                Ok(target) if is_bare(target) => self.description.resolve(target).map(|_| ()),
                _ => Ok(()),
            };
            let target = match resolved.and(followed) {
                Ok(target) => target,
                Err(problem) => {
                    inexact.push(format!("the schema behind `{reference}`, which is not there"));
                    if !self.problems.contains(&problem) {
                        self.problems.push(problem);
                    }
                    return Kind::Any;
                }
            };
            let reference = Kind::Reference(self.intern(target));
            if self.version == Version::V31
                && let Some(kind) = self.constants(node, &types(node).0, nullable)
            {
                return kind;
            }
            let constrains = ["properties", "allOf", "oneOf", "anyOf", "required"];
            if self.version == Version::V31
                && constrains.iter().any(|name| node.get(name).is_some())
            {
                let own = self.own_kind(node, nullable, inexact);
                return Kind::All(vec![
                    Schema::of(node.at.step("$ref"), reference),
                    Schema::of(node.at.clone(), own),
                ]);
            }
            return reference;
        }
        for name in ["$dynamicRef", "$recursiveRef"] {
            let Some(reference) = node.value.get(name).and_then(Value::as_text) else { continue };
            inexact.push(format!("`{name}`, which is read as a `$ref`"));
            return match self.description.follow(&node.at, reference) {
                Ok(target) if !target.at.pointer.is_empty() => Kind::Reference(self.intern(target)),
                _ => Kind::Any,
            };
        }
        if let Some(union) = self.subtypes(node) {
            return union;
        }
        self.own_kind(node, nullable, inexact)
    }

    fn own_kind(
        &mut self,
        node: &Node<'a>,
        nullable: &mut bool,
        inexact: &mut Vec<String>,
    ) -> Kind {
        // The values that are permitted say more than any schema beside them.
        if let Some(kind) = self.constants(node, &types(node).0, nullable) {
            return kind;
        }
        if let Some(parts) = node.get("allOf") {
            return self.all(node, &parts, nullable, inexact, false);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(variants) = node.get(word)
                && let Some(kind) = self.union(node, &variants, nullable, inexact)
            {
                return kind;
            }
        }
        self.simple(node, nullable, inexact)
    }

    /// A schema without `allOf`, `oneOf` and `anyOf`.
    pub(super) fn simple(
        &mut self,
        node: &Node<'a>,
        nullable: &mut bool,
        inexact: &mut Vec<String>,
    ) -> Kind {
        let (types, has_null) = types(node);
        *nullable |= has_null;
        if let Some(kind) = self.constants(node, &types, nullable) {
            return kind;
        }
        match types.as_slice() {
            [] if has_null => Kind::Any, // null and nothing else
            [] => match inferred(node) {
                Some(name) => self.typed(node, name, inexact),
                None => {
                    if matches!(node.value.get("enum"), Some(Value::List(some)) if some.len() > 1) {
                        inexact.push("some values of several types; it is any JSON".to_owned());
                    }
                    Kind::Any
                }
            },
            [one] => {
                let one = one.clone();
                self.typed(node, &one, inexact)
            }
            several => {
                let variants = several.to_vec();
                let variants = variants.iter().map(|name| {
                    let kind = self.typed(node, name, inexact);
                    Schema::of(node.at.step(name), kind)
                });
                Kind::Union { variants: variants.collect(), discriminator: None }
            }
        }
    }

    fn typed(&mut self, node: &Node<'a>, name: &str, inexact: &mut Vec<String>) -> Kind {
        let format = node.text("format").unwrap_or_default();
        match name {
            "boolean" => Kind::Boolean,
            "integer" => Kind::Integer(integer(node, &format)),
            "number" => match format.as_str() {
                "int32" | "int64" | "uint32" | "uint64" => Kind::Integer(integer(node, &format)),
                _ => Kind::Number { single: format == "float" },
            },
            "file" => Kind::Text(TextFormat::Binary),
            "string" => Kind::Text(match format.as_str() {
                "date-time" => TextFormat::DateTime,
                "date" => TextFormat::Date,
                "uuid" => TextFormat::Uuid,
                "binary" => TextFormat::Binary,
                _ if node.get("contentMediaType").is_some()
                    && node.get("contentEncoding").is_none()
                    && node.text("contentMediaType").as_deref() != Some("application/json") =>
                {
                    TextFormat::Binary
                }
                _ => TextFormat::Plain,
            }),
            "array" => self.list(node, inexact),
            "object" => self.object(node),
            other => {
                inexact.push(format!("the type `{other}`, which no version knows"));
                Kind::Any
            }
        }
    }

    fn list(&mut self, node: &Node<'a>, inexact: &mut Vec<String>) -> Kind {
        // Before JSON Schema 2020-12, `items` was the list of the schemas, and `additionalItems` the rest.
        let listed = node.get("items").filter(|items| matches!(items.value, Value::List(_)));
        let (prefix, rest) = match node.get("prefixItems") {
            Some(prefix) => (Some(prefix), "items"),
            None => (listed, "additionalItems"),
        };
        let items: Vec<Node<'a>> = prefix.iter().flat_map(Node::items).collect();
        if !items.is_empty() {
            let closed = matches!(node.value.get(rest), Some(Value::Bool(false)))
                || node
                    .get("maxItems")
                    .is_some_and(|max| *max.value == Value::Number(items.len().into()));
            if closed && items.len() <= 12 {
                return Kind::Tuple(items.iter().map(|item| self.schema(item)).collect());
            }
            inexact
                .push("the first elements have schemas of their own; all are any JSON".to_owned());
            return Kind::List(Box::new(Schema::any(node.at.step("items"))));
        }
        Kind::List(Box::new(match node.get("items") {
            Some(items) if matches!(items.value, Value::Object(_)) => self.schema(&items),
            _ => Schema::any(node.at.step("items")),
        }))
    }
}

/// The variant or part of a schema that has but one, if it has no name.
fn only_variant<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let list = ["anyOf", "oneOf", "allOf"].iter().find_map(|word| node.get(word))?;
    let mut shaped = list.items().filter(|variant| !is_null(variant));
    let only = shaped.next().filter(|only| only.get("$ref").is_none())?;
    shaped.next().is_none().then_some(only)
}
