//! Discriminators: the member that tells the variants of a union apart, and its values.

use std::collections::BTreeSet;

use super::objects::{Members, step};
use super::unions::Strangers;
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
        if self.is_strict() && now.is_none() {
            let message = format!("`{property}` tells what it is no longer");
            match way {
                Way::Request => self.notes(&new.at, message),
                Way::Response => self.breaks(&new.at, message),
            }
        }
        let default = |tag: Option<&Discriminator>| tag.and_then(|tag| tag.default.clone());
        let (is, was) = (default(now), default(then));
        if self.is_strict() && is != was {
            let words = |name: Option<String>| name.unwrap_or_else(|| "unknown".to_owned());
            let message =
                format!("without a known `{property}` it is {}, not {}", words(is), words(was));
            match way {
                Way::Request => self.notes(&new.at, message),
                Way::Response => self.breaks(&new.at, message),
            }
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

    /// The variants that only one of two unions has, by the values of the discriminator that both name: what
    /// they look like says nothing of them.
    pub(super) fn strangers(
        &self,
        [new, old]: [&'a Schema; 2],
        [given, taken]: [&[&'a Schema]; 2],
        paired: &[(usize, usize)],
        way: Way,
    ) -> Strangers {
        let (Some(now), Some(then)) = (discriminator(new), discriminator(old)) else {
            return Strangers::default();
        };
        if now.property != then.property {
            return Strangers::default();
        }
        let [ours, theirs] = match way {
            Way::Request => [(self.old, then), (self.new, now)],
            Way::Response => [(self.new, now), (self.old, then)],
        };
        let values_of = |(api, tag): (&'a Api, &'a Discriminator), schemas: &[&'a Schema]| {
            let of = |schema: &&'a Schema| values(api, Some(tag), schema, &tag.property);
            schemas.iter().map(of).collect::<Vec<_>>()
        };
        let (ours, theirs) = (values_of(ours, given), values_of(theirs, taken));
        // One of the same name has other values, which is said of it.
        let mut given = alone(&ours, &theirs);
        given.retain(|at| !paired.iter().any(|(own, _)| own == at));
        let spare = alone(&theirs, &ours).into_iter();
        let spare = spare.filter(|at| !paired.iter().any(|(_, other)| other == at));
        let spare = spare.filter_map(|at| taken.get(at).copied());
        Strangers { given, spare: spare.map(std::ptr::from_ref::<Schema>).collect() }
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

/// The numbers of the variants whose values no other variant has. One of any value may be whichever.
fn alone(own: &[Option<BTreeSet<String>>], other: &[Option<BTreeSet<String>>]) -> Vec<usize> {
    let Some(other) = other.iter().map(Option::as_ref).collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let own = own.iter().enumerate();
    let own = own.filter_map(|(at, values)| Some((at, values.as_ref()?)));
    let alone = own.filter(|(_, own)| other.iter().all(|other| own.is_disjoint(other)));
    alone.map(|(at, _)| at).collect()
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
