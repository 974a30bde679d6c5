//! Any `Serialize` value, taken apart into texts for a query, a form, a header or a part.
//!
//! A [`Sink`] gets the scalars, and is asked before it gets a list, a struct or a map: most have no
//! place for one. This is the one serializer behind all of them, so that a type is compiled for it
//! once; what differs is behind `dyn Sink`.
//!
//! Nothing is dropped in silence: what has no text is an error. `None` has none by intent.

mod serializer;

use std::fmt::Display;

use serde::Serialize;

use self::serializer::Walk;
use super::unwritable::Unwritable;

/// Takes what a value consists of.
pub(crate) trait Sink {
    /// Takes one text.
    fn put(&mut self, scalar: Scalar<'_>) -> Result<(), Unwritable>;

    /// Takes notice of a `None`, or of a null if `null` is set.
    fn none(&mut self, null: bool) -> Result<(), Unwritable> {
        if null { Err(Unwritable::NULL) } else { Ok(()) }
    }

    /// A list begins.
    fn begin_list(&mut self) -> Result<(), Unwritable> {
        Err(Unwritable::LIST)
    }

    /// An array or a tuple of this length begins. `true` if it is a name and a value.
    fn begin_tuple(&mut self, _len: usize) -> Result<bool, Unwritable> {
        self.begin_list().map(|()| false)
    }

    /// The next element of the list follows.
    fn element(&mut self) {}

    /// The list is over.
    fn end_list(&mut self) {}

    /// A struct or a map begins.
    fn begin_members(&mut self) -> Result<(), Unwritable> {
        Err(Unwritable::COMPOUND)
    }

    /// The value of the member of this name follows.
    fn begin_member(&mut self, _name: &str) -> Result<(), Unwritable> {
        Err(Unwritable::COMPOUND)
    }

    /// The member is over.
    fn end_member(&mut self) {}

    /// The struct or map is over.
    fn end_members(&mut self) {}
}

/// A scalar, as the text that it is or as what shows it.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    /// Most of what is sent; formatting it would take longer than copying it.
    Text(&'a str),
    Shown(&'a dyn Display),
    Bool(bool),
}

impl Scalar<'_> {
    /// The text, with truth values as words.
    pub(crate) fn into_string(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Shown(shown) => shown.to_string(),
            Self::Bool(truth) => truth.to_string(),
        }
    }
}

/// Hands `value` to `sink`, piece by piece.
pub(crate) fn walk<V: Serialize + ?Sized>(
    value: &V,
    sink: &mut dyn Sink,
) -> Result<(), Unwritable> {
    value.serialize(Walk { sink })
}
