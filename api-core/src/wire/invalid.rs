//! Why a value that came in cannot be read.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde::de::{Expected, Unexpected};

use super::member_path::MemberPath;
use crate::shown::{self, Shown};

/// Why a value is none of the declared type. It knows kinds and names of the declared type, and no
/// value that came in.
#[derive(Clone, Debug)]
pub struct InvalidValue {
    kind: Kind,
    /// The members that lead to the value, the innermost first.
    steps: Vec<String>,
}

#[derive(Clone, Debug)]
enum Kind {
    /// There is nothing, and the type needs something.
    Missing,
    /// It is not even of its format.
    Malformed(Cow<'static, str>),
    Expected(String, Option<&'static str>),
    MissingMember(&'static str),
    RepeatedMember(&'static str),
    UnknownMember(&'static [&'static str]),
    UnknownVariant(&'static [&'static str]),
    /// It is more than the type can hold.
    Beyond(&'static str),
    /// The type's own code refused it, in words that may quote it.
    Refused,
}

impl InvalidValue {
    #[cold]
    fn of(kind: Kind) -> Self {
        Self { kind, steps: Vec::new() }
    }

    pub(crate) fn missing() -> Self {
        Self::of(Kind::Missing)
    }

    /// Not even of its format: 400, in a body too.
    pub(crate) fn malformed(why: impl Into<Cow<'static, str>>) -> Self {
        Self::of(Kind::Malformed(why.into()))
    }

    pub(crate) fn repeated() -> Self {
        Self::malformed("it is given more than once")
    }

    /// Another type. `expected` is the declared type's word for itself.
    #[cold]
    pub(crate) fn expected(expected: impl Display) -> Self {
        Self::of(Kind::Expected(shown::expectation(&expected.to_string()), None))
    }

    /// Another type than the one that is `found`.
    #[cold]
    pub(crate) fn found(expected: impl Display, found: &'static str) -> Self {
        Self::of(Kind::Expected(shown::expectation(&expected.to_string()), Some(found)))
    }

    /// More than the type can hold: too long a list, too large a number.
    #[cold]
    pub(crate) fn beyond(why: &'static str) -> Self {
        Self::of(Kind::Beyond(why))
    }

    /// A type whose own code refused the value.
    pub(crate) fn refused() -> Self {
        Self::of(Kind::Refused)
    }

    /// Puts a member or an element in front of the path.
    #[cold]
    pub(crate) fn inside(mut self, step: &str) -> Self {
        self.steps.push(step.to_owned());
        self
    }

    fn path(&self) -> Option<String> {
        let mut path = MemberPath::default();
        self.steps.iter().rev().for_each(|step| path.push(step));
        path.into_text()
    }

    /// `true` if the request is wrong in its form, and not just in its values.
    pub(crate) fn is_malformed(&self) -> bool {
        matches!(self.kind, Kind::Malformed(_))
    }

    /// `true` if something was left out, or is null.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self.kind, Kind::Missing | Kind::MissingMember(_))
            || matches!(self.kind, Kind::Expected(_, Some(NULL)) if self.path().is_none())
    }

    /// The member of a struct that nothing was there for, if that is what is wrong.
    pub(crate) fn missing_member(&self) -> Option<&'static str> {
        match self.kind {
            Kind::MissingMember(name) => Some(name),
            _ => None,
        }
    }
}

pub(super) const NULL: &str = "null";

impl Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Missing if let Some(path) = self.path() => {
                return write!(f, "`{}` is missing", Shown::new(&path));
            }
            Kind::Missing => f.write_str("it is missing")?,
            Kind::Malformed(why) => f.write_str(why)?,
            Kind::Expected(expected, None) => write!(f, "expected {expected}")?,
            Kind::Expected(expected, Some(found)) => {
                write!(f, "expected {expected}, found {found}")?;
            }
            Kind::MissingMember(name) => write!(f, "`{name}` is missing")?,
            Kind::RepeatedMember(name) => write!(f, "`{name}` is given more than once")?,
            Kind::UnknownMember(known) => write!(f, "expected no members but {}", words(known))?,
            Kind::UnknownVariant(known) => {
                write!(f, "expected one of {}, found another text", words(known))?;
            }
            Kind::Beyond(why) => f.write_str(why)?,
            Kind::Refused => f.write_str("it does not fit the declared type")?,
        }
        match self.path() {
            Some(path) => write!(f, " at `{}`", Shown::new(&path)),
            None => Ok(()),
        }
    }
}

/// The most names of a type that a message lists.
const LISTED: usize = 16;

fn words(names: &[&str]) -> String {
    let mut words: Vec<String> =
        names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    if names.len() > LISTED {
        words.push("…".to_owned());
    }
    words.join(", ")
}

impl std::error::Error for InvalidValue {}

impl serde::de::Error for InvalidValue {
    fn custom<T: Display>(_: T) -> Self {
        Self::refused()
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::found(expected, kind_of(found))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::found(
            expected,
            match kind_of(found) {
                "a text" => "another text",
                "an integer" => "another integer",
                "a float" => "another float",
                other => other,
            },
        )
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::found(expected, "another length")
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::of(Kind::UnknownVariant(expected))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::of(Kind::UnknownMember(expected))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::of(Kind::MissingMember(name))
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::of(Kind::RepeatedMember(name))
    }
}

/// The kind of a value, and never the value.
fn kind_of(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a float",
        Unexpected::Char(_) | Unexpected::Str(_) => "a text",
        Unexpected::Bytes(_) => "bytes",
        Unexpected::Unit | Unexpected::Option => NULL,
        Unexpected::Seq => "a list",
        Unexpected::Map | Unexpected::NewtypeStruct => "an object",
        _ => "something else",
    }
}
