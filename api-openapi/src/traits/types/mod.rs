//! The types of bodies, parameters and failures: one per schema that is reached.
//!
//! | question | file |
//! | --- | --- |
//! | The wrong type for a schema | `build.rs` |
//! | A wrong field of a struct | `field.rs`, `fields.rs` |
//! | A union that is read or written wrongly | `unions.rs`, its tag `tags.rs` |
//! | A type lacks `Serialize`, `Deserialize` or a `Box` | `flow.rs` |
//! | A type is written wrongly | `render.rs`, `render_enum.rs` |

mod ask;
mod build;
mod exact;
mod field;
mod fields;
mod flow;
mod render;
mod render_enum;
mod standard;
mod tags;
mod unions;

use std::collections::{HashMap, HashSet, VecDeque};

pub(crate) use self::ask::Bytes;
pub(crate) use self::build::Context;
pub(crate) use self::field::Field;
pub(crate) use self::flow::Way;
pub(crate) use self::render_enum::{
    FROM_STR, JSON_SCHEMA_CONSTANT, JSON_SCHEMA_ENUM, MACROS, NAME_RULES,
};
use self::standard::Standard;
use super::names::{self, Taken};
use super::options::{Dates, Options};
use super::report::Loss;
use super::shapes::{Declared, Limits, PageRule, Wrapper};
use crate::document::{Description, Place, Value};
use crate::model::{Api, Choices, Integer, Operation, Scalar, Schema};

/// The number of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ItemId(pub(crate) usize);

/// A type of Rust.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Rust {
    Bool,
    Integer(Integer),
    Float { single: bool },
    Text,
    DateTime,
    Date,
    Standard(Standard),
    Json,
    List(Box<Rust>),
    Tuple(Vec<Rust>),
    Map(Box<Rust>),
    Item(ItemId),
    Optional(Box<Rust>),
}

impl Rust {
    /// Without the `Option` around it.
    pub(crate) fn bare(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner.bare(),
            other => other,
        }
    }

    pub(crate) fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }
}

/// A type that is written.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) at: Place,
    pub(crate) name: String,
    /// The trait that it belongs to; none of those that are shared.
    pub(crate) home: Option<usize>,
    pub(crate) docs: Option<String>,
    pub(crate) comments: Vec<String>,
    pub(crate) body: ItemBody,
    pub(crate) sent: bool,
    pub(crate) received: bool,
    /// It is used in some other way than as the variant of a tagged union.
    pub(crate) direct: bool,
    /// It is spread over a query.
    pub(crate) query: bool,
    /// It is a form, where nothing is null.
    pub(crate) form: bool,
    /// Its schema, in a description that is made from traits.
    pub(crate) whole: Option<Value>,
    /// The object has no members but those that it names.
    pub(crate) closed: bool,
}

#[derive(Debug)]
pub(crate) enum ItemBody {
    /// Not looked at yet.
    Pending,
    Struct(Vec<Field>),
    Enum(Choices),
    /// The only value of a member that tells the variants of a union apart.
    Constant(Scalar),
    Union(Union),
    Alias(Rust),
    /// A struct around a type that could not be an alias, since it holds itself.
    Newtype(Rust),
    /// An enum of statuses, written elsewhere: its lines.
    Statuses {
        lines: String,
        bodies: Vec<Rust>,
        derive: &'static str,
    },
}

#[derive(Debug)]
pub(crate) struct Union {
    /// The member that serde reads the variant from, where the variants do not have it.
    pub(crate) tag: Option<String>,
    pub(crate) variants: Vec<UnionVariant>,
}

#[derive(Clone, Debug)]
pub(crate) struct UnionVariant {
    pub(crate) name: String,
    pub(crate) rust: Rust,
    /// The value of the tag.
    pub(crate) tag: Option<String>,
}

/// All types so far.
pub(crate) struct Types<'a> {
    pub(crate) api: &'a Api,
    pub(crate) description: &'a Description,
    pub(crate) options: &'a Options,
    pub(crate) names: Taken,
    /// The names of the components, by their places.
    components: HashMap<Place, String>,
    pub(crate) items: Vec<Item>,
    by_place: HashMap<Place, ItemId>,
    queue: VecDeque<(ItemId, Schema)>,
    /// The places of constants that tell the variants of a union apart.
    strict: HashSet<Place>,
    /// The places of members that a tagged union writes.
    tags: HashSet<Place>,
    /// Those of them that the structs write themselves.
    kept_tags: HashSet<Place>,
    /// The variants of tagged unions, and what is flattened into them.
    tagged: HashSet<ItemId>,
    pub(crate) losses: Vec<Loss>,
    /// The wrapper of most responses.
    pub(crate) wrapper: Option<Wrapper>,
    /// The envelopes that the description declares.
    pub(crate) declared: Vec<Declared>,
    /// The rate limits that responses tell.
    pub(crate) limits: Option<Limits>,
    /// The types that are pages.
    pub(crate) pages: HashMap<ItemId, PageRule>,
    /// The pages that the description declares, by their places.
    pub(crate) tables: HashMap<Place, Value>,
    /// The names of further base URLs.
    bases: HashMap<String, String>,
    /// Edges from one item to another that must be boxed.
    boxed: HashSet<(ItemId, ItemId)>,
}

