//! Discriminators: the member that tells the variants of a union apart, and its values.

use std::collections::BTreeSet;

use super::objects::{Members, step};
use super::{Checker, Way};
use crate::model::{Api, Discriminator, Kind, Schema};

impl<'a> Checker<'a> {
    /// Compares the values that mean each variant, of those that are the same by their names.
    pub(super) fn tag_values(
        &mut self,
        [new, old]: [&'a Schema; 2],
        pairs: &[(&'a Schema, &'a Schema)],
        way: Way,
    ) {
        let (now, then) = (discriminator(new), discriminator(old));
        let Some(property) = now.or(then).map(|tag| tag.property.as_str()) else { return };
        if let (Some(now), Some(then)) = (now, then)
            && now.property != then.property
        {
            // A trait may tell variants apart by another member than the one that is named.
            if self.is_strict() {
                let (now, then) = (&now.property, &then.property);
                self.breaks(&new.at, format!("`{now}` tells what it is, not `{then}`"));
            }
            return;
        }
        let step = step(&self.at.part, property);
        for (variant, before) in pairs {
            let known = values(self.new, now, variant, property)
                .zip(values(self.old, then, before, property));
            let Some((values, known)) = known else { continue };
            let name = self.name_of(variant, false);
            self.within(&step, |checker| checker.values_of(variant, &name, &values, &known, way));
        }
    }

    fn values_of(
        &mut self,
        variant: &Schema,
        name: &str,
        now: &BTreeSet<String>,
        then: &BTreeSet<String>,
        way: Way,
    ) {
        // The type of a trait has one value for a variant, and an API may have more.
        if !self.is_strict() && way == Way::Response && !now.is_disjoint(then) {
            return;
        }
        for value in then.difference(now) {
            let message = format!("the value `{value}` of {name} is gone");
            match way {
                Way::Request => self.breaks(&variant.at, message),
                Way::Response => self.notes(&variant.at, message),
            }
        }
        for value in now.difference(then) {
            let message = format!("the value `{value}` of {name} is new");
            match way {
                Way::Request => self.notes(&variant.at, message),
                Way::Response => self.breaks(&variant.at, message),
            }
        }
    }
}

fn discriminator(schema: &Schema) -> Option<&Discriminator> {
    match &schema.kind {
        Kind::Union { discriminator, .. } => discriminator.as_ref(),
        _ => None,
    }
}

/// The values that mean this variant: those of the mapping, those that its member permits, or its name.
fn values(
    api: &Api,
    tag: Option<&Discriminator>,
    variant: &Schema,
    property: &str,
) -> Option<BTreeSet<String>> {
    let named = match &variant.kind {
        Kind::Reference(id) => api.named(*id),
        _ => None,
    };
    if let (Some(tag), Some(named)) = (tag, named) {
        let mapped: BTreeSet<String> = tag.mapped_to(&named.at).cloned().collect();
        if !mapped.is_empty() {
            return Some(mapped);
        }
    }
    let own = Members::of(api, variant).schema(property).map(|schema| api.resolved(schema));
    match own.map(|schema| &schema.kind) {
        Some(Kind::Enum(choices)) if choices.is_open => None,
        Some(Kind::Enum(choices)) => {
            Some(choices.iter().map(|choice| choice.value.to_string()).collect())
        }
        _ => tag.and(named).and_then(|named| named.at.steps().pop()).map(|name| [name].into()),
    }
}
