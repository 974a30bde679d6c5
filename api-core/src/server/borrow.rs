//! Arguments that borrow: a server reads an owned value, and lends it to the implementation.
//!
//! The macro derives the owned form of a type from its syntax alone: `&E` becomes [`OwnedForm::Owned`]
//! of `E`, so `Option<&str>` becomes `Option<String>`. [`Hold`] and [`Lend`] lead back to the declared
//! type. They are two steps because a `&[&str]` needs a `Vec<&str>` that outlives the borrow.

use std::marker::PhantomData;

use crate::{Nullable, Patch};

/// Names the owned type that a server reads where a reference to `Self` is declared.
pub trait OwnedForm {
    /// The owned type, from which the reference is borrowed.
    type Owned;
}

impl OwnedForm for str {
    type Owned = String;
}

impl<T> OwnedForm for [T] {
    type Owned = Vec<T>;
}

impl<T> OwnedForm for T {
    type Owned = T;
}

/// The first step from an owned value to the argument `X`. The parameter `K` keeps the
/// implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{X}` cannot be received",
    label = "a server cannot lend this",
    note = "take `&str`, `&T`, `&[T]`, an `Option`, `Patch`, list or pair of these, or an owned type"
)]
pub trait Hold<'a, X, K> {
    /// The value that `X` borrows from.
    type Held;

    /// Borrows the parts of the value.
    fn hold(&'a self) -> Self::Held;
}

/// The second step: from the held value to the argument `X`.
pub trait Lend<'a, X> {
    /// Lends the argument.
    fn lend(&'a self) -> X;
}

/// Marks `&str`.
#[derive(Debug)]
pub struct OfText;
/// Marks `&T`.
#[derive(Debug)]
pub struct OfSame;
/// Marks `&[T]` with owned elements.
#[derive(Debug)]
pub struct OfList;
/// Marks `&[X]` with elements that borrow.
#[derive(Debug)]
pub struct OfEach<K>(PhantomData<K>);
/// Marks `Vec<X>` with elements that borrow.
#[derive(Debug)]
pub struct OfVec<K>(PhantomData<K>);
/// Marks `Option<X>`, `Nullable<X>` and `Patch<X>`.
#[derive(Debug)]
pub struct OfSome<K>(PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<'a> Hold<'a, &'a str, OfText> for String {
    type Held = &'a str;

    fn hold(&'a self) -> &'a str {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T> Hold<'a, &'a T, OfSame> for T {
    type Held = &'a T;

    fn hold(&'a self) -> &'a T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T> Hold<'a, &'a [T], OfList> for Vec<T> {
    type Held = &'a [T];

    fn hold(&'a self) -> &'a [T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, O: Element<'a, X, K>, X: 'a, K> Hold<'a, &'a [X], OfEach<K>> for Vec<O> {
    type Held = Vec<X>;

    fn hold(&'a self) -> Vec<X> {
        self.iter().map(O::borrow).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, O: Element<'a, X, K>, X, K> Hold<'a, Vec<X>, OfVec<K>> for Vec<O> {
    type Held = Vec<X>;

    fn hold(&'a self) -> Vec<X> {
        self.iter().map(O::borrow).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, O: Hold<'a, X, K>, X, K> Hold<'a, Option<X>, OfSome<K>> for Option<O> {
    type Held = Option<O::Held>;

    fn hold(&'a self) -> Option<O::Held> {
        self.as_ref().map(O::hold)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, O: Hold<'a, X, K>, X, K> Hold<'a, Patch<X>, OfSome<K>> for Patch<O> {
    type Held = Patch<O::Held>;

    fn hold(&'a self) -> Patch<O::Held> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(value.hold()),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<'a, O: Hold<'a, X, K>, X, K> Hold<'a, Nullable<X>, OfSome<K>> for Nullable<O> {
    type Held = Nullable<O::Held>;

    fn hold(&'a self) -> Nullable<O::Held> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value.hold()),
        }
    }
}

/// An owned element of a list, lent as `X`.
pub trait Element<'a, X, K> {
    /// Borrows the element.
    fn borrow(&'a self) -> X;
}

impl<'a> Element<'a, &'a str, OfText> for String {
    fn borrow(&'a self) -> &'a str {
        self
    }
}

impl<'a, T> Element<'a, &'a T, OfSame> for T {
    fn borrow(&'a self) -> &'a T {
        self
    }
}

impl<'a, A, B, X, Y, K, L> Element<'a, (X, Y), (K, L)> for (A, B)
where
    A: Element<'a, X, K>,
    B: Element<'a, Y, L>,
{
    fn borrow(&'a self) -> (X, Y) {
        (self.0.borrow(), self.1.borrow())
    }
}

impl<'b, T: ?Sized> Lend<'_, &'b T> for &'b T {
    fn lend(&self) -> &'b T {
        self
    }
}

impl<'a, X> Lend<'a, &'a [X]> for Vec<X> {
    fn lend(&'a self) -> &'a [X] {
        self
    }
}

impl<X: Clone> Lend<'_, Self> for Vec<X> {
    fn lend(&self) -> Self {
        self.clone()
    }
}

impl<'a, H: Lend<'a, X>, X> Lend<'a, Option<X>> for Option<H> {
    fn lend(&'a self) -> Option<X> {
        self.as_ref().map(H::lend)
    }
}

impl<'a, H: Lend<'a, X>, X> Lend<'a, Patch<X>> for Patch<H> {
    fn lend(&'a self) -> Patch<X> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(held) => Patch::Value(held.lend()),
        }
    }
}

impl<'a, H: Lend<'a, X>, X> Lend<'a, Nullable<X>> for Nullable<H> {
    fn lend(&'a self) -> Nullable<X> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(held) => Nullable::Value(held.lend()),
        }
    }
}

/// Calls `Hold::hold`, with `X` named first as generated code needs it.
pub fn hold<'a, X, O: Hold<'a, X, K>, K>(owned: &'a O) -> O::Held {
    owned.hold()
}

/// Calls `Lend::lend`.
pub fn lend<'a, X, H: Lend<'a, X>>(held: &'a H) -> X {
    held.lend()
}