impl<'a> Types<'a> {
    pub(crate) fn new(api: &'a Api, description: &'a Description, options: &'a Options) -> Self {
        let mut names = Taken::types();
        let mut components = HashMap::new();
        for at in &api.components {
            let name = at.steps().pop().unwrap_or_default();
            components.insert(at.clone(), names.claim(&names::camel(&name), ""));
        }
        let declared = Declared::all(api, |at| components.get(at).cloned());
        Self {
            api,
            description,
            options,
            names,
            components,
            items: Vec::new(),
            by_place: HashMap::new(),
            queue: VecDeque::new(),
            strict: HashSet::new(),
            tags: HashSet::new(),
            kept_tags: HashSet::new(),
            tagged: HashSet::new(),
            losses: Vec::new(),
            wrapper: None,
            declared,
            limits: None,
            pages: HashMap::new(),
            tables: HashMap::new(),
            bases: HashMap::new(),
            boxed: HashSet::new(),
        }
    }

    /// The name of a component that is no type, such as an envelope. Should something refer to it all the
    /// same, that type gets another name.
    pub(crate) fn give_up(&mut self, at: &Place) -> Option<String> {
        self.components.remove(at)
    }

    /// The wrapper of the responses of an operation.
    pub(crate) fn wrapper_of(&self, operation: &Operation) -> Option<&Wrapper> {
        self.wrapper.as_ref().filter(|wrapper| wrapper.fits(self.api, operation))
    }

    pub(crate) fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id.0)
    }

    /// The type behind aliases.
    pub(crate) fn unaliased(&self, rust: &Rust) -> Rust {
        let mut rust = rust.clone();
        for _ in 0..32 {
            match &rust {
                Rust::Item(id) => match self.item(*id).map(|item| &item.body) {
                    Some(ItemBody::Alias(inner)) => rust = inner.clone(),
                    _ => break,
                },
                _ => break,
            }
        }
        rust
    }

    /// The type as it is written.
    pub(crate) fn ty(&self, rust: &Rust) -> String {
        match rust {
            Rust::Bool => "bool".to_owned(),
            Rust::Integer(width) => width.rust().to_owned(),
            Rust::Float { single: true } => "f32".to_owned(),
            Rust::Float { single: false } => "f64".to_owned(),
            Rust::Text => "String".to_owned(),
            Rust::DateTime => match self.options.dates {
                Dates::Text => "String".to_owned(),
                Dates::Jiff => "jiff::Timestamp".to_owned(),
            },
            Rust::Date => match self.options.dates {
                Dates::Text => "String".to_owned(),
                Dates::Jiff => "jiff::civil::Date".to_owned(),
            },
            Rust::Standard(standard) => standard.ty(),
            Rust::Json => "serde_json::Value".to_owned(),
            Rust::List(inner) => format!("Vec<{}>", self.ty(inner)),
            Rust::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty(item)).collect();
                match items.as_slice() {
                    [one] => format!("({one},)"),
                    several => format!("({})", several.join(", ")),
                }
            }
            Rust::Map(inner) => format!("BTreeMap<String, {}>", self.ty(inner)),
            Rust::Item(id) => self.item(*id).map(|item| item.name.clone()).unwrap_or_default(),
            Rust::Optional(inner) => format!("Option<{}>", self.ty(inner.bare())),
        }
    }

    /// The type of an argument, which is borrowed where that spares a copy.
    pub(crate) fn argument(&self, rust: &Rust) -> String {
        if self.is_named(rust) {
            return format!("&{}", self.ty(rust));
        }
        let is_text = |rust: &Rust| !self.is_named(rust) && self.is_text(&self.unaliased(rust));
        match &self.unaliased(rust) {
            bare if self.is_text(bare) => "&str".to_owned(),
            Rust::List(inner) if is_text(inner) => "&[&str]".to_owned(),
            Rust::List(inner) => format!("&[{}]", self.ty(inner)),
            Rust::Optional(inner) => format!("Option<{}>", self.argument(inner)),
            by_value @ (Rust::Bool
            | Rust::Integer(_)
            | Rust::Float { .. }
            | Rust::DateTime
            | Rust::Date
            | Rust::Standard(_)) => self.ty(by_value),
            _ => format!("&{}", self.ty(rust)),
        }
    }

    fn is_text(&self, rust: &Rust) -> bool {
        match rust {
            Rust::Text => true,
            Rust::DateTime | Rust::Date => self.options.dates == Dates::Text,
            _ => false,
        }
    }

    /// The name of a further base URL: `name`, unless another URL has it.
    pub(crate) fn base(&mut self, url: &str, name: &str) -> String {
        if let Some(known) = self.bases.get(url) {
            return known.clone();
        }
        let mut own = name.to_owned();
        let mut number = 2usize;
        while self.bases.values().any(|taken| *taken == own) {
            own = format!("{name}_{number}");
            number += 1;
        }
        self.bases.insert(url.to_owned(), own.clone());
        own
    }

    /// Notes that something is not exact. The comment at the place is the caller's.
    pub(crate) fn loss(&mut self, at: &Place, item: &str, message: &str) {
        let place = self.description.shown(at);
        let loss = Loss { item: item.to_owned(), place, message: message.to_owned() };
        if !self.losses.contains(&loss) {
            self.losses.push(loss);
        }
    }
}
