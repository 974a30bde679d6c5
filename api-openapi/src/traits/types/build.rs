//! The type of a schema.

use super::standard::Standard;
use super::{Item, ItemBody, ItemId, Rust, Types, Way};
use crate::document::Place;
use crate::model::{Additional, Kind, Object, Scalar, Schema, TextFormat, TypeId};
use crate::traits::names::{of_place, singular};

/// The name that a type gets if it needs one, and the trait that it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) name: String,
    pub(crate) home: Option<usize>,
}

impl Context {
    pub(crate) fn within(&self, name: &str) -> Self {
        Self { name: format!("{}{name}", self.name), home: self.home }
    }
}

impl<'a> Types<'a> {
    /// The type of a schema. A type that is written gets the name of `context`, unless the description
    /// has one for it.
    pub(crate) fn rust(&mut self, schema: &Schema, context: &Context) -> Rust {
        let rust = match &schema.kind {
            _ if let Some(standard) = Standard::of(schema) => Rust::Standard(standard),
            Kind::Any => Rust::Json,
            Kind::Reference(id) => self.reference(*id),
            Kind::Boolean => Rust::Bool,
            Kind::Integer(width) => Rust::Integer(*width),
            Kind::Number { single } => Rust::Float { single: *single },
            Kind::Text(TextFormat::DateTime) => Rust::DateTime,
            Kind::Text(TextFormat::Date) => Rust::Date,
            // Bytes are a part or a whole body. Anywhere else they have no form but a text.
            Kind::Text(TextFormat::Plain | TextFormat::Uuid | TextFormat::Binary) => Rust::Text,
            Kind::List(inner) => {
                let context = Context { name: singular(&context.name), home: context.home };
                Rust::List(Box::new(self.rust(inner, &context)))
            }
            Kind::Tuple(items) => Rust::Tuple(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| {
                        self.rust(item, &context.within(&format!("{}", index + 1)))
                    })
                    .collect(),
            ),
            Kind::Map(inner) => Rust::Map(Box::new(self.rust(inner, &context.within("Value")))),
            Kind::Enum(_) | Kind::Object(_) | Kind::Union { .. } | Kind::All(_) => {
                Rust::Item(self.inline(schema, context))
            }
        };
        let is_null = matches!(rust, Rust::Json | Rust::Standard(Standard::Nothing));
        match schema.nullable && !rust.is_optional() && !is_null {
            true => Rust::Optional(Box::new(rust)),
            false => rust,
        }
    }

    /// The type behind a reference.
    fn reference(&mut self, id: TypeId) -> Rust {
        let Some(named) = self.api.named(id) else { return Rust::Json };
        let id = match self.by_place.get(&named.at) {
            Some(id) => *id,
            None => {
                let name = match self.components.get(&named.at) {
                    Some(name) => name.clone(),
                    None => {
                        let name = of_place(&named.at.steps(), self.description.stem(&named.at));
                        self.names.claim(&name, "")
                    }
                };
                let schema = named.schema.clone();
                self.add(named.at.clone(), name, None, schema)
            }
        };
        let is_null = Standard::of(&named.schema) == Some(Standard::Nothing);
        match named.schema.nullable && !is_null {
            true => Rust::Optional(Box::new(Rust::Item(id))),
            false => Rust::Item(id),
        }
    }

    /// The type of a schema that has no name of its own.
    fn inline(&mut self, schema: &Schema, context: &Context) -> ItemId {
        if let Some(id) = self.by_place.get(&schema.at) {
            return *id;
        }
        // A parameter or a response of the components is shared, and named as it is.
        let steps = schema.at.steps();
        let shared = match steps.as_slice() {
            [first, second, ..] if first == "components" && second != "schemas" => true,
            [first, ..] => first == "parameters" || first == "responses",
            [] => false,
        };
        let (name, home) = match shared && schema.at.file == 0 {
            true => (of_place(&steps, &context.name), None),
            false => (context.name.clone(), context.home),
        };
        let name = self.names.claim(&name, "");
        self.add(schema.at.clone(), name, home, schema.clone())
    }

    fn add(&mut self, at: Place, name: String, home: Option<usize>, schema: Schema) -> ItemId {
        let id = ItemId(self.items.len());
        self.by_place.insert(at.clone(), id);
        self.items.push(Item {
            docs: schema.description.clone().or_else(|| schema.title.clone()),
            comments: Vec::new(),
            at,
            name,
            home,
            body: ItemBody::Pending,
            sent: false,
            received: false,
            direct: false,
            query: false,
            form: false,
            whole: schema.extensions.whole.clone(),
            closed: matches!(
                &schema.kind,
                Kind::Object(Object { additional: Additional::Forbidden, .. })
            ),
        });
        self.queue.push_back((id, schema));
        id
    }

    /// An enum of statuses, whose lines are written elsewhere.
    pub(crate) fn add_statuses(
        &mut self,
        name: String,
        home: Option<usize>,
        body: ItemBody,
        docs: Option<String>,
    ) {
        let id = self.add_written(name, home, body);
        if let Some(item) = self.items.get_mut(id.0) {
            item.docs = docs;
        }
        self.mark(&Rust::Item(id), Way::Received);
    }

    /// An item whose lines are written elsewhere.
    pub(crate) fn add_written(
        &mut self,
        name: String,
        home: Option<usize>,
        body: ItemBody,
    ) -> ItemId {
        let id = ItemId(self.items.len());
        self.items.push(Item {
            at: Place::default(),
            docs: None,
            comments: Vec::new(),
            name,
            home,
            body,
            sent: false,
            received: false,
            direct: true,
            query: false,
            form: false,
            whole: None,
            closed: false,
        });
        id
    }

    /// Defines all items that are named so far, and those that they name.
    pub(crate) fn define_all(&mut self) {
        while let Some((id, schema)) = self.queue.pop_front() {
            let Some(item) = self.item(id) else { continue };
            let context = Context { name: item.name.clone(), home: item.home };
            for inexact in &schema.inexact {
                self.item_loss(id, &schema.at, inexact);
            }
            let body = self.body(&schema, &context, id);
            if let Some(item) = self.items.get_mut(id.0) {
                item.body = body;
            }
        }
    }

    fn body(&mut self, schema: &Schema, context: &Context, id: ItemId) -> ItemBody {
        match &schema.kind {
            Kind::Enum(choices) => ItemBody::Enum(choices.clone()),
            Kind::Object(_) | Kind::All(_) => match self.is_struct(schema) {
                true => ItemBody::Struct(self.fields(schema, context, id)),
                false => self.not_a_struct(schema, context, id),
            },
            Kind::Union { variants, discriminator } => {
                self.union(variants, discriminator.as_ref(), context)
            }
            _ => {
                let bare = Schema { nullable: false, ..schema.clone() };
                ItemBody::Alias(self.rust(&bare, context))
            }
        }
    }

    /// The type of an `allOf` of something else than objects: that of the part that permits the fewest
    /// values, or of the first that says more than nothing.
    fn not_a_struct(&mut self, schema: &Schema, context: &Context, id: ItemId) -> ItemBody {
        let Kind::All(parts) = &schema.kind else { return ItemBody::Alias(Rust::Json) };
        let choices = |part: &Schema| match &self.api.resolved(part).kind {
            Kind::Enum(choices) => Some(choices.len()),
            _ => None,
        };
        let narrowest =
            parts.iter().filter(|part| choices(part).is_some()).min_by_key(|p| choices(p));
        if let Some(part) = narrowest {
            return match &part.kind {
                Kind::Enum(choices) => ItemBody::Enum(choices.clone()),
                _ => ItemBody::Alias(self.rust(part, context)),
            };
        }
        let mut shaped = parts.iter().filter(|part| !matches!(part.kind, Kind::Any));
        let Some(first) = shaped.next() else { return ItemBody::Alias(Rust::Json) };
        if shaped.next().is_some() {
            let message = "several schemas at once, of which only the first is kept";
            self.item_loss(id, &schema.at, message);
        }
        match &first.kind {
            Kind::Enum(_) | Kind::Union { .. } => self.body(first, context, id),
            _ => ItemBody::Alias(self.rust(first, context)),
        }
    }

    /// Notes what the type of an item cannot express, in a comment and in the report.
    pub(crate) fn item_loss(&mut self, id: ItemId, at: &Place, message: &str) {
        let Some(item) = self.items.get_mut(id.0) else { return };
        item.comments.push(format!("Not exact: {message}."));
        let name = item.name.clone();
        self.loss(at, &name, message);
    }

    /// Turns enums of one value that tell variants apart into constants.
    pub(crate) fn make_constants(&mut self) {
        for item in &mut self.items {
            if !self.strict.contains(&item.at) {
                continue;
            }
            if let ItemBody::Enum(choices) = &item.body
                && let [one] = &**choices
            {
                item.body = ItemBody::Constant(one.value.clone());
            }
        }
    }

    /// The value of a member that permits one only.
    pub(crate) fn constant_text(value: &Scalar) -> String {
        match value {
            Scalar::Text(text) => format!("{text:?}"),
            // Where nothing says otherwise, a literal is an `i32`.
            Scalar::Integer(value) if i32::try_from(*value).is_err() => format!("{value}_i64"),
            Scalar::Integer(value) => value.to_string(),
        }
    }
}
