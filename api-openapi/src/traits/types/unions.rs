//! Unions: `oneOf` and `anyOf` as enums.
//!
//! An enum without a tag tries its variants in order. Where the variants have a member of one constant
//! value each, that member refuses any other value, so the right variant is found. Where a
//! discriminator is named and the variants do not fix its value, serde writes and reads the tag, and the
//! structs do without the member. A struct that is used elsewhere, too, keeps the member if it has but one
//! value: as a variant it has no tag of the enum then, and is found by that value.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::build::Context;
use super::{Field, Item, ItemBody, ItemId, Rust, Types, Union, UnionVariant};
use crate::model::{
    Choice, Choices, Discriminator, Integer, Kind, Object, Property, Scalar, Schema, TextFormat,
    TypeId,
};
use crate::traits::names::{Taken, variant};

impl<'a> Types<'a> {
    pub(super) fn union(
        &mut self,
        variants: &[Schema],
        discriminator: Option<&Discriminator>,
        context: &Context,
    ) -> ItemBody {
        // A described trait has the union as it is.
        if !self.api.is_of_traits
            && let Some(choices) = self.all_texts(variants)
        {
            return ItemBody::Enum(choices);
        }
        let tag = discriminator.filter(|d| !self.all_fix(variants, &d.property));
        let tag = tag.filter(|_| {
            variants.iter().all(|v| matches!(v.kind, Kind::Reference(_)) && self.is_struct(v))
        });
        // A value that two variants permit does not tell them apart.
        let tag = tag.filter(|tag| {
            let mut seen = HashSet::new();
            let mut values = variants.iter().flat_map(|variant| self.tag_values(variant, tag));
            values.all(|value| seen.insert(value))
        });
        let mut taken = Taken::with(&["Other"]);
        let mut written: Vec<((usize, Reverse<usize>), UnionVariant)> = Vec::new();
        for (index, schema) in variants.iter().enumerate() {
            let fixed = self.fixed(schema);
            if tag.is_none() {
                let places = fixed.iter().map(|(at, _)| at.clone());
                self.strict.extend(places.collect::<Vec<_>>());
            }
            let hint = match (&schema.title, fixed.first()) {
                (_, Some((_, value))) => variant(&value.to_string()),
                (Some(title), None) => variant(title),
                (None, None) => format!("{}", index + 1),
            };
            let rust = self.rust(schema, &context.within(&hint));
            let rust = rust.bare().clone();
            if rust == Rust::Json || written.iter().any(|(_, variant)| variant.rust == rust) {
                continue;
            }
            let name = match (&rust, &schema.kind) {
                (Rust::Item(id), Kind::Reference(_)) => {
                    self.item(*id).map(|item| item.name.clone()).unwrap_or_default()
                }
                (Rust::Item(_), _) if hint.starts_with(|c: char| c.is_ascii_digit()) => {
                    format!("Variant{hint}")
                }
                (Rust::Item(_), _) => hint,
                (other, _) => word(other).to_owned(),
            };
            let tags = tag.map(|tag| self.tag_values(schema, tag)).unwrap_or_default();
            let rank = self.rank(schema, &rust, !fixed.is_empty());
            let name = taken.claim(&name, "");
            // serde writes one value for a variant, so each further value has a variant of its own.
            let mut tags = tags.into_iter();
            let tag = tags.next();
            written.push((rank, UnionVariant { name, rust: rust.clone(), tag }));
            for value in tags {
                let name = taken.claim(&variant(&value), "");
                written.push((rank, UnionVariant { name, rust: rust.clone(), tag: Some(value) }));
            }
        }
        // Those of a trait are in the order in which its type takes them.
        if tag.is_none() && !self.api.is_of_traits {
            // serde takes the first that fits, so the ones that ask for more come first.
            written.sort_by_key(|(rank, _)| *rank);
        }
        if let Some(tag) = tag {
            for variant in variants {
                if let Some(at) = self.property_place(variant, &tag.property) {
                    self.tags.insert(at);
                }
            }
        }
        let mut variants: Vec<UnionVariant> = written.into_iter().map(|(_, v)| v).collect();
        match variants.len() {
            0 => ItemBody::Alias(Rust::Json),
            1 if tag.is_none()
                && !matches!(variants.first().map(|v| &v.rust), Some(Rust::Item(_))) =>
            {
                match variants.pop() {
                    Some(one) => ItemBody::Alias(one.rust),
                    None => ItemBody::Alias(Rust::Json),
                }
            }
            _ => ItemBody::Union(Union { tag: tag.map(|tag| tag.property.clone()), variants }),
        }
    }

