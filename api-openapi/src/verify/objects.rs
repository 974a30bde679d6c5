//! Objects, and their members.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Checker, Way};
use crate::model::{Additional, Api, Kind, Schema, TypeId};

/// The members of an object, from all of its parts.
#[derive(Default)]
pub(super) struct Members<'a> {
    named: IndexMap<&'a str, Member<'a>>,
    required: HashSet<&'a str>,
    others: Option<&'a Schema>,
    /// No member but the named ones is permitted.
    closed: bool,
    seen: HashSet<TypeId>,
}

#[derive(Clone, Copy)]
struct Member<'a> {
    required: bool,
    schema: &'a Schema,
}

impl<'a> Members<'a> {
    pub(super) fn of(api: &'a Api, schema: &'a Schema) -> Self {
        let mut members = Self::default();
        members.gather(api, schema);
        for (name, member) in &mut members.named {
            member.required |= members.required.contains(name);
        }
        members
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.named.keys().copied()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    pub(super) fn schema(&self, name: &str) -> Option<&'a Schema> {
        self.named.get(name).map(|member| member.schema)
    }

    fn gather(&mut self, api: &'a Api, schema: &'a Schema) {
        match &schema.kind {
            Kind::Object(object) => {
                self.required.extend(object.required_elsewhere.iter().map(String::as_str));
                for (name, property) in &object.properties {
                    let before =
                        self.named.get(name.as_str()).is_some_and(|member| member.required);
                    let required = property.required || before;
                    // One that says nothing does not replace one that does.
                    let said = !matches!(property.schema.kind, Kind::Any);
                    if said || !self.named.contains_key(name.as_str()) {
                        let member = Member { required, schema: &property.schema };
                        self.named.insert(name, member);
                    } else if let Some(member) = self.named.get_mut(name.as_str()) {
                        member.required = required;
                    }
                }
                match &object.additional {
                    Additional::Schema(schema) => self.others = Some(schema),
                    Additional::Forbidden => self.closed = true,
                    Additional::Unsaid => {}
                }
            }
            Kind::Map(schema) => self.others = Some(schema),
            Kind::All(parts) => parts.iter().for_each(|part| self.gather(api, part)),
            Kind::Reference(id) if self.seen.insert(*id) => {
                if let Some(named) = api.named(*id) {
                    self.gather(api, &named.schema);
                }
            }
            _ => {}
        }
    }
}

impl<'a> Checker<'a> {
    pub(super) fn objects(&mut self, new: &'a Schema, old: &'a Schema, way: Way) {
        let now = Members::of(self.new, new);
        let then = Members::of(self.old, old);
        // They are about this object, and not about those within it.
        let tags = std::mem::take(&mut self.tags);
        let discriminators = std::mem::take(&mut self.discriminators);
        let lists = std::mem::take(&mut self.form_lists);
        let spelled = |name: &str| match name.strip_suffix("[]") {
            Some(list) if lists.contains(&list) => list.to_owned(),
            None if lists.contains(&name) => format!("{name}[]"),
            _ => name.to_owned(),
        };
        let of_way = |schema: &Schema| match way {
            Way::Request => !schema.read_only || schema.write_only,
            Way::Response => !schema.write_only || schema.read_only,
        };
        let is_strict = self.is_strict();
        for (name, old) in then.named.iter().filter(|(_, member)| of_way(member.schema)) {
            let step = step(&self.at.part, name);
            let other = spelled(name);
            let named = now.named.get(name).or_else(|| now.named.get(other.as_str()));
            // One that goes the other way only is not there. The type of a trait may have it all the same.
            let Some(member) = named.filter(|it| !is_strict || of_way(it.schema)) else {
                self.within(&step, |checker| match old.required {
                    true => checker.breaks(&new.at, "it is gone"),
                    false => checker.notes(&new.at, "it is gone, and was optional"),
                });
                continue;
            };
            self.within(&step, |checker| {
                match (way, member.required, old.required) {
                    (Way::Request, true, false) => {
                        checker.breaks(&member.schema.at, "it is required")
                    }
                    (Way::Response, false, true) if discriminators.contains(name) => {}
                    (Way::Response, false, true) => {
                        checker.breaks(&member.schema.at, "it is optional")
                    }
                    (Way::Request, false, true) => {
                        checker.notes(&member.schema.at, "it is optional")
                    }
                    (Way::Response, true, false) => {
                        checker.notes(&member.schema.at, "it is always there")
                    }
                    _ => {}
                }
                if !tags.contains(name) {
                    // A `None` that is left out may be null to the type, and is never sent so.
                    let is_sent = checker.is_strict() || old.schema.said.patch;
                    let absent = !old.required && !is_sent;
                    checker.schema(member.schema, old.schema, way, absent);
                }
            });
        }
        for (name, member) in now.named.iter().filter(|(_, member)| of_way(member.schema)) {
            let named = then.named.get(name).or_else(|| then.named.get(spelled(name).as_str()));
            if named.is_some_and(|it| !is_strict || of_way(it.schema)) {
                continue;
            }
            let step = step(&self.at.part, name);
            self.within(&step, |checker| match (way, member.required) {
                (Way::Request, true) => {
                    checker.breaks(&member.schema.at, "it is required, and not sent");
                }
                (Way::Request, false) => {
                    checker.notes(&member.schema.at, "it is new, and optional")
                }
                (Way::Response, _) => checker.notes(&member.schema.at, "it is new"),
            });
        }
        let step = step(&self.at.part, "*");
        self.within(&step, |checker| match (now.others, then.others) {
            (Some(now), Some(then)) => checker.schema(now, then, way, false),
            (None, Some(_)) if now.closed => match way {
                Way::Request => checker.breaks(&new.at, "no other members are taken"),
                Way::Response => checker.notes(&new.at, "there are no other members"),
            },
            (Some(_), None) if then.closed => match way {
                Way::Request => checker.notes(&new.at, "other members are taken"),
                Way::Response => checker.breaks(&new.at, "there may be other members"),
            },
            _ => {}
        });
        self.limits(new, old, way);
        self.tags = tags;
        self.discriminators = discriminators;
    }
}

/// The step to a member, behind what the way into the body begins with.
pub(super) fn step(part: &str, name: &str) -> String {
    match part.ends_with('`') && part.matches('`').count() % 2 == 1 {
        true => name.to_owned(),
        false if part.matches('`').count() % 2 == 1 => format!(".{name}"),
        // Of a parameter, whose name is in backticks already.
        false => format!(", `{name}"),
    }
}
