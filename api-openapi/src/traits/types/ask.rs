//! Questions about a type, for those who write a value of it.

use std::collections::HashSet;

use super::build::Context;
use super::standard::Standard;
use super::{Field, ItemBody, ItemId, Rust, Types};
use crate::document::Place;
use crate::model::{Kind, Schema, TextFormat};

/// Bytes that are sent as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bytes {
    One,
    Many,
}

impl<'a> Types<'a> {
    /// `true` of what is one text in a query.
    pub(crate) fn is_scalar(&self, rust: &Rust) -> bool {
        match self.unaliased(rust) {
            Rust::Bool
            | Rust::Integer(_)
            | Rust::Float { .. }
            | Rust::Text
            | Rust::DateTime
            | Rust::Date => true,
            Rust::Standard(standard) => standard != Standard::Nothing,
            other => self.is_enum(&other) || self.is_scalar_union(&other),
        }
    }

    /// `true` of an enum of texts or numbers.
    pub(crate) fn is_enum(&self, rust: &Rust) -> bool {
        let body = self.body_of(rust);
        matches!(body, Some(ItemBody::Enum(_) | ItemBody::Constant(_)))
    }

    /// The type in a query, a header or a path, where a list has no null among its elements: it would
    /// have no text.
    pub(crate) fn outside_of_a_body(&self, rust: &Rust) -> Rust {
        match self.unaliased(rust.bare()) {
            Rust::List(inner) if inner.is_optional() => Rust::List(Box::new(inner.bare().clone())),
            other => other,
        }
    }

    /// `true` of a struct.
    pub(crate) fn is_object(&self, rust: &Rust) -> bool {
        matches!(self.unaliased(rust), Rust::Map(_))
            || matches!(self.body_of(rust), Some(ItemBody::Struct(_)))
    }

    /// `true` if the type of the schema at this place is a page.
    pub(crate) fn is_page(&self, at: &Place) -> bool {
        self.by_place.get(at).is_some_and(|id| self.pages.contains_key(id))
    }

    /// The item behind aliases.
    pub(crate) fn item_of(&self, rust: &Rust) -> Option<ItemId> {
        match self.unaliased(rust) {
            Rust::Item(id) => Some(id),
            _ => None,
        }
    }

    /// The fields on the way to a member, in an item or in what is flattened into it: `meta.total`.
    pub(crate) fn way_to(&self, item: ItemId, wire_names: &[String]) -> Option<Vec<&Field>> {
        let ItemBody::Struct(fields) = &self.item(item)?.body else { return None };
        let (name, rest) = wire_names.split_first()?;
        let own = fields.iter().find(|field| !field.flatten && field.wire_name == *name);
        if let Some(field) = own {
            if rest.is_empty() {
                return Some(vec![field]);
            }
            let inside = self.way_to(self.item_of(&field.rust)?, rest)?;
            return Some([vec![field], inside].concat());
        }
        fields.iter().filter(|field| field.flatten).find_map(|field| {
            let inside = self.way_to(self.item_of(&field.rust)?, wire_names)?;
            Some([vec![field], inside].concat())
        })
    }

    /// `true` of a union of scalars.
    pub(crate) fn is_scalar_union(&self, rust: &Rust) -> bool {
        match self.body_of(rust) {
            Some(ItemBody::Union(union)) => {
                union.variants.iter().all(|variant| match self.unaliased(&variant.rust) {
                    Rust::Item(id) if Rust::Item(id) == self.unaliased(rust) => false,
                    other => self.is_scalar(&other),
                })
            }
            _ => false,
        }
    }

    /// `true` of a type that somewhere holds a list of something else than scalars.
    pub(crate) fn has_lists_of_objects(&self, rust: &Rust) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![rust.clone()];
        while let Some(rust) = open.pop() {
            match self.unaliased(&rust) {
                Rust::List(inner) if !self.is_scalar(inner.bare()) => return true,
                Rust::Optional(inner) | Rust::Map(inner) => open.push(*inner),
                Rust::Item(id) if seen.insert(id) => match self.item(id).map(|item| &item.body) {
                    Some(ItemBody::Struct(fields)) => {
                        open.extend(fields.iter().map(|field| field.rust.clone()));
                    }
                    Some(ItemBody::Union(union)) => {
                        open.extend(union.variants.iter().map(|variant| variant.rust.clone()));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        false
    }

    /// `true` of a union in which some variants are scalars.
    pub(crate) fn has_scalars(&self, rust: &Rust) -> bool {
        match self.body_of(rust) {
            Some(ItemBody::Union(union)) => {
                union.variants.iter().any(|variant| self.is_scalar(&variant.rust))
            }
            _ => false,
        }
    }

    /// `true` of a union of a scalar and of a list of scalars.
    pub(crate) fn is_scalar_or_list(&self, rust: &Rust) -> bool {
        let Some(ItemBody::Union(union)) = self.body_of(rust) else { return false };
        let is_list = |rust: &Rust| match self.unaliased(rust) {
            Rust::List(inner) => self.is_scalar(inner.bare()),
            _ => false,
        };
        union.variants.iter().any(|variant| is_list(&variant.rust))
            && union.variants.iter().all(|v| is_list(&v.rust) || self.is_scalar(&v.rust))
    }

    /// The bytes that a schema permits.
    fn bytes(&self, schema: &Schema) -> Option<Bytes> {
        match &self.api.resolved(schema).kind {
            Kind::Text(TextFormat::Binary) => Some(Bytes::One),
            Kind::List(inner) => {
                let is_bytes =
                    matches!(self.api.resolved(inner).kind, Kind::Text(TextFormat::Binary));
                is_bytes.then_some(Bytes::Many)
            }
            Kind::Union { variants, .. } => {
                variants.iter().filter_map(|variant| self.bytes(variant)).max()
            }
            _ => None,
        }
    }

    fn body_of(&self, rust: &Rust) -> Option<&ItemBody> {
        match self.unaliased(rust) {
            Rust::Item(id) => self.item(id).map(|item| &item.body),
            _ => None,
        }
    }

    /// The members of an object that is not written as a struct, since each is sent on its own.
    pub(crate) fn members_of(
        &mut self,
        schema: &Schema,
        context: &Context,
    ) -> Vec<(Field, Option<Bytes>)> {
        let fields = self.fields(schema, context, ItemId(usize::MAX));
        let with_bytes = fields.into_iter().filter(|field| !field.undescribed).map(|field| {
            let member = self.member(schema, &field.wire_name, &mut HashSet::new());
            let bytes = member.and_then(|member| self.bytes(&member));
            (field, bytes)
        });
        with_bytes.collect()
    }

    /// `true` of a member that is not shown.
    pub(crate) fn is_sensitive(&self, schema: &Schema, name: &str) -> bool {
        self.member(schema, name, &mut HashSet::new())
            .is_some_and(|member| member.extensions.sensitive)
    }

    fn member(
        &self,
        schema: &Schema,
        name: &str,
        seen: &mut HashSet<crate::model::TypeId>,
    ) -> Option<Schema> {
        match &schema.kind {
            Kind::Object(object) => object.properties.get(name).map(|p| p.schema.clone()),
            Kind::All(parts) => parts.iter().rev().find_map(|part| self.member(part, name, seen)),
            Kind::Reference(id) if seen.insert(*id) => {
                self.member(&self.api.named(*id)?.schema, name, seen)
            }
            _ => None,
        }
    }
}
