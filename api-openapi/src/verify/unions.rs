//! Unions: each variant of one is looked for among those of the other.

use super::objects::Members;
use super::{Checker, Difference, Way};
use crate::document::Value;
use crate::model::{Api, Choice, Envelope, Kind, Scalar, Schema};

/// The variants whose values of the discriminator the other union does not have.
#[derive(Default)]
pub(super) struct Strangers {
    /// The numbers of those that are given.
    pub(super) given: Vec<usize>,
    /// Those that are taken.
    pub(super) spare: Vec<*const Schema>,
}

impl<'a> Checker<'a> {
    pub(super) fn unions(&mut self, new: &'a Schema, old: &'a Schema, way: Way) {
        let (now, then) = (variants(new), variants(old));
        let tags = self.tags.len();
        self.tags.extend([new, old].into_iter().filter_map(tag));
        let discriminators = self.discriminators.len();
        self.discriminators.extend(tag(new));
        let discriminants = self.discriminants(&then);
        self.tags.extend(discriminants);
        self.variants([new, old], &now, &then, way);
        self.tags.truncate(tags);
        self.discriminators.truncate(discriminators);
    }

    fn variants(
        &mut self,
        [new, old]: [&'a Schema; 2],
        now: &[&'a Schema],
        then: &[&'a Schema],
        way: Way,
    ) {
        // A variant of the side that is given must be one of the side that takes it.
        let (given, taken) = match way {
            Way::Request => (then, now),
            Way::Response => (now, then),
        };
        if taken.iter().any(|schema| matches!(schema.kind, Kind::Any)) {
            return;
        }
        if self.is_strict() && given.iter().any(|schema| matches!(schema.kind, Kind::Any)) {
            match way {
                Way::Request => self.narrowed(&new.at, &new.kind, way),
                Way::Response => self.opened(&new.at, &old.kind, way),
            }
            return;
        }
        let paired = self.paired(given, taken, way);
        let strangers = self.strangers([new, old], [given, taken], &paired, way);
        self.paired_tags([new, old], [given, taken], &paired, way);
        let mut used: Vec<*const Schema> = Vec::new();
        for (index, variant) in given.iter().enumerate() {
            if matches!(variant.kind, Kind::Any) {
                continue;
            }
            if strangers.given.contains(&index) {
                self.strange(new, variant, way);
                continue;
            }
            if let Some(enums) = self.spread_over(variant, taken, way) {
                used.extend(enums);
                continue;
            }
            let mut candidates: Vec<&Schema> = match paired.iter().find(|(of, _)| *of == index) {
                Some((_, other)) => taken.get(*other).copied().into_iter().collect(),
                None => self.candidates(variant, taken, &paired, way),
            };
            // With nothing else that it could be, it is that one, changed.
            let is_named = paired.iter().any(|(of, _)| *of == index);
            let is_paired = is_named || (given.len() == 1 && candidates.len() == 1);
            if candidates.is_empty() {
                candidates = taken.to_vec();
            }
            let best = self.closest(variant, candidates, way);
            // What fits but for something inside is that variant, changed. What fits nowhere is new.
            match best {
                Some((met, found))
                    if found.iter().all(|difference| !difference.breaking)
                        || (is_paired || given.len() == taken.len()) && self.is_inside(&found) =>
                {
                    used.push(std::ptr::from_ref::<Schema>(met));
                    for difference in found {
                        if !self.found.contains(&difference) {
                            self.found.push(difference);
                        }
                    }
                }
                _ => self.strange(new, variant, way),
            }
        }
        let spare: Vec<&Schema> = taken
            .iter()
            .copied()
            .filter(|variant| !used.contains(&std::ptr::from_ref::<Schema>(*variant)))
            .collect();
        if given.len() < taken.len() || !strangers.spare.is_empty() {
            self.spare(new, given, &spare, &strangers, way);
        }
    }

    /// Reports a variant that the other union does not have.
    fn strange(&mut self, new: &'a Schema, variant: &'a Schema, way: Way) {
        let name = self.name(variant, way);
        let message = match way {
            Way::Request => format!("it is not {name}"),
            Way::Response => format!("it may be {name}"),
        };
        self.breaks(&new.at, message);
    }

    /// The candidate that differs least from a variant, with the differences. The first without any is it.
    fn closest(
        &mut self,
        variant: &'a Schema,
        candidates: Vec<&'a Schema>,
        way: Way,
    ) -> Option<(&'a Schema, Vec<Difference>)> {
        let weight =
            |found: &[Difference]| (found.iter().filter(|d| d.breaking).count(), found.len());
        let mut best: Option<(&Schema, Vec<Difference>)> = None;
        for other in candidates {
            let (one, two) = match way {
                Way::Request => (other, variant),
                Way::Response => (variant, other),
            };
            let found = self.tried(|checker| checker.schema(one, two, way, false));
            if best.as_ref().is_none_or(|(_, best)| weight(&found) < weight(best)) {
                let is_it = found.is_empty();
                best = Some((other, found));
                if is_it {
                    break;
                }
            }
        }
        best
    }

    /// Compares the discriminators of variants that are the same on both sides, given by their numbers.
    fn paired_tags(
        &mut self,
        unions: [&'a Schema; 2],
        [given, taken]: [&[&'a Schema]; 2],
        paired: &[(usize, usize)],
        way: Way,
    ) {
        let both = |(one, other): &(usize, usize)| Some((*given.get(*one)?, *taken.get(*other)?));
        let in_order = |(one, other)| match way {
            Way::Request => (other, one),
            Way::Response => (one, other),
        };
        let pairs: Vec<_> = paired.iter().filter_map(both).map(in_order).collect();
        self.tag_values(unions, &pairs, way);
    }

    /// The variants of the other side that have the values of an enum between them.
    fn spread_over(
        &self,
        variant: &Schema,
        taken: &[&'a Schema],
        way: Way,
    ) -> Option<Vec<*const Schema>> {
        let (own, other) = match way {
            Way::Request => (self.old, self.new),
            Way::Response => (self.new, self.old),
        };
        let Kind::Enum(choices) = &own.resolved(variant).kind else { return None };
        let mut known = Vec::new();
        let mut used = Vec::new();
        for schema in taken {
            let before = known.len();
            enums(other, schema, &mut known, 0);
            if known.len() > before {
                used.push(std::ptr::from_ref::<Schema>(schema));
            }
        }
        let is_known =
            |value: &Scalar| known.iter().any(|all| all.iter().any(|it| it.value == *value));
        // Against a single one, each value that differs is named.
        let fits = known.len() > 1 && choices.iter().all(|choice| is_known(&choice.value));
        fits.then_some(used)
    }

    /// The variants that are the same on both sides by their names, as numbers.
    fn paired(&self, given: &[&'a Schema], taken: &[&'a Schema], way: Way) -> Vec<(usize, usize)> {
        let names = |variants: &[&'a Schema], is_old: bool| -> Vec<Option<String>> {
            variants.iter().map(|variant| self.identity(variant, is_old)).collect()
        };
        let given = names(given, way == Way::Request);
        let taken = names(taken, way == Way::Response);
        let position = |all: &[Option<String>], name: &String| {
            let mut found = all.iter().enumerate().filter(|(_, it)| it.as_ref() == Some(name));
            found.next().map(|(at, _)| at).filter(|_| found.next().is_none())
        };
        let pair = |(index, name): (usize, &Option<String>)| {
            let name = name.as_ref()?;
            position(&given, name)?;
            Some((index, position(&taken, name)?))
        };
        given.iter().enumerate().filter_map(pair).collect()
    }

    /// The mark that tells a variant from others: the name of its component, or of the one that it
    /// extends.
    fn identity(&self, variant: &Schema, is_old: bool) -> Option<String> {
        match &variant.kind {
            Kind::Reference(_) => Some(self.name_of(variant, is_old)),
            Kind::All(parts) => parts.iter().find_map(|part| self.identity(part, is_old)),
            _ => None,
        }
    }

    /// The variants that one without a partner may be.
    fn candidates(
        &self,
        variant: &'a Schema,
        taken: &[&'a Schema],
        paired: &[(usize, usize)],
        way: Way,
    ) -> Vec<&'a Schema> {
        let all = taken.iter().enumerate();
        let free = all.filter(|(at, _)| !paired.iter().any(|(_, other)| other == at));
        // A response with a payload is no failure of the envelope, though its other members may be.
        let has_payload = way == Way::Response
            && self.old.envelopes.iter().any(|envelope| {
                let payload = envelope.table.get("payload").and_then(Value::as_text);
                let first = payload.and_then(|path| path.split('.').next());
                first.is_some_and(|name| Members::of(self.new, variant).has(name))
            });
        free.map(|(_, other)| *other)
            .filter(|other| !has_payload || !self.is_failure(other))
            .collect()
    }

    /// The members by which an envelope of the trait tells success. A description has any value there,
    /// for a success and a failure at once.
    fn discriminants(&self, then: &[&'a Schema]) -> Vec<&'a str> {
        if self.is_strict() || !then.iter().any(|variant| self.is_failure(variant)) {
            return Vec::new();
        }
        let old = self.old;
        let member = |envelope: &'a Envelope| {
            let member = envelope.table.get("success")?.get("member")?.as_text()?;
            member.split('.').next()
        };
        old.envelopes.iter().filter_map(member).collect()
    }

    /// The variants that nobody gives: those that are new in a request, and those that are gone in
    /// a response.
    fn spare(
        &mut self,
        new: &'a Schema,
        given: &[&'a Schema],
        taken: &[&'a Schema],
        strangers: &Strangers,
        way: Way,
    ) {
        // A schema that says nothing may be any of them; a failure of ours is described elsewhere.
        if given.iter().any(|schema| matches!(schema.kind, Kind::Any)) {
            return;
        }
        for variant in taken {
            let fits = given.iter().any(|other| {
                let (one, two) = match way {
                    Way::Request => (*variant, *other),
                    Way::Response => (*other, *variant),
                };
                let found = self.tried(|checker| checker.schema(one, two, way, false));
                found.iter().all(|difference| !difference.breaking)
            });
            let is_stranger = strangers.spare.contains(&std::ptr::from_ref::<Schema>(*variant));
            if fits && !is_stranger || self.is_failure(variant) {
                continue;
            }
            let name = self.name_of(variant, matches!(way, Way::Response));
            let message = match way {
                Way::Request => format!("it may be {name}"),
                Way::Response => format!("it is never {name}"),
            };
            self.notes(&new.at, message);
        }
    }

    /// `true` of the failures of an envelope of the trait.
    fn is_failure(&self, variant: &Schema) -> bool {
        let name = self.name_of(variant, true);
        self.old.envelopes.iter().any(|envelope| {
            let own = envelope.at.steps().pop().unwrap_or_default();
            name == format!("`{own}Failure`")
        })
    }

    /// `true` if the differences are about members, not about the value as a whole.
    fn is_inside(&self, found: &[Difference]) -> bool {
        found.iter().filter(|d| d.breaking).all(|difference| difference.part != self.at.part)
    }
}

/// The member that tells the variants of a union apart.
fn tag(schema: &Schema) -> Option<&str> {
    match &schema.kind {
        Kind::Union { discriminator: Some(discriminator), .. } => Some(&discriminator.property),
        _ => None,
    }
}

/// The enums that a schema is, or has among its variants.
fn enums<'s>(api: &'s Api, schema: &'s Schema, found: &mut Vec<&'s [Choice]>, depth: usize) {
    match &api.resolved(schema).kind {
        Kind::Enum(choices) => found.push(choices),
        // A union may hold itself.
        Kind::Union { variants, .. } if depth < 8 => {
            variants.iter().for_each(|variant| enums(api, variant, found, depth + 1));
        }
        _ => {}
    }
}

fn variants(schema: &Schema) -> Vec<&Schema> {
    match &schema.kind {
        Kind::Union { variants, .. } => variants.iter().collect(),
        _ => vec![schema],
    }
}
