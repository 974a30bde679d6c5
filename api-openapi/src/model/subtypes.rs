//! Subtypes: schemas that have a base in their `allOf`, where the base names a `discriminator`. A value of the
//! base is one of them, so the base is read as their union, and its members as a part of each.

use std::collections::{HashMap, HashSet};

use super::reader::Reader;
use super::{Choice, Choices, Discriminator, Kind, Scalar, Schema};
use crate::document::{Node, Place, Value};

/// The most subtypes that a union is made of. Some descriptions derive all their types, many hundreds, from one
/// base: whoever asks for one of these would get all.
const MOST: usize = 100;

/// The components that have another in their `allOf`, and those others, both by place.
#[derive(Default)]
pub(super) struct Family<'a> {
    children: HashMap<Place, Vec<Node<'a>>>,
    parents: HashMap<Place, Vec<Node<'a>>>,
}

impl<'a> Reader<'a> {
    /// The union of the subtypes of a base; none of any other schema.
    pub(super) fn subtypes(&mut self, base: &Node<'a>) -> Option<Kind> {
        let heirs = self.heirs(base);
        if heirs.is_empty() || heirs.len() > MOST {
            return None;
        }
        let discriminator = self.discriminator_of_base(base, &heirs);
        let variants = heirs.into_iter().map(|heir| {
            let at = heir.at.clone();
            Schema::of(at, Kind::Reference(self.intern(heir)))
        });
        Some(Kind::Union { variants: variants.collect(), discriminator })
    }

    /// The words about a base that has too many subtypes.
    pub(super) fn too_many_subtypes(&mut self, base: &Node<'a>) -> Option<String> {
        let heirs = self.heirs(base);
        let names: Vec<String> = heirs.iter().take(3).map(|it| format!("`{}`", name(it))).collect();
        let more = heirs.len().checked_sub(MOST).filter(|more| *more > 0)? + MOST - names.len();
        let property = property(base)?;
        let names = names.join(", ");
        Some(format!(
            "`{property}` may say that it is {names} or one of {more} others, whose own members are not read"
        ))
    }

    /// The base behind a part of the `allOf` of one of its subtypes, whose members are those of the base alone.
    pub(super) fn base_behind(&mut self, part: &Node<'a>) -> Option<Node<'a>> {
        part.value.get("$ref")?;
        let base = self.description.resolve(part).ok()?;
        let is_base = (1..=MOST).contains(&self.heirs(&base).len());
        // A subtype that has subtypes has the member that tells them apart, too.
        (is_base || self.base_of_heir(&base.at).is_some()).then_some(base)
    }

    /// Permits but one value in the member that tells a subtype apart from others. A subtype that has subtypes
    /// itself may be one of them.
    pub(super) fn fix_tag(&mut self, heir: &Place, parts: &mut [Schema]) {
        if self.family().children.contains_key(heir) {
            return;
        }
        let Some(base) = self.base_of_heir(heir) else { return };
        let heirs = self.heirs(&base);
        let Some(tag) = self.discriminator_of_base(&base, &heirs) else { return };
        let values: Vec<&String> = tag.mapped_to(heir).collect();
        if let [value] = values.as_slice() {
            parts.iter_mut().for_each(|part| fix(part, &tag.property, value, heir));
        }
    }

    /// The nearest base with a discriminator that a schema is a subtype of.
    fn base_of_heir(&mut self, heir: &Place) -> Option<Node<'a>> {
        let mut open = vec![heir.clone()];
        let mut seen = HashSet::new();
        while let Some(at) = open.pop() {
            for parent in self.family().parents.get(&at).cloned().unwrap_or_default() {
                if property(&parent).is_some() && (1..=MOST).contains(&self.heirs(&parent).len()) {
                    return Some(parent);
                }
                if seen.insert(parent.at.clone()) {
                    open.push(parent.at);
                }
            }
        }
        None
    }

    /// `true` of a component that has another in its `allOf`.
    pub(super) fn is_subtype(&mut self, at: &Place) -> bool {
        self.family().parents.contains_key(at)
    }

