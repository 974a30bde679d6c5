//! Schemas in one form.

use indexmap::IndexMap;

use super::Extensions;
use crate::document::{Place, Value};

/// The number of a schema that references lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) usize);

/// The schema of a value.
#[derive(Clone, Debug)]
pub(crate) struct Schema {
    pub(crate) at: Place,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) example: Option<Value>,
    pub(crate) kind: Kind,
    /// The format as the description has it.
    pub(crate) format: Option<String>,
    /// The words about the value that are not in `kind`.
    pub(crate) inexact: Vec<String>,
    pub(crate) extensions: Extensions,
    /// The limits of the value, by their words: `maximum`, `pattern` and their like.
    pub(crate) limits: Vec<(&'static str, Value)>,
    /// The only values of a truth value or a number, of which `kind` says nothing.
    pub(crate) values: Vec<Value>,
    /// The schema of the JSON that a text holds.
    pub(crate) content: Option<Box<Schema>>,
}

/// The kind of a value.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Any JSON.
    Any,
    Reference(TypeId),
    Boolean,
    Integer(Integer),
    /// `true` for `format: float`.
    Number {
        single: bool,
    },
    Text(TextFormat),
    /// One of some texts or integers.
    Enum(Choices),
    List(Box<Schema>),
    /// A list of a fixed length.
    Tuple(Vec<Schema>),
    /// An object whose members all have one schema, by any name.
    Map(Box<Schema>),
    Object(Object),
    /// One of several schemas.
    Union {
        variants: Vec<Schema>,
        discriminator: Option<Discriminator>,
    },
    /// All of several schemas at once.
    All(Vec<Schema>),
}

/// The member that tells the variants of a union apart.
#[derive(Clone, Debug)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    /// Its values, and the schemas that they mean.
    pub(crate) mapping: Vec<(String, Place)>,
    /// The schema that is meant without any of them (3.2).
    pub(crate) default: Option<String>,
}

impl Discriminator {
    /// The values that the mapping has for the schema at this place.
    pub(crate) fn mapped_to(&self, at: &Place) -> impl Iterator<Item = &String> {
        self.mapping.iter().filter(move |(_, own)| own == at).map(|(value, _)| value)
    }
}

/// An object with named members.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) properties: IndexMap<String, Property>,
    pub(crate) additional: Additional,
    /// Members that are required and described elsewhere: in another part of an `allOf`.
    pub(crate) required_elsewhere: Vec<String>,
}

/// The members of an object that have no schema of their own.
#[derive(Clone, Debug)]
pub(crate) enum Additional {
    /// The description does not mention them.
    Undeclared,
    Forbidden,
    Schema(Box<Schema>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
}

impl Integer {
    /// The type of Rust.
    pub(crate) fn rust(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
        }
    }
}

/// The format of a text, where Rust has a type for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextFormat {
    Plain,
    DateTime,
    Date,
    Uuid,
    /// Bytes as they are.
    Binary,
}

/// The values of an enum.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    known: Vec<Choice>,
    /// Any other text is one of its values, too, as the description says.
    pub(crate) is_open: bool,
    /// It is the value that the discriminator of a base has in one subtype.
    pub(crate) is_tag: bool,
}

impl Choices {
    /// These, and any other text.
    pub(crate) fn open(self) -> Self {
        Self { is_open: true, ..self }
    }

    /// These, as the value of a tag.
    pub(crate) fn tag(self) -> Self {
        Self { is_tag: true, ..self }
    }
}

impl From<Vec<Choice>> for Choices {
    fn from(known: Vec<Choice>) -> Self {
        Self { known, is_open: false, is_tag: false }
    }
}

impl std::ops::Deref for Choices {
    type Target = [Choice];

    fn deref(&self) -> &[Choice] {
        &self.known
    }
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    pub(crate) value: Scalar,
    /// The name that the description gives it.
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
}

/// A text or an integer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scalar {
    Text(String),
    Integer(i64),
}

impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(value) => write!(f, "{value}"),
        }
    }
}

impl Schema {
    /// A schema of this kind, without words.
    pub(crate) fn of(at: Place, kind: Kind) -> Self {
        Self {
            at,
            title: None,
            description: None,
            deprecated: false,
            nullable: false,
            read_only: false,
            write_only: false,
            example: None,
            kind,
            format: None,
            inexact: Vec::new(),
            extensions: Extensions::default(),
            limits: Vec::new(),
            values: Vec::new(),
            content: None,
        }
    }

    pub(crate) fn any(at: Place) -> Self {
        Self::of(at, Kind::Any)
    }

    /// The inexact parts of it and of its elements. A type that is written has its own comments.
    pub(crate) fn inexact(&self) -> Vec<&str> {
        let own = self.inexact.iter().map(String::as_str);
        match &self.kind {
            Kind::Enum(_) | Kind::Object(_) | Kind::Union { .. } | Kind::All(_) => Vec::new(),
            Kind::List(inner) | Kind::Map(inner) => own.chain(inner.inexact()).collect(),
            Kind::Tuple(items) => own.chain(items.iter().flat_map(Self::inexact)).collect(),
            _ => own.collect(),
        }
    }

    /// The only value that it permits, if there is but one. The value of a tag is the union's to write.
    pub(crate) fn constant(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Enum(choices) if !self.nullable => match &**choices {
                [one] if !choices.is_open && !choices.is_tag => Some(&one.value),
                _ => None,
            },
            _ => None,
        }
    }
}
