//! The fields of a struct: the members of an object, and of all parts of an `allOf`.

use std::collections::HashSet;

use super::build::Context;
use super::{Field, Item, ItemBody, ItemId, Rust, Types};
use crate::document::Place;
use crate::model::{Additional, Kind, Object, Schema, TypeId};
use crate::traits::names::{Taken, camel, snake};

/// The fields so far.
struct Fields {
    fields: Vec<Field>,
    /// The types whose members are merged, so that one that holds itself ends.
    merged: HashSet<TypeId>,
    /// Members that another part requires.
    required: HashSet<String>,
}

impl<'a> Types<'a> {
    /// `true` if the schema is an object with members.
    pub(crate) fn is_struct(&self, schema: &Schema) -> bool {
        self.is_struct_within(schema, &mut HashSet::new())
    }

    fn is_struct_within(&self, schema: &Schema, seen: &mut HashSet<TypeId>) -> bool {
        match &schema.kind {
            Kind::Object(_) => true,
            Kind::All(parts) => parts.iter().any(|part| self.is_struct_within(part, seen)),
            Kind::Reference(id) if seen.insert(*id) => {
                self.api.named(*id).is_some_and(|named| self.is_struct_within(&named.schema, seen))
            }
            _ => false,
        }
    }

    pub(super) fn fields(&mut self, schema: &Schema, context: &Context, id: ItemId) -> Vec<Field> {
        let mut all =
            Fields { fields: Vec::new(), merged: HashSet::new(), required: HashSet::new() };
        requirements(schema, &mut all.required);
        self.collect(schema, context, id, &mut all);
        self.add_undescribed(schema, &mut all);
        let mut taken = Taken::default();
        for field in &mut all.fields {
            field.asked_for = all.required.contains(&field.wire_name) && !field.undescribed;
            field.required |= field.asked_for;
            field.name = taken.claim(&field.name, "_");
        }
        // What is left over comes last.
        all.fields.sort_by_key(|field| field.flatten && matches!(field.rust, Rust::Map(_)));
        all.fields
    }

    /// Adds the members that are required, and that no part describes.
    fn add_undescribed(&self, schema: &Schema, all: &mut Fields) {
        let mut named = HashSet::new();
        // A variant may require members of what is beside its union.
        let steps = schema.at.steps();
        let is_variant = steps.iter().rev().nth(1).is_some_and(|it| it == "oneOf" || it == "anyOf");
        // A map, and a union with one, has room for all others.
        if is_variant || !self.names_of(schema, &mut named, &mut HashSet::new()) {
            return;
        }
        let mut missing: Vec<&String> = all.required.difference(&named).collect();
        missing.sort();
        all.fields.extend(missing.into_iter().map(|name| undescribed(schema, name)));
    }

    /// Takes the members that no part describes out of structs that are flattened: what is beside them may
    /// describe these. Notes the others.
    pub(crate) fn keep_undescribed(&mut self) {
        let mut flattened = HashSet::new();
        for item in &self.items {
            let ItemBody::Struct(fields) = &item.body else { continue };
            for field in fields.iter().filter(|field| field.flatten) {
                self.parts_of(&field.rust, &mut flattened);
            }
        }
        for index in 0..self.items.len() {
            let id = ItemId(index);
            let Some(Item { body: ItemBody::Struct(fields), at, .. }) = self.items.get_mut(index)
            else {
                continue;
            };
            if flattened.contains(&id) {
                fields.retain(|field| !field.undescribed);
            }
            let missing = fields.iter().filter(|field| field.undescribed);
            let missing: Vec<String> = missing.map(|field| field.wire_name.clone()).collect();
            let at = at.clone();
            for name in missing {
                self.item_loss(id, &at, &format!("`{name}` is required, and described nowhere"));
            }
        }
    }

    /// The items whose fields are those of a flattened one.
    pub(super) fn parts_of(&self, rust: &Rust, parts: &mut HashSet<ItemId>) {
        let Some(id) = self.item_of(rust).filter(|id| parts.insert(*id)) else { return };
        match self.item(id).map(|item| &item.body) {
            Some(ItemBody::Union(union)) => {
                union.variants.iter().for_each(|variant| self.parts_of(&variant.rust, parts));
            }
            Some(ItemBody::Struct(fields)) => {
                let fields = fields.iter().filter(|field| field.flatten);
                fields.for_each(|field| self.parts_of(&field.rust, parts));
            }
            _ => {}
        }
    }