    /// Leaves out the variants that are subtypes of another one: that one is their union already.
    pub(super) fn without_subtypes(&mut self, variants: Vec<Node<'a>>) -> Vec<Node<'a>> {
        let mut known: HashSet<Place> = HashSet::new();
        for variant in &variants {
            if let Ok(target) = self.description.resolve(variant) {
                let heirs = self.heirs(&target);
                known.extend(heirs.into_iter().map(|heir| heir.at));
            }
        }
        if known.is_empty() {
            return variants;
        }
        let is_new = |variant: &Node<'a>| {
            self.description.resolve(variant).map_or(true, |it| !known.contains(&it.at))
        };
        variants.into_iter().filter(is_new).collect()
    }

    /// The discriminator of the base that all variants are subtypes of, for a union that names none.
    pub(super) fn inherited(&mut self, variants: &[Node<'a>]) -> Option<Discriminator> {
        let targets: Option<Vec<Node<'a>>> = variants
            .iter()
            .map(|variant| {
                variant.value.get("$ref")?;
                self.description.resolve(variant).ok()
            })
            .collect();
        let targets = targets?;
        let mut open = vec![targets.first()?.at.clone()];
        let mut seen = HashSet::new();
        while let Some(at) = open.pop() {
            for parent in self.family().parents.get(&at).cloned().unwrap_or_default() {
                if !seen.insert(parent.at.clone()) {
                    continue;
                }
                let heirs = self.heirs(&parent);
                let is_heir = |target: &Node<'_>| heirs.iter().any(|heir| heir.at == target.at);
                if property(&parent).is_some() && targets.iter().all(is_heir) {
                    return self.discriminator_of_base(&parent, &heirs);
                }
                open.push(parent.at);
            }
        }
        None
    }

    /// The subtypes of a base, theirs, and what its mapping names; nothing for any other schema. A subtype
    /// that is a base itself is there as its subtypes.
    fn heirs(&mut self, base: &Node<'a>) -> Vec<Node<'a>> {
        let listed: Vec<Node<'a>> = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|word| base.get(word))
            .flat_map(|list| list.items().collect::<Vec<_>>())
            .collect();
        if self.is_of_traits || (property(base).is_none() && listed.is_empty()) {
            return Vec::new();
        }
        let mut heirs = Vec::new();
        let mut seen = HashSet::from([base.at.clone()]);
        self.descend(base, &mut seen, &mut heirs);
        // A list of variants says more, unless these have the base as a part in turn.
        let is_heir = |variant: &Node<'a>| {
            self.description.resolve(variant).is_ok_and(|it| seen.contains(&it.at))
        };
        if heirs.is_empty() || !listed.iter().all(is_heir) {
            return Vec::new();
        }
        if !listed.is_empty() {
            let targets: Vec<Place> = listed
                .iter()
                .filter_map(|it| Some(self.description.resolve(it).ok()?.at))
                .collect();
            heirs.retain(|heir| targets.contains(&heir.at));
            return heirs;
        }
        for (_, target) in self.mapped(base) {
            if seen.insert(target.at.clone()) {
                heirs.push(target);
            }
        }
        heirs
    }

    fn descend(&mut self, of: &Node<'a>, seen: &mut HashSet<Place>, heirs: &mut Vec<Node<'a>>) {
        for child in self.family().children.get(&of.at).cloned().unwrap_or_default() {
            if !seen.insert(child.at.clone()) {
                continue;
            }
            let is_base =
                property(&child).is_some() && self.family().children.contains_key(&child.at);
            if !is_base {
                heirs.push(child.clone());
            }
            self.descend(&child, seen, heirs);
        }
    }

    /// The discriminator with all its values, of which a mapping may name only some.
    fn discriminator_of_base(
        &mut self,
        base: &Node<'a>,
        heirs: &[Node<'a>],
    ) -> Option<Discriminator> {
        let property = property(base)?;
        let known = base.get("properties").and_then(|members| members.get(&property));
        let known = known.map(|member| member.texts("enum")).unwrap_or_default();
        // A base between them may have a mapping of its own.
        let mut mapped = self.mapped(base);
        for heir in heirs {
            for parent in self.family().parents.get(&heir.at).cloned().unwrap_or_default() {
                mapped.extend(self.mapped(&parent));
            }
        }
        let mut mapping: Vec<(String, Place)> = Vec::new();
        for heir in heirs {
            let own = mapped.iter().filter(|(_, target)| target.at == heir.at);
            let mut own: Vec<String> = own.map(|(value, _)| value.clone()).collect();
            if own.is_empty() {
                own.push(declared(heir, &property).unwrap_or_else(|| meant(heir, &known)));
            }
            for value in own {
                let entry = (value, heir.at.clone());
                if !mapping.contains(&entry) {
                    mapping.push(entry);
                }
            }
        }
        let default = base.get("discriminator").and_then(|it| it.text("defaultMapping"));
        Some(Discriminator { property, mapping, default })
    }

    /// The values of a mapping, and the schemas that they mean.
    fn mapped(&self, base: &Node<'a>) -> Vec<(String, Node<'a>)> {
        let mapping = base.get("discriminator").and_then(|it| it.get("mapping"));
        let entries = mapping.iter().flat_map(Node::entries);
        let targets = entries.filter_map(|(value, target)| {
            let target = target.value.as_text()?;
            let named = format!("#/components/schemas/{target}");
            let followed = self.description.follow(&base.at, target);
            let followed = followed.or_else(|_| self.description.follow(&base.at, &named));
            Some((value.to_owned(), followed.ok()?))
        });
        targets.collect()
    }

    fn family(&mut self) -> &Family<'a> {
        let (description, root) = (self.description, self.description.root());
        self.family.get_or_insert_with(|| {
            let components =
                root.get("definitions").or_else(|| root.get("components")?.get("schemas"));
            let mut family = Family::default();
            for (_, written) in components.iter().flat_map(Node::entries) {
                // A component may be in a file of its own.
                let Ok(schema) = description.resolve(&written) else { continue };
                let parts: Vec<Node<'a>> =
                    schema.get("allOf").iter().flat_map(Node::items).collect();
                // One that adds null is no subtype.
                if parts.len() == 1 && schema.flag("nullable") {
                    continue;
                }
                for part in parts {
                    let reference = part.value.get("$ref").and_then(Value::as_text);
                    let target = reference.and_then(|it| description.follow(&part.at, it).ok());
                    let Some(target) = target.and_then(|it| description.resolve(&it).ok()) else {
                        continue;
                    };
                    let children = family.children.entry(target.at.clone()).or_default();
                    if !children.iter().any(|known| known.at == schema.at) {
                        children.push(schema.clone());
                        family.parents.entry(schema.at.clone()).or_default().push(target);
                    }
                }
            }
            family
        })
    }
}

/// Permits one value in a member that is described as a text, or as one of several.
fn fix(part: &mut Schema, property: &str, value: &str, heir: &Place) {
    match &mut part.kind {
        Kind::All(parts) => parts.iter_mut().for_each(|part| fix(part, property, value, heir)),
        Kind::Object(object) => {
            let Some(member) = object.properties.get_mut(property) else { return };
            if member.schema.constant().is_some()
                || !matches!(member.schema.kind, Kind::Text(_) | Kind::Enum(_))
            {
                return;
            }
            let choice =
                Choice { value: Scalar::Text(value.to_owned()), name: None, description: None };
            let kind = Kind::Enum(Choices::from(vec![choice]).tag());
            member.schema = Schema {
                description: member.schema.description.take(),
                ..Schema::of(heir.step("discriminator"), kind)
            };
        }
        _ => {}
    }
}

/// The member that tells subtypes apart: in 2.0, `discriminator` is its name.
fn property(base: &Node<'_>) -> Option<String> {
    let discriminator = base.get("discriminator")?;
    match discriminator.value {
        Value::Text(name) => Some(name.clone()),
        _ => discriminator.text("propertyName"),
    }
}

/// The value that a subtype names itself: by an extension of those who write 2.0 for Azure, or as the only one
/// that its own member permits.
fn declared(heir: &Node<'_>, property: &str) -> Option<String> {
    let parts: Vec<Node<'_>> = heir.get("allOf").iter().flat_map(Node::items).collect();
    std::iter::once(heir).chain(&parts).find_map(|part| {
        part.text("x-ms-discriminator-value").or_else(|| {
            let member = part.get("properties")?.get(property)?;
            member.text("const").or_else(|| match member.texts("enum").as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            })
        })
    })
}

/// The value that the name of a subtype means: the name itself, or the value that is spelled like it.
fn meant(heir: &Node<'_>, known: &[String]) -> String {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let name = name(heir);
    let is_exact = known.contains(&name);
    let alike = known.iter().find(|value| letters(value) == letters(&name));
    alike.filter(|_| !is_exact).cloned().unwrap_or(name)
}

fn name(schema: &Node<'_>) -> String {
    schema.at.steps().pop().unwrap_or_default()
}