    /// Finds the structs that keep the member by which tagged unions tell them apart: elsewhere, nobody else
    /// would write it.
    pub(crate) fn keep_tags(&mut self) {
        let mut kept = Vec::new();
        for item in &self.items {
            let ItemBody::Union(Union { tag: Some(tag), variants }) = &item.body else { continue };
            for variant in variants {
                let of = self.item_of(&variant.rust).and_then(|id| self.item(id));
                let Some(Item { body: ItemBody::Struct(fields), direct: true, .. }) = of else {
                    continue;
                };
                let field = fields.iter().find(|field| !field.flatten && field.wire_name == *tag);
                kept.extend(
                    field
                        .filter(|field| self.is_fixed(field, variant.tag.as_ref()))
                        .map(|it| it.at.clone()),
                );
            }
        }
        self.strict.extend(kept.iter().cloned());
        self.kept_tags.extend(kept);
        let mut tagged = HashSet::new();
        for item in &self.items {
            if let ItemBody::Union(Union { tag: Some(_), variants }) = &item.body {
                variants.iter().for_each(|variant| self.parts_of(&variant.rust, &mut tagged));
            }
        }
        self.tagged = tagged;
    }

    /// `true` of a required field that has but one value, the tag of its variant.
    fn is_fixed(&self, field: &Field, tag: Option<&String>) -> bool {
        let item = self.item_of(&field.rust).and_then(|id| self.item(id));
        let only = item.filter(|item| item.at == field.at).and_then(|item| match &item.body {
            ItemBody::Enum(choices) => match &**choices {
                [one] => Some(one.value.to_string()),
                _ => None,
            },
            ItemBody::Constant(value) => Some(value.to_string()),
            _ => None,
        });
        field.required && !field.nullable && only.is_some() && only.as_ref() == tag
    }

    /// `true` of a field of `id` that a tagged union writes, and its struct need not. A struct that is no
    /// variant may have the member from the same base.
    pub(super) fn is_written_by_union(&self, id: ItemId, field: &Field) -> bool {
        self.tagged.contains(&id)
            && self.tags.contains(&field.at)
            && !self.kept_tags.contains(&field.at)
    }

    /// `true` of a variant of a tagged union whose struct has the tag as a field.
    pub(super) fn has_own_tag(&self, union: &Union, variant: &UnionVariant) -> bool {
        let of = self.item_of(&variant.rust).and_then(|id| self.item(id));
        match (&union.tag, of.map(|item| &item.body)) {
            (Some(tag), Some(ItemBody::Struct(fields))) => fields
                .iter()
                .any(|field| field.wire_name == *tag && self.kept_tags.contains(&field.at)),
            _ => false,
        }
    }

    /// The values of several enums of texts, and of texts beside them: one enum, since it is open.
    fn all_texts(&self, variants: &[Schema]) -> Option<Choices> {
        let mut all: Vec<Choice> = Vec::new();
        let mut is_open = false;
        for variant in variants {
            let Some(choices) = self.choices(variant) else {
                match self.api.resolved(variant).kind {
                    Kind::Text(TextFormat::Plain) => {
                        is_open = true;
                        continue;
                    }
                    _ => return None,
                }
            };
            is_open |= choices.is_open;
            for choice in choices.iter() {
                if !matches!(choice.value, Scalar::Text(_)) {
                    return None;
                }
                if !all.iter().any(|known| known.value == choice.value) {
                    all.push(choice.clone());
                }
            }
        }
        let all = Some(all).filter(|all| !all.is_empty()).map(Choices::from)?;
        Some(if is_open { all.open() } else { all })
    }

    /// The values of an enum, or of the part of an `allOf` that permits the fewest.
    fn choices<'s>(&'s self, schema: &'s Schema) -> Option<&'s Choices> {
        match &self.api.resolved(schema).kind {
            Kind::Enum(choices) => Some(choices),
            Kind::All(parts) => {
                let parts = parts.iter().filter_map(|part| match &self.api.resolved(part).kind {
                    Kind::Enum(choices) => Some(choices),
                    _ => None,
                });
                parts.min_by_key(|choices| choices.len())
            }
            _ => None,
        }
    }

    /// The required members of an object that permit one value only.
    fn fixed(&self, schema: &Schema) -> Vec<(crate::document::Place, Scalar)> {
        let mut fixed = Vec::new();
        self.fixed_within(schema, &mut HashSet::new(), &mut fixed);
        fixed
    }

