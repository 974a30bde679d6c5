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
                    let has_type = !matches!(property.schema.kind, Kind::Any);
                    if has_type || !self.named.contains_key(name.as_str()) {
                        let member = Member { required, schema: &property.schema };
                        self.named.insert(name, member);
                    } else if let Some(member) = self.named.get_mut(name.as_str()) {
                        member.required = required;
                    }
                }
                match &object.additional {
                    Additional::Schema(schema) => self.others = Some(schema),
                    Additional::Forbidden => self.closed = true,
                    Additional::Undeclared => {}
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
        let both = Both { now, then, lists, tags: &tags, discriminators: &discriminators };
        self.old_members(new, &both, way);
        self.new_members(&both, way);
        self.other_members(new, &both, way);
        self.limits(new, old, way);
        self.tags = tags;
        self.discriminators = discriminators;
    }

    /// Looks for each member of the old object in the new one.
    fn old_members(&mut self, new: &'a Schema, both: &Both<'a, '_>, way: Way) {
        let is_strict = self.is_strict();
        for (name, old) in both.then.named.iter().filter(|(_, it)| goes(it.schema, way)) {
            let step = step(&self.at.part, name);
            let named = both.find(&both.now, name);
            // One that goes the other way only is not there. The type of a trait may have it all the same.
            let Some(member) = named.filter(|it| !is_strict || goes(it.schema, way)) else {
                self.within(&step, |checker| match old.required {
                    true => checker.breaks(&new.at, "it is gone"),
                    false => checker.notes(&new.at, "it is gone, and was optional"),
                });
                continue;
            };
            self.within(&step, |checker| checker.member(name, member, old, both, way));
        }
    }

    /// Compares a member that both objects have.
    fn member(
        &mut self,
        name: &str,
        now: &Member<'a>,
        old: &Member<'a>,
        both: &Both<'a, '_>,
        way: Way,
    ) {
        let at = &now.schema.at;
        match (way, now.required, old.required) {
            (Way::Request, true, false) => self.breaks(at, "it is required"),
            (Way::Response, false, true) if both.discriminators.contains(&name) => {}
            (Way::Response, false, true) => self.breaks(at, "it is optional"),
            (Way::Request, false, true) => self.notes(at, "it is optional"),
            (Way::Response, true, false) => self.notes(at, "it is always there"),
            _ => {}
        }
        if !both.tags.contains(&name) {
            // A `None` that is left out may be null to the type, and is never sent so.
            let is_sent = self.is_strict() || old.schema.extensions.patch;
            self.schema(now.schema, old.schema, way, !old.required && !is_sent);
        }
    }

    /// Names the members that the old object does not have.
    fn new_members(&mut self, both: &Both<'a, '_>, way: Way) {
        let is_strict = self.is_strict();
        for (name, member) in both.now.named.iter().filter(|(_, it)| goes(it.schema, way)) {
            let named = both.find(&both.then, name);
            if named.is_some_and(|it| !is_strict || goes(it.schema, way)) {
                continue;
            }
            let at = &member.schema.at;
            let step = step(&self.at.part, name);
            self.within(&step, |checker| match (way, member.required) {
                (Way::Request, true) => checker.breaks(at, "it is required, and not sent"),
                (Way::Request, false) => checker.notes(at, "it is new, and optional"),
                (Way::Response, _) => checker.notes(at, "it is new"),
            });
        }
    }

    /// Compares the members that have no names in the descriptions.
    fn other_members(&mut self, new: &'a Schema, both: &Both<'a, '_>, way: Way) {
        let step = step(&self.at.part, "*");
        let (now, then) = (&both.now, &both.then);
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
    }
}

/// Two objects that are compared, and what is known of their members.
struct Both<'a, 'c> {
    now: Members<'a>,
    then: Members<'a>,
    /// The members of a form that are lists: their names may end with `[]`.
    lists: Vec<&'a str>,
    /// The members that are compared with the union around the objects.
    tags: &'c [&'a str],
    discriminators: &'c [&'a str],
}

impl<'a> Both<'a, '_> {
    /// The member of one of the two with this name, or with the other spelling of a list.
    fn find<'m>(&self, members: &'m Members<'a>, name: &str) -> Option<&'m Member<'a>> {
        let other = match name.strip_suffix("[]") {
            Some(list) if self.lists.contains(&list) => list.to_owned(),
            None if self.lists.contains(&name) => format!("{name}[]"),
            _ => name.to_owned(),
        };
        members.named.get(name).or_else(|| members.named.get(other.as_str()))
    }
}

/// `true` of a member that is sent this way.
fn goes(schema: &Schema, way: Way) -> bool {
    match way {
        Way::Request => !schema.read_only || schema.write_only,
        Way::Response => !schema.write_only || schema.read_only,
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
