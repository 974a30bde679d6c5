//! The names of variants in messages.

use super::schemas::word_of;
use super::{Checker, Way};
use crate::model::{Kind, Scalar, Schema};

impl Checker<'_> {
    pub(super) fn name(&self, variant: &Schema, way: Way) -> String {
        self.name_of(variant, way == Way::Request)
    }

    pub(super) fn name_of(&self, variant: &Schema, is_old: bool) -> String {
        let api = if is_old { self.old } else { self.new };
        match &variant.kind {
            Kind::Reference(id) => {
                let steps = api.named(*id).map(|named| named.at.steps()).unwrap_or_default();
                format!("`{}`", steps.last().cloned().unwrap_or_default())
            }
            kind => {
                let words = || match constant(variant) {
                    Some((name, value)) => format!("an object whose `{name}` is `{value}`"),
                    None => word_of(kind).to_owned(),
                };
                variant.title.clone().unwrap_or_else(words)
            }
        }
    }
}

/// The first member of an object that has but one value, which tells it from others.
fn constant(variant: &Schema) -> Option<(&str, &Scalar)> {
    let Kind::Object(object) = &variant.kind else { return None };
    let mut members = object.properties.iter();
    members.find_map(|(name, member)| Some((name.as_str(), member.schema.constant()?)))
}
