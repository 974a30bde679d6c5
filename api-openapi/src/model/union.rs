//! `allOf`, `oneOf` and `anyOf`.

use super::object::conditional;
use super::reader::Reader;
use super::schema::{Discriminator, Object};
use super::{Choice, Kind, Scalar, Schema, TextFormat};
use crate::document::{Node, Value};

/// The elements of a `oneOf` or an `anyOf`.
struct Listed<'a> {
    variants: Vec<Node<'a>>,
    /// The number of those that say nothing of the shape.
    constraints: usize,
}

impl<'a> Reader<'a> {
    /// `allOf`, with what is beside it.
    pub(super) fn all(
        &mut self,
        node: &Node<'a>,
        list: &Node<'a>,
        nullable: &mut bool,
        inexact: &mut Vec<String>,
        as_base: bool,
    ) -> Kind {
        if let Some(choices) = self.enums(list) {
            return Kind::Enum(choices.into());
        }
        let mut parts = Vec::new();
        let shaped = list.items().filter(|part| part.value.get("$ref").is_some() || shapes(part));
        let is_subtype =
            shaped.count() > 1 || node.get("properties").is_some() || self.is_subtype(&node.at);
        for part in list.items() {
            if is_subtype && let Some(base) = self.base_behind(&part) {
                self.as_base = true;
                let read = self.schema(&base);
                parts.push(Schema { nullable: false, ..read });
                continue;
            }
            // One that only constrains says nothing of the shape.
            if part.value.get("$ref").is_none() && !shapes(&part) {
                *nullable |= part.flag("nullable");
                continue;
            }
            let mut read = match !part.texts("required").is_empty() && is_bare(&part) {
                // It requires members that other parts describe.
                true => Schema::of(part.at.clone(), self.object(&part)),
                false => self.schema(&part),
            };
            if part.value.get("$ref").is_none() {
                inexact.append(&mut read.inexact);
            }
            parts.push(read);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(variants) = node.get(word)
                && let Some(kind) = self.union(node, &variants, nullable, inexact)
            {
                parts.push(Schema::of(node.at.step(word), kind));
            }
        }
        let has_own = ["properties", "required"].iter().any(|name| node.get(name).is_some())
            || node
                .get("additionalProperties")
                .is_some_and(|a| matches!(a.value, Value::Object(_)))
            || !conditional(node).is_empty();
        if has_own {
            let own = self.object(node);
            if !matches!(&own, Kind::Map(schema) if matches!(schema.kind, Kind::Any)) {
                parts.push(Schema::of(node.at.clone(), own));
            }
        }
        if !as_base {
            self.fix_tag(&node.at, &mut parts);
        }
        match parts.len() {
            0 => self.simple(node, nullable, inexact),
            1 => match parts.pop() {
                Some(Schema { kind, nullable: null, inexact: more, .. }) => {
                    *nullable |= null;
                    inexact.extend(more);
                    kind
                }
                None => Kind::Any,
            },
            _ => Kind::All(parts),
        }
    }

    /// The values of enums that an `allOf` has side by side. Those who write it so mean any of them: all at
    /// once, there would be none.
    fn enums(&mut self, list: &Node<'a>) -> Option<Vec<Choice>> {
        let mut choices: Vec<Choice> = Vec::new();
        let mut count = 0;
        for part in list.items() {
            let part = self.description.resolve(&part).ok()?;
            let words = ["allOf", "oneOf", "anyOf", "properties", "const"];
            if words.iter().any(|word| part.get(word).is_some()) {
                return None;
            }
            let types = part.text("type").into_iter().collect::<Vec<_>>();
            let Some(Kind::Enum(own)) = self.constants(&part, &types, &mut false) else {
                return None;
            };
            // Those of the first again are a choice among them.
            if own.iter().any(|new| choices.iter().any(|choice| choice.value == new.value)) {
                return None;
            }
            choices.extend(own.iter().cloned());
            count += 1;
        }
        (count > 1).then_some(choices)
    }

    /// `oneOf` or `anyOf`. None if no variant says anything of the shape.
    pub(super) fn union(
        &mut self,
        node: &Node<'a>,
        list: &Node<'a>,
        nullable: &mut bool,
        inexact: &mut Vec<String>,
    ) -> Option<Kind> {
        let Listed { variants, constraints } = self.listed(list, nullable);
        let variants = self.without_subtypes(variants);
        let has_base = node.get("properties").is_some();
        if variants.is_empty() {
            return None;
        }
        // Variants that only require members of the base.
        let bare = |variant: &Node<'_>| variant.get("required").is_some() && is_bare(variant);
        if has_base && variants.iter().all(bare) {
            return None;
        }
        let discriminator = match node.get("discriminator") {
            Some(own) => self.discriminator(&own),
            None => self.inherited(&variants),
        };
        if let Some(choices) = self.titled(&variants) {
            return Some(Kind::Enum(choices.into()));
        }
        let mut schemas: Vec<Schema> = variants.iter().map(|v| self.schema(v)).collect();
        if constraints > 0 && !has_base {
            schemas.push(Schema::any(list.at.clone()));
        }
        for schema in &mut schemas {
            *nullable |= schema.nullable;
            schema.nullable = false;
        }
        let union = match (open_texts(&mut schemas), schemas.len()) {
            (Some(kind), _) => kind,
            (None, 1) => match schemas.pop() {
                Some(Schema { kind, inexact: more, .. }) => {
                    inexact.extend(more);
                    kind
                }
                None => Kind::Any,
            },
            (None, _) => {
                if let Some(Discriminator { property, default: Some(default), .. }) = &discriminator
                    && !self.is_of_traits
                {
                    let name = default.rsplit('/').next().unwrap_or(default);
                    inexact.push(format!("without a known `{property}` it is `{name}`"));
                }
                Kind::Union { variants: schemas, discriminator }
            }
        };
        if !has_base {
            return Some(union);
        }
        let Some(base) = self.base_of(node, &union) else { return Some(union) };
        Some(Kind::All(vec![Schema::of(node.at.clone(), base), Schema::of(list.at.clone(), union)]))
    }

