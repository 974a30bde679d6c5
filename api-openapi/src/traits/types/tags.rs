//! The member that tells the variants of a union apart: its place, its values, and who writes it.

use std::collections::HashSet;

use super::build::Context;
use super::{Field, Item, ItemBody, ItemId, Types, Union, UnionVariant};
use crate::document::Place;
use crate::model::{Additional, Discriminator, Kind, Object, Scalar, Schema, TypeId};
use crate::traits::names::{Taken, variant};

impl<'a> Types<'a> {
    /// Finds the structs that keep the member by which tagged unions tell them apart: elsewhere, nobody else
    /// would write it.
    pub(crate) fn keep_tags(&mut self) {
        let mut kept = Vec::new();
        for item in &self.items {
            let ItemBody::Union(Union { tag: Some(tag), variants }) = &item.body else { continue };
            for variant in variants {
                let of = self.item_of(&variant.rust).and_then(|id| self.item(id));
                let Some(item @ Item { body: ItemBody::Struct(fields), direct: true, .. }) = of
                else {
                    continue;
                };
                let field = fields.iter().find(|field| !field.flatten && field.wire_name == *tag);
                kept.extend(
                    field
                        .filter(|field| self.is_fixed(field, variant.tag.as_ref()))
                        // That of a subtype is not in its own description: what is only read need not have it.
                        .filter(|field| item.sent || !self.is_of_base(field))
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
        self.leave_out_tags();
    }

    /// Leaves out the types of members that only unions write.
    fn leave_out_tags(&mut self) {
        let mut written = HashSet::new();
        let mut kept = HashSet::new();
        for (index, item) in self.items.iter().enumerate() {
            let ItemBody::Struct(fields) = &item.body else { continue };
            for field in fields {
                let Some(id) = self.item_of(&field.rust) else { continue };
                if self.item(id).is_some_and(|own| own.at == field.at) {
                    match self.is_written_by_union(ItemId(index), field) && !item.direct {
                        true => written.insert(id),
                        false => kept.insert(id),
                    };
                }
            }
        }
        for id in written.difference(&kept) {
            if let Some(item) = self.items.get_mut(id.0) {
                (item.sent, item.received) = (false, false);
            }
        }
    }

    /// `true` of a tag that the base of a subtype has.
    fn is_of_base(&self, field: &Field) -> bool {
        let item = self.item_of(&field.rust).and_then(|id| self.item(id));
        item.is_some_and(|item| matches!(&item.body, ItemBody::Enum(choices) if choices.is_tag))
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

    /// The union whose variants are structs with a tag beside their members, as `#[serde(tag = "…")]`
    /// describes itself: the tag is no member of the struct, which may be used elsewhere.
    pub(super) fn tagged_by_parts(
        &mut self,
        variants: &[Schema],
        context: &Context,
    ) -> Option<Union> {
        let parts: Vec<_> = variants.iter().map(struct_and_tag).collect::<Option<_>>()?;
        let (_, name, _) = *parts.first()?;
        let mut values = HashSet::new();
        let fits = parts.iter().all(|(of, own, value)| {
            let is_own = self.property(of, own, &mut HashSet::new()).is_some();
            *own == name && values.insert(*value) && self.is_struct(of) && !is_own
        });
        if !fits {
            return None;
        }
        let mut taken = Taken::with(&["Other"]);
        let mut written = Vec::new();
        for (of, _, value) in &parts {
            let hint = variant(value);
            let rust = self.rust(of, &context.within(&hint)).bare().clone();
            let item = self.item_of(&rust).and_then(|id| self.item(id));
            let name = item.map_or(hint, |item| item.name.clone());
            let name = taken.claim(&name, "");
            written.push(UnionVariant { name, rust, tag: Some((*value).to_owned()) });
        }
        Some(Union { tag: Some(name.to_owned()), variants: written })
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
        let mapped: Vec<String> = tag.mapped_to(&named.at).cloned().collect();
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

/// The struct of a variant that is one with a tag beside it, and the name and the value of the tag.
fn struct_and_tag(variant: &Schema) -> Option<(&Schema, &str, &str)> {
    if variant.title.is_some() || variant.description.is_some() {
        return None;
    }
    let Kind::All(parts) = &variant.kind else { return None };
    let (of, object) = match &**parts {
        [of @ Schema { kind: Kind::Reference(_), .. }, Schema { kind: Kind::Object(tag), .. }]
        | [Schema { kind: Kind::Object(tag), .. }, of @ Schema { kind: Kind::Reference(_), .. }] => {
            (of, tag)
        }
        _ => return None,
    };
    let is_bare = object.properties.len() == 1
        && object.required_elsewhere.is_empty()
        && matches!(object.additional, Additional::Undeclared);
    let (name, property) = object.properties.first().filter(|_| is_bare)?;
    match property.schema.constant()? {
        Scalar::Text(value) if property.required => Some((of, name, value)),
        _ => None,
    }
}