    fn fixed_within(
        &self,
        schema: &Schema,
        seen: &mut HashSet<TypeId>,
        fixed: &mut Vec<(crate::document::Place, Scalar)>,
    ) {
        match &schema.kind {
            Kind::Object(Object { properties, .. }) => {
                for property in properties.values().filter(|property| property.required) {
                    if let Some(value) = property.schema.constant() {
                        fixed.push((property.schema.at.clone(), value.clone()));
                    }
                }
            }
            Kind::All(parts) => parts.iter().for_each(|part| self.fixed_within(part, seen, fixed)),
            Kind::Reference(id) if seen.insert(*id) => {
                if let Some(named) = self.api.named(*id) {
                    self.fixed_within(&named.schema, seen, fixed);
                }
            }
            _ => {}
        }
    }

    /// `true` if each variant fixes this member to one value.
    fn all_fix(&self, variants: &[Schema], property: &str) -> bool {
        variants.iter().all(|variant| {
            self.property(variant, property, &mut HashSet::new())
                .is_some_and(|schema| schema.constant().is_some())
        })
    }

    fn property<'s>(
        &'s self,
        schema: &'s Schema,
        name: &str,
        seen: &mut HashSet<TypeId>,
    ) -> Option<&'s Schema> {
        match &schema.kind {
            Kind::Object(object) => object.properties.get(name).map(|property| &property.schema),
            Kind::All(parts) => parts.iter().rev().find_map(|part| self.property(part, name, seen)),
            Kind::Reference(id) if seen.insert(*id) => {
                self.property(&self.api.named(*id)?.schema, name, seen)
            }
            _ => None,
        }
    }

    fn property_place(&self, schema: &Schema, name: &str) -> Option<crate::document::Place> {
        Some(self.property(schema, name, &mut HashSet::new())?.at.clone())
    }

    /// The values of the tag that mean this variant: those of the mapping, those that its member permits, or
    /// its name.
    fn tag_values(&self, schema: &Schema, tag: &Discriminator) -> Vec<String> {
        let Kind::Reference(id) = &schema.kind else { return Vec::new() };
        let Some(named) = self.api.named(*id) else { return Vec::new() };
        let mapped = tag.mapping.iter().filter(|(_, at)| *at == named.at);
        let mapped: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        let name = named.at.steps().pop().unwrap_or_default();
        match mapped.is_empty() {
            true => match self.property(schema, &tag.property, &mut HashSet::new()) {
                Some(property) => match self.choices(property) {
                    Some(choices) => {
                        choices.iter().map(|choice| choice.value.to_string()).collect()
                    }
                    None => vec![name],
                },
                None => vec![name],
            },
            false => mapped,
        }
    }

    /// The place of a variant among those that are tried: less comes first.
    fn rank(&self, schema: &Schema, rust: &Rust, is_fixed: bool) -> (usize, Reverse<usize>) {
        let rank = match rust {
            Rust::Item(_) if is_fixed => 0,
            Rust::Item(_) => {
                let resolved = self.api.resolved(schema);
                match &resolved.kind {
                    Kind::Enum(_) => 300,
                    Kind::Union { .. } => 150,
                    Kind::Object(_) | Kind::All(_) => {
                        let required = self.count(resolved, &|p| p.required, &mut HashSet::new());
                        100 - required.min(90)
                    }
                    _ => 310,
                }
            }
            Rust::Map(_) => 200,
            Rust::DateTime | Rust::Date | Rust::Integer(Integer::I64) => 290,
            Rust::Integer(_) => 280,
            _ => 310,
        };
        // Of two that ask for as much, the one with more members loses less of what is read.
        let members = self.count(schema, &|_| true, &mut HashSet::new());
        (rank, Reverse(members))
    }

    /// The number of members of an object that are as asked for, in all of its parts.
    fn count(
        &self,
        schema: &Schema,
        wanted: &impl Fn(&Property) -> bool,
        seen: &mut HashSet<TypeId>,
    ) -> usize {
        match &schema.kind {
            Kind::Object(object) => object.properties.values().filter(|p| wanted(p)).count(),
            Kind::All(parts) => parts.iter().map(|part| self.count(part, wanted, seen)).sum(),
            Kind::Reference(id) if seen.insert(*id) => {
                self.api.named(*id).map_or(0, |named| self.count(&named.schema, wanted, seen))
            }
            _ => 0,
        }
    }
}

/// The name of a variant that holds a type without a name.
fn word(rust: &Rust) -> &'static str {
    match rust {
        Rust::Bool => "Bool",
        Rust::Integer(_) => "Integer",
        Rust::Float { .. } => "Number",
        Rust::Text | Rust::Standard(_) => "Text",
        Rust::DateTime => "DateTime",
        Rust::Date => "Date",
        Rust::Json => "Json",
        Rust::List(_) | Rust::Tuple(_) => "List",
        Rust::Map(_) => "Map",
        Rust::Item(_) => "Variant",
        Rust::Optional(_) => "Optional",
    }
}