    fn collect(&mut self, schema: &Schema, context: &Context, id: ItemId, all: &mut Fields) {
        match &schema.kind {
            Kind::Object(object) => self.members(object, context, id, all),
            Kind::All(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    match &part.kind {
                        Kind::Reference(target) if self.flattens(*target, parts, index, all) => {
                            let rust = self.rust(part, context);
                            let name = snake(&self.ty(rust.bare()));
                            all.fields.push(flattened(part.at.clone(), &name, rust));
                        }
                        _ => match self.components.get(&part.at).cloned() {
                            // Subtypes have the members of their base in common, and the types of these.
                            Some(name) => {
                                let of_base = Context { name, home: None };
                                self.collect(part, &of_base, id, all);
                            }
                            None => self.collect(part, context, id, all),
                        },
                    }
                }
            }
            Kind::Reference(target) => {
                if !all.merged.insert(*target) {
                    return;
                }
                if let Some(named) = self.api.named(*target) {
                    requirements(&named.schema, &mut all.required);
                    let home = Context { name: context.name.clone(), home: context.home };
                    self.collect(&named.schema, &home, id, all);
                }
            }
            Kind::Union { .. } => {
                let bare = Schema { nullable: false, ..schema.clone() };
                let rust = self.rust(&bare, &context.within("Choice"));
                all.fields.push(flattened(schema.at.clone(), "choice", rust));
            }
            Kind::Map(value) => self.others(value, context, all),
            Kind::Any => {}
            _ => {
                let message = "one of several schemas at once is no object, and is left out";
                self.item_loss(id, &schema.at, message);
            }
        }
    }

    /// The subtype whose tag this is.
    fn of_subtype(&self, schema: &Schema) -> Option<Context> {
        let is_tag = matches!(&schema.kind, Kind::Enum(choices) if choices.is_tag);
        let (pointer, _) = schema.at.pointer.rsplit_once('/').filter(|_| is_tag)?;
        let at = Place { file: schema.at.file, pointer: pointer.to_owned() };
        Some(Context { name: self.components.get(&at)?.clone(), home: None })
    }

    fn members(&mut self, object: &Object, context: &Context, id: ItemId, all: &mut Fields) {
        for (wire_name, property) in &object.properties {
            let name = snake(wire_name);
            let schema = &property.schema;
            let inner = self.of_subtype(schema).unwrap_or_else(|| context.clone());
            let inner = inner.within(&camel(wire_name));
            let rust = self.rust(schema, &inner);
            let docs = schema.description.clone().or_else(|| match schema.kind {
                Kind::Reference(_) | Kind::Object(_) | Kind::Enum(_) => None,
                _ => schema.title.clone(),
            });
            let docs = match schema.deprecated && !self.api.is_of_traits {
                true => Some(format!("{}\n\nDeprecated.", docs.unwrap_or_default())),
                false => docs,
            };
            // A type of its own has its description already.
            let inline =
                matches!(schema.kind, Kind::Object(_) | Kind::Enum(_) | Kind::Union { .. });
            let keeps = schema.deprecated && !self.api.is_of_traits;
            let docs = docs.filter(|_| !inline || keeps);
            let mut comments = Vec::new();
            for inexact in schema.inexact() {
                let item = self.item(id).map(|item| item.name.clone()).unwrap_or_default();
                self.loss(&schema.at, &format!("{item}::{name}"), inexact);
                comments.push(format!("Not exact: {inexact}."));
            }
            let bare = rust.bare().clone();
            let field = Field {
                required: property.required,
                nullable: rust.is_optional(),
                read_only: schema.read_only,
                write_only: schema.write_only,
                deprecated: schema.deprecated,
                docs,
                comments,
                whole: schema.extensions.whole.clone(),
                ..Field::new(schema.at.clone(), wire_name.clone(), name, bare)
            };
            // The nearer one says more, but what one requires is required.
            match all.fields.iter_mut().find(|f| !f.flatten && f.wire_name == *wire_name) {
                Some(first) => {
                    let required = first.required || field.required;
                    *first = Field { required, ..field };
                }
                None => all.fields.push(field),
            }
        }
        if let Additional::Schema(value) = &object.additional {
            self.others(value, context, all);
        }
    }

    /// The members that have no name in the description.
    fn others(&mut self, value: &Schema, context: &Context, all: &mut Fields) {
        if all.fields.iter().any(|field| field.flatten && matches!(field.rust, Rust::Map(_))) {
            return;
        }
        let rust = self.rust(value, &context.within("Other"));
        let any = matches!(value.kind, Kind::Any);
        let rust = Rust::Map(Box::new(rust));
        let mut field = flattened(value.at.clone(), "other", rust);
        field.any_others = any;
        all.fields.push(field);
    }

    /// `true` if a part of an `allOf` can be a field of its own: nothing else speaks of its members.
    fn flattens(&self, target: TypeId, parts: &[Schema], index: usize, all: &Fields) -> bool {
        let Some(named) = self.api.named(target) else { return false };
        if named.schema.nullable || !self.is_struct(&named.schema) {
            return false;
        }
        let mut own = HashSet::new();
        if !self.names_of(&named.schema, &mut own, &mut HashSet::from([target])) {
            return false;
        }
        if own.iter().any(|name| all.required.contains(name)) {
            return false;
        }
        // A base that requires what is beside it would have that as a field of its own, too.
        let mut required = HashSet::new();
        self.requirements_within(&named.schema, &mut required, &mut HashSet::from([target]));
        if !required.is_subset(&own) {
            return false;
        }
        let mut others = HashSet::new();
        for (other, part) in parts.iter().enumerate() {
            if other != index && !self.names_of(part, &mut others, &mut HashSet::new()) {
                return false;
            }
        }
        own.is_disjoint(&others) && !all.fields.iter().any(|field| own.contains(&field.wire_name))
    }

    /// Gathers the members that parts require of each other, in all parts.
    fn requirements_within(
        &self,
        schema: &Schema,
        required: &mut HashSet<String>,
        seen: &mut HashSet<TypeId>,
    ) {
        requirements(schema, required);
        let Kind::All(parts) = &schema.kind else { return };
        for part in parts {
            if let Kind::Reference(id) = &part.kind
                && seen.insert(*id)
                && let Some(named) = self.api.named(*id)
            {
                self.requirements_within(&named.schema, required, seen);
            }
        }
    }

    /// Gathers the names of all members. False if there may be others: of a map or of a union.
    fn names_of(
        &self,
        schema: &Schema,
        names: &mut HashSet<String>,
        seen: &mut HashSet<TypeId>,
    ) -> bool {
        match &schema.kind {
            Kind::Object(object) => {
                names.extend(object.properties.keys().cloned());
                match &object.additional {
                    Additional::Schema(value) => matches!(value.kind, Kind::Any),
                    Additional::Undeclared | Additional::Forbidden => true,
                }
            }
            Kind::All(parts) => parts.iter().all(|part| self.names_of(part, names, seen)),
            Kind::Reference(id) => {
                seen.insert(*id)
                    && self
                        .api
                        .named(*id)
                        .is_some_and(|named| self.names_of(&named.schema, names, seen))
            }
            Kind::Union { variants, .. } => {
                variants.iter().all(|variant| self.names_of(variant, names, seen))
            }
            Kind::Any => true,
            _ => false,
        }
    }
}

/// A member of which nothing is known but its name. It may be missing all the same: in most descriptions
/// that have one, the name is a mistake.
fn undescribed(schema: &Schema, name: &str) -> Field {
    let field = Field::new(schema.at.clone(), name.to_owned(), snake(name), Rust::Json);
    Field { undescribed: true, ..field }
}

fn flattened(at: Place, name: &str, rust: Rust) -> Field {
    let field = Field::new(at, String::new(), name.to_owned(), rust.bare().clone());
    Field { required: true, flatten: true, ..field }
}

/// The members that an `allOf` requires of its other parts.
fn requirements(schema: &Schema, required: &mut HashSet<String>) {
    match &schema.kind {
        Kind::Object(object) => required.extend(object.required_elsewhere.iter().cloned()),
        Kind::All(parts) => parts.iter().for_each(|part| requirements(part, required)),
        _ => {}
    }
}
