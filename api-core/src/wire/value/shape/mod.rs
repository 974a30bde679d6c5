//! Types whose shape contradicts what a declaration says of them: a list option on a number, a map as
//! a single header.
//!
//! Every type that implements `Serialize` may be sent, and no bound can tell a list from a number, so
//! a trait of the types that *fit* would refuse the types of users until they implement it. These
//! traits have the types of the standard library that do *not* fit, and let all others pass. Generated
//! code asks by a method call: [`Shape`] has the method for types that do not fit, and derefs to
//! [`Fits`], which has it for the others. The compiler tries them in this order.

use std::ops::Deref;

use self::classes::{Deep, Flat, Lineless, Many, Partless, Scalar, Truthless};

mod classes;

/// An argument whose shape is looked at.
#[derive(Debug)]
pub struct Shape<'a, T: ?Sized>(pub &'a T);

/// The type that [`Shape`] derefs to where a type fits: all methods are there, and do nothing.
#[derive(Debug)]
pub struct Fits;

impl<T: ?Sized> Deref for Shape<'_, T> {
    type Target = Fits;

    fn deref(&self) -> &Fits {
        &Fits
    }
}

impl Fits {
    #[inline]
    pub fn list<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn nested<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn bools<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn spread<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn pairs<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn header<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn texts<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn text<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn part<V: ?Sized>(&self, _: &V) {}

    #[inline]
    pub fn lines<V: ?Sized>(&self, _: &V) {}
}

/// A type that `list` has an effect on.
#[diagnostic::on_unimplemented(
    message = "`list` has no effect on `{Self}`",
    label = "not a list",
    note = "leave `list` out, or pass a slice, a `Vec` or another list"
)]
pub trait ListOption {}

impl<T: Scalar + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn list<V: ListOption + ?Sized>(&self, _: &V) {}
}

/// A type that `nested` has an effect on.
#[diagnostic::on_unimplemented(
    message = "`nested` has no effect on `{Self}`",
    label = "has no members",
    note = "leave `nested` out, or pass a struct or a map"
)]
pub trait NestedOption {}

impl<T: Flat + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn nested<V: NestedOption + ?Sized>(&self, _: &V) {}
}

/// A type that `bools` has an effect on.
#[diagnostic::on_unimplemented(
    message = "`bools` has no effect on `{Self}`",
    label = "not a truth value",
    note = "leave `bools` out, or pass a `bool`"
)]
pub trait BoolsOption {}

impl<T: Truthless + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn bools<V: BoolsOption + ?Sized>(&self, _: &V) {}
}

/// A type that can be spread.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no members to spread",
    label = "neither a struct nor a map",
    note = "pass a struct, a map or a list of pairs, each of whose members is sent under its own name"
)]
pub trait SpreadValue {}

impl<T: Flat + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn spread<V: SpreadValue + ?Sized>(&self, _: &V) {}
}

/// A type that has a text, or a text for each element.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text for a query or a form",
    label = "its members would need names",
    note = "write `flatten` to send each member under its own name, `nested = \"brackets\"` to send it as \
            `name[member]` (beside `list = \"indices\"` for a list), or `json` to send it as a JSON \
            text"
)]
pub trait PairValue {}

impl<T: Deep + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn pairs<V: PairValue + ?Sized>(&self, _: &V) {}
}

/// A type that is one line of a header.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a header value",
    label = "more than one value",
    note = "write `list = \"csv\"` for a list, or `#[header(flatten)]` for a map of headers"
)]
pub trait HeaderLine {}

impl<T: Many + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn header<V: HeaderLine + ?Sized>(&self, _: &V) {}
}

/// A list of texts, in a header or a path.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of texts",
    label = "its elements have no single text",
    note = "pass a slice, an array or a `Vec` of `&str`s or numbers"
)]
pub trait ListOfTexts {}

impl<T: Deep + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn texts<V: ListOfTexts + ?Sized>(&self, _: &V) {}
}

/// A type that is one text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body of text",
    label = "more than one value",
    note = "join it into a `String`, or leave `text` out to send it as JSON"
)]
pub trait WholeText {}

impl<T: Many + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn text<V: WholeText + ?Sized>(&self, _: &V) {}
}

/// A type that is a part, or several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a part of a multipart body",
    label = "neither a text nor a file",
    note = "write `#[part(json)]` to send it as a JSON text, or pass `api_core::Part::bytes(…)` to send bytes"
)]
pub trait PartOrParts {}

impl<T: Partless + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn part<V: PartOrParts + ?Sized>(&self, _: &V) {}
}

/// A type with elements, which are lines.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body of JSON lines",
    label = "not a list",
    note = "pass a slice, a `Vec` or a `Stream`, or leave `json_lines` out to send it as one JSON text"
)]
pub trait ListOfLines {}

impl<T: Lineless + ?Sized> Shape<'_, T> {
    /// Refuses the type.
    pub fn lines<V: ListOfLines + ?Sized>(&self, _: &V) {}
}
