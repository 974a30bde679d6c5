//! Which types are sent, which are received, and which hold themselves.

use std::collections::HashSet;

use super::{Context, Item, ItemBody, ItemId, Rust, Types, Union, UnionVariant};
use crate::model::Schema;

/// The ways of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Sent,
    Received,
}

impl<'a> Types<'a> {
    /// Marks the type of a form. One that is JSON elsewhere loses the difference of null and nothing there.
    pub(crate) fn mark_form(&mut self, schema: &Schema, context: &Context) {
        let rust = self.rust(schema, context);
        if let Some(id) = self.item_of(rust.bare())
            && let Some(item) = self.items.get_mut(id.0)
        {
            item.form = true;
        }
    }

    /// Marks a type, and all that it holds, as sent or received.
    pub(crate) fn mark(&mut self, rust: &Rust, way: Way) {
        let mut open = Vec::new();
        mentioned(rust, &mut open);
        for id in &open {
            if let Some(item) = self.items.get_mut(id.0) {
                item.direct = true;
            }
        }
        let mut open: Vec<(ItemId, Way)> = open.into_iter().map(|id| (id, way)).collect();
        while let Some((id, way)) = open.pop() {
            let Some(item) = self.items.get_mut(id.0) else { continue };
            let marked = match way {
                Way::Sent => &mut item.sent,
                Way::Received => &mut item.received,
            };
            if std::mem::replace(marked, true) {
                continue;
            }
            let mut inside = Vec::new();
            let tagged = each_rust(&item.body, way, |rust| mentioned(rust, &mut inside));
            // A server reads what a client does not send, so that the field has its type, too.
            if self.options.both_ways() {
                for way in [Way::Sent, Way::Received] {
                    each_rust(&item.body, way, |rust| mentioned(rust, &mut inside));
                }
            }
            let mut inside: Vec<(ItemId, Way)> = inside.into_iter().map(|id| (id, way)).collect();
            // One type for both ways describes itself with all of its members.
            if self.options.openapi && item.sent && item.received {
                for (way, other) in [(Way::Sent, Way::Received), (Way::Received, Way::Sent)] {
                    let mut others = Vec::new();
                    each_rust(&item.body, other, |rust| mentioned(rust, &mut others));
                    inside.extend(others.into_iter().map(|id| (id, way)));
                }
            }
            if !tagged {
                for (id, _) in &inside {
                    if let Some(item) = self.items.get_mut(id.0) {
                        item.direct = true;
                    }
                }
            }
            open.extend(inside);
        }
    }

    /// Finds what must be boxed, and the aliases that cannot be one.
    pub(crate) fn break_cycles(&mut self) {
        let ids: Vec<ItemId> = (0..self.items.len()).map(ItemId).collect();
        ids.iter().for_each(|id| self.end_itself(*id));
        for id in &ids {
            let is_alias = |item: &Item| matches!(item.body, ItemBody::Alias(_));
            if self.item(*id).is_some_and(is_alias)
                && self.alias_meets_itself(*id)
                && let Some(item) = self.items.get_mut(id.0)
                && let ItemBody::Alias(rust) = &item.body
            {
                item.body = ItemBody::Newtype(rust.clone());
            }
        }
        // Depth first, with a stack of our own: the edge that leads back is boxed.
        let mut done: HashSet<ItemId> = HashSet::new();
        for root in ids {
            let mut path: Vec<(ItemId, Vec<ItemId>)> = vec![(root, self.held(root))];
            let mut on_path: HashSet<ItemId> = HashSet::from([root]);
            if done.contains(&root) {
                continue;
            }
            while let Some((from, rest)) = path.last_mut() {
                let from = *from;
                let Some(to) = rest.pop() else {
                    done.insert(from);
                    on_path.remove(&from);
                    path.pop();
                    continue;
                };
                if on_path.contains(&to) {
                    self.boxed.insert((from, to));
                } else if !done.contains(&to) {
                    on_path.insert(to);
                    let held = self.held(to);
                    path.push((to, held));
                }
            }
        }
    }

