//! The members of an object, from all of its parts.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::model::{Additional, Api, Kind, Schema, TypeId};

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member<'a> {
    pub(crate) required: bool,
    pub(crate) schema: &'a Schema,
}

/// The members, if the schema is an object with members of known names only. Of a union, those of its
/// first variant: a description of ours has a success beside a failure.
pub(crate) fn members<'a>(
    api: &'a Api,
    schema: &'a Schema,
) -> Option<IndexMap<&'a str, Member<'a>>> {
    let mut found = IndexMap::new();
    gather(api, schema, &mut found, &mut HashSet::new()).then_some(found)
}

fn gather<'a>(
    api: &'a Api,
    schema: &'a Schema,
    found: &mut IndexMap<&'a str, Member<'a>>,
    seen: &mut HashSet<TypeId>,
) -> bool {
    match &schema.kind {
        Kind::Object(object) => {
            for (name, property) in &object.properties {
                let member = Member { required: property.required, schema: &property.schema };
                // A part that says nothing of a member does not replace one that does.
                let has_type = !matches!(property.schema.kind, Kind::Any);
                if has_type || !found.contains_key(name.as_str()) {
                    found.insert(name, member);
                }
            }
            !matches!(object.additional, Additional::Schema(_))
        }
        Kind::All(parts) => parts.iter().all(|part| gather(api, part, found, seen)),
        Kind::Reference(id) if seen.insert(*id) => {
            api.named(*id).is_some_and(|named| gather(api, &named.schema, found, seen))
        }
        Kind::Union { variants, .. } => {
            variants.first().is_some_and(|first| gather(api, first, found, seen))
        }
        _ => false,
    }
}
