//! Unions: each variant of one is looked for among those of the other.

use super::schemas::word_of;
use super::{Checker, Way};
use crate::model::{Kind, Schema};

impl<'a> Checker<'a> {
    pub(super) fn unions(&mut self, new: &'a Schema, old: &'a Schema, way: Way) {
        let (now, then) = (variants(new), variants(old));
        let tags = self.tags.len();
        self.tags.extend([new, old].into_iter().filter_map(tag));
        self.variants(new, &now, &then, way);
        self.tags.truncate(tags);
    }

    fn variants(&mut self, new: &'a Schema, now: &[&'a Schema], then: &[&'a Schema], way: Way) {
        // A variant of the side that is given must be one of the side that takes it.
        let (given, taken) = match way {
            Way::Request => (then, now),
            Way::Response => (now, then),
        };
        if taken.iter().any(|schema| matches!(schema.kind, Kind::Any)) {
            return;
        }
        for variant in given {
            if matches!(variant.kind, Kind::Any) {
                continue;
            }
            let mut best: Option<Vec<super::Difference>> = None;
            // The one of the same name is most likely it, and the others need no look then.
            let own = self.name(variant, way);
            let is_other =
                |other: &&&Schema| self.name_of(other, matches!(way, Way::Response)) != own;
            let (others, likely): (Vec<&&Schema>, Vec<&&Schema>) = taken.iter().partition(is_other);
            for other in likely.into_iter().chain(others) {
                let (one, two) = match way {
                    Way::Request => (*other, *variant),
                    Way::Response => (*variant, *other),
                };
                let found = self.tried(|checker| checker.schema(one, two, way, false));
                let weight = |found: &[super::Difference]| {
                    (found.iter().filter(|d| d.breaking).count(), found.len())
                };
                if best.as_ref().is_none_or(|best| weight(&found) < weight(best)) {
                    let is_it = found.is_empty();
                    best = Some(found);
                    if is_it {
                        break;
                    }
                }
            }
            // What fits but for something inside is that variant, changed. What fits nowhere is new.
            match best {
                Some(found)
                    if found.iter().all(|difference| !difference.breaking)
                        || (given.len() == taken.len() && self.is_inside(&found)) =>
                {
                    for difference in found {
                        if !self.found.contains(&difference) {
                            self.found.push(difference);
                        }
                    }
                }
                _ => {
                    let name = self.name(variant, way);
                    let message = match way {
                        Way::Request => format!("it is not {name}"),
                        Way::Response => format!("it may be {name}"),
                    };
                    self.breaks(&new.at, message);
                }
            }
        }
        self.spare(new, given, taken, way);
    }

    /// The variants that nobody gives: those that are new in a request, and those that are gone in
    /// a response.
    fn spare(&mut self, new: &'a Schema, given: &[&'a Schema], taken: &[&'a Schema], way: Way) {
        // What nothing is said of may be any of them; a failure of ours is described elsewhere.
        if given.len() >= taken.len() || given.iter().any(|schema| matches!(schema.kind, Kind::Any))
        {
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
            if fits || self.is_failure(variant) {
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
    fn is_inside(&self, found: &[super::Difference]) -> bool {
        found.iter().filter(|d| d.breaking).all(|difference| difference.part != self.at.part)
    }

    fn name(&self, variant: &Schema, way: Way) -> String {
        self.name_of(variant, way == Way::Request)
    }

    fn name_of(&self, variant: &Schema, is_old: bool) -> String {
        let api = if is_old { self.old } else { self.new };
        match &variant.kind {
            Kind::Reference(id) => {
                let steps = api.named(*id).map(|named| named.at.steps()).unwrap_or_default();
                format!("`{}`", steps.last().cloned().unwrap_or_default())
            }
            kind => variant.title.clone().unwrap_or_else(|| word_of(kind).to_owned()),
        }
    }
}

/// The member that tells the variants of a union apart.
fn tag(schema: &Schema) -> Option<&str> {
    match &schema.kind {
        Kind::Union { discriminator: Some(discriminator), .. } => Some(&discriminator.property),
        _ => None,
    }
}

fn variants(schema: &Schema) -> Vec<&Schema> {
    match &schema.kind {
        Kind::Union { variants, .. } => variants.iter().collect(),
        _ => vec![schema],
    }
}
