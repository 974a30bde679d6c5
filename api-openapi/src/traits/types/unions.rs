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
use super::{ItemBody, Rust, Types, Union, UnionVariant};
use crate::model::{
    Choice, Choices, Discriminator, Integer, Kind, Property, Scalar, Schema, TextFormat, TypeId,
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
        if let Some(union) = self.tagged_by_parts(variants, context) {
            return ItemBody::Union(union);
        }
        let tag = self.usable_tag(variants, discriminator);
        let written = self.written(variants, tag, context);
        if let Some(tag) = tag {
            for variant in variants {
                if let Some(at) = self.property_place(variant, &tag.property) {
                    self.tags.insert(at);
                }
            }
        }
        match <[UnionVariant; 1]>::try_from(written) {
            Ok([one]) if tag.is_none() && !matches!(one.rust, Rust::Item(_)) => {
                ItemBody::Alias(one.rust)
            }
            Ok([one]) => union_of(tag, vec![one]),
            Err(none) if none.is_empty() => ItemBody::Alias(Rust::Json),
            Err(several) => union_of(tag, several),
        }
    }

    /// The discriminator, if serde can write and read it as the tag of an enum.
    fn usable_tag<'d>(
        &self,
        variants: &[Schema],
        discriminator: Option<&'d Discriminator>,
    ) -> Option<&'d Discriminator> {
        let tag = discriminator.filter(|d| !self.all_fix(variants, &d.property));
        let tag = tag.filter(|_| {
            variants.iter().all(|v| matches!(v.kind, Kind::Reference(_)) && self.is_struct(v))
        });
        // A value that two variants permit does not tell them apart.
        tag.filter(|tag| {
            let mut seen = HashSet::new();
            let mut values = variants.iter().flat_map(|variant| self.tag_values(variant, tag));
            values.all(|value| seen.insert(value))
        })
    }

    /// The variants of the enum, in the order in which serde tries them.
    fn written(
        &mut self,
        variants: &[Schema],
        tag: Option<&Discriminator>,
        context: &Context,
    ) -> Vec<UnionVariant> {
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
            let name = self.variant_name(&rust, schema, hint);
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
        written.into_iter().map(|(_, variant)| variant).collect()
    }

    fn variant_name(&self, rust: &Rust, schema: &Schema, hint: String) -> String {
        match (rust, &schema.kind) {
            (Rust::Item(id), Kind::Reference(_)) => {
                self.item(*id).map(|item| item.name.clone()).unwrap_or_default()
            }
            (Rust::Item(_), _) if hint.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("Variant{hint}")
            }
            (Rust::Item(_), _) => hint,
            (other, _) => word(other).to_owned(),
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
    pub(super) fn choices<'s>(&'s self, schema: &'s Schema) -> Option<&'s Choices> {
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

fn union_of(tag: Option<&Discriminator>, variants: Vec<UnionVariant>) -> ItemBody {
    ItemBody::Union(Union { tag: tag.map(|tag| tag.property.clone()), variants })
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