    /// The variants that say something of the shape. `nullable` becomes true if one is null.
    fn listed(&self, list: &Node<'a>, nullable: &mut bool) -> Listed<'a> {
        let mut listed = Listed { variants: Vec::new(), constraints: 0 };
        for variant in list.items() {
            // A name may be given to null alone.
            let target = self.description.resolve(&variant);
            if is_null(&variant) || target.is_ok_and(|target| is_null(&target)) {
                *nullable = true;
            } else if variant.value.get("$ref").is_none() && !shapes(&variant) {
                // `{nullable: true}` is null, to those who write 3.0.
                let is_null = variant.flag("nullable");
                *nullable |= is_null;
                listed.constraints += usize::from(!is_null);
            } else {
                listed.variants.push(variant);
            }
        }
        listed
    }

    /// The members beside a union that not all its variants have.
    fn base_of(&mut self, node: &Node<'a>, union: &Kind) -> Option<Kind> {
        let Kind::Object(mut object) = self.object(node) else { return None };
        // The union has these members, too, and says more of them.
        if let Kind::Union { variants, .. } = union {
            let in_all = |name: &String| {
                variants.iter().all(|variant| {
                    matches!(&variant.kind, Kind::Object(Object { properties, .. })
                        if properties.contains_key(name))
                })
            };
            object.properties.retain(|name, _| !in_all(name));
        }
        (!object.properties.is_empty()).then_some(Kind::Object(object))
    }

    fn discriminator(&mut self, node: &Node<'a>) -> Option<Discriminator> {
        let property = node.text("propertyName")?;
        let mut mapping = Vec::new();
        for (value, target) in node.get("mapping").iter().flat_map(Node::entries) {
            let Some(target) = target.value.as_text() else { continue };
            // A target is a reference, or the bare name of a component.
            let named = format!("#/components/schemas/{target}");
            let followed = self.description.follow(&node.at, target);
            let followed = followed.or_else(|_| self.description.follow(&node.at, &named));
            match followed {
                Ok(found) => mapping.push((value.to_owned(), found.at)),
                Err(_) => {
                    let message = format!("`{target}` is no schema: write a `$ref` or its name");
                    self.problem(&node.at.step("mapping").step(value), message);
                }
            }
        }
        let default = node.text("defaultMapping");
        Some(Discriminator { property, mapping, default })
    }

    /// The values of a union of constants, each with its title: an enum that is written out.
    fn titled(&mut self, variants: &[Node<'a>]) -> Option<Vec<Choice>> {
        let mut choices = Vec::new();
        for variant in variants {
            let values = match (variant.value.get("const"), variant.value.get("enum")) {
                (Some(value), _) => std::slice::from_ref(value),
                (None, Some(Value::List(values))) => values.as_slice(),
                _ => return None,
            };
            for value in values {
                let value = match value {
                    Value::Text(text) => Scalar::Text(text.clone()),
                    Value::Number(number) => Scalar::Integer(number.as_i64()?),
                    _ => return None,
                };
                // The words are about the only one.
                let alone = values.len() == 1;
                choices.push(Choice {
                    value,
                    name: variant.text("title").filter(|_| alone),
                    description: variant.text("description").filter(|_| alone),
                });
            }
        }
        let texts = choices.iter().filter(|c| matches!(c.value, Scalar::Text(_))).count();
        (texts == 0 || texts == choices.len()).then_some(choices)
    }
}

/// An enum of texts, and any text beside it.
fn open_texts(schemas: &mut [Schema]) -> Option<Kind> {
    let [first, second] = schemas else { return None };
    match (&mut first.kind, &mut second.kind) {
        (Kind::Enum(choices), Kind::Text(TextFormat::Plain))
        | (Kind::Text(TextFormat::Plain), Kind::Enum(choices))
            if choices.iter().all(|c| matches!(c.value, Scalar::Text(_))) =>
        {
            Some(Kind::Enum(std::mem::take(choices).open()))
        }
        _ => None,
    }
}

/// `true` of a schema that describes no members and no values.
fn is_bare(node: &Node<'_>) -> bool {
    ["$ref", "properties", "items", "enum", "const", "allOf", "oneOf", "anyOf"]
        .iter()
        .all(|name| node.get(name).is_none())
}

pub(super) fn is_null(node: &Node<'_>) -> bool {
    let null = |value: &Value| matches!(value, Value::Text(text) if text == "null");
    match node.value.get("type") {
        Some(Value::List(types)) => types.iter().all(null),
        Some(value) if null(value) => true,
        _ => {
            matches!(node.value.get("enum"), Some(Value::List(values)) if values == &[Value::Null])
                || matches!(node.value.get("const"), Some(Value::Null))
        }
    }
}

/// `true` of a schema that says what a value looks like.
fn shapes(node: &Node<'_>) -> bool {
    let words = [
        "$ref",
        "type",
        "properties",
        "additionalProperties",
        "patternProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    // `required` alone is about members that others describe.
    words.iter().any(|word| node.get(word).is_some())
        || !node.texts("required").is_empty()
        || !conditional(node).is_empty()
}
