//! The member that tells the variants of a union apart: its place, its values, and who writes it.

use std::collections::HashSet;

use super::{Field, Item, ItemBody, ItemId, Types, Union, UnionVariant};
use crate::document::Place;
use crate::model::{Discriminator, Kind, Object, Scalar, Schema, TypeId};

impl<'a> Types<'a> {
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

    /// The required members of an object that permit one value only.
    pub(super) fn fixed(&self, schema: &Schema) -> Vec<(Place, Scalar)> {
        let mut fixed = Vec::new();
        self.fixed_within(schema, &mut HashSet::new(), &mut fixed);
        fixed
    }

    fn fixed_within(
        &self,
        schema: &Schema,
        seen: &mut HashSet<TypeId>,
        fixed: &mut Vec<(Place, Scalar)>,
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
    pub(super) fn all_fix(&self, variants: &[Schema], property: &str) -> bool {
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

    pub(super) fn property_place(&self, schema: &Schema, name: &str) -> Option<Place> {
        Some(self.property(schema, name, &mut HashSet::new())?.at.clone())
    }

    /// The values of the tag that mean this variant: those of the mapping, those that its member permits, or
    /// its name.
    pub(super) fn tag_values(&self, schema: &Schema, tag: &Discriminator) -> Vec<String> {
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
}