    /// Takes a type out of itself where it would be nothing else: reading it would never end.
    fn end_itself(&mut self, id: ItemId) {
        let Some(item) = self.item(id) else { return };
        let at = item.at.clone();
        let kept = match &item.body {
            ItemBody::Alias(rust) if self.is_itself(rust, id) => Vec::new(),
            ItemBody::Union(Union { tag: None, variants }) => {
                let is_other = |variant: &&UnionVariant| !self.is_itself(&variant.rust, id);
                let kept: Vec<UnionVariant> = variants.iter().filter(is_other).cloned().collect();
                if kept.len() == variants.len() {
                    return;
                }
                kept
            }
            _ => return,
        };
        let (body, message) = match kept.is_empty() {
            true => (ItemBody::Alias(Rust::Json), "it is described as itself, which says nothing"),
            false => (
                ItemBody::Union(Union { tag: None, variants: kept }),
                "one of its variants is itself, and left out",
            ),
        };
        if let Some(item) = self.items.get_mut(id.0) {
            item.body = body;
        }
        self.item_loss(id, &at, message);
    }

    /// `true` if a type is the item `id`, or a union of which a variant is.
    fn is_itself(&self, rust: &Rust, id: ItemId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![rust];
        while let Some(rust) = open.pop() {
            match rust {
                Rust::Optional(inner) => open.push(inner),
                Rust::Item(other) if *other == id => return true,
                Rust::Item(other) if seen.insert(*other) => {
                    match self.item(*other).map(|it| &it.body) {
                        Some(ItemBody::Alias(inner)) => open.push(inner),
                        Some(ItemBody::Union(Union { tag: None, variants })) => {
                            open.extend(variants.iter().map(|variant| &variant.rust));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// `true` if the way from an alias through aliases leads back to it.
    fn alias_meets_itself(&self, start: ItemId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            let Some(ItemBody::Alias(rust)) = self.item(id).map(|item| &item.body) else {
                continue;
            };
            let mut inside = Vec::new();
            mentioned(rust, &mut inside);
            for next in inside {
                if next == start {
                    return true;
                }
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        false
    }

    /// The items that an item holds in itself, without an allocation between them; in reverse.
    fn held(&self, id: ItemId) -> Vec<ItemId> {
        let Some(item) = self.item(id) else { return Vec::new() };
        let mut held = Vec::new();
        each_rust(&item.body, Way::Received, |rust| self.directly(rust, &mut held));
        each_rust(&item.body, Way::Sent, |rust| self.directly(rust, &mut held));
        held.reverse();
        held
    }

    /// `true` if a field of `from` with this type must be boxed.
    pub(crate) fn is_boxed(&self, from: ItemId, rust: &Rust) -> bool {
        let mut held = Vec::new();
        self.directly(rust, &mut held);
        held.iter().any(|to| self.boxed.contains(&(from, *to)))
    }

    /// The items that a type holds in itself. An alias is what it stands for.
    fn directly(&self, rust: &Rust, found: &mut Vec<ItemId>) {
        match self.unaliased(rust) {
            Rust::Item(id) => found.push(id),
            Rust::Optional(inner) => self.directly(&inner, found),
            Rust::Tuple(items) => items.iter().for_each(|item| self.directly(item, found)),
            _ => {}
        }
    }
}

/// Visits the types that an item of this body is made of, on its way. True of a tagged union.
fn each_rust(body: &ItemBody, way: Way, mut visit: impl FnMut(&Rust)) -> bool {
    match body {
        ItemBody::Struct(fields) => {
            for field in fields {
                let left_out = match way {
                    Way::Sent => field.read_only && !field.write_only && !field.asked_for,
                    Way::Received => field.write_only && !field.read_only,
                };
                if !left_out {
                    visit(&field.rust);
                }
            }
        }
        ItemBody::Union(union) => {
            union.variants.iter().for_each(|variant| visit(&variant.rust));
            return union.tag.is_some();
        }
        ItemBody::Alias(rust) | ItemBody::Newtype(rust) => visit(rust),
        ItemBody::Statuses { bodies, .. } => bodies.iter().for_each(visit),
        ItemBody::Pending | ItemBody::Enum(_) | ItemBody::Constant(_) => {}
    }
    false
}

/// The items that a type mentions.
fn mentioned(rust: &Rust, found: &mut Vec<ItemId>) {
    match rust {
        Rust::Item(id) => found.push(*id),
        Rust::List(inner) | Rust::Map(inner) | Rust::Optional(inner) => mentioned(inner, found),
        Rust::Tuple(items) => items.iter().for_each(|item| mentioned(item, found)),
        _ => {}
    }
}
