//! Arguments that borrow: read into something owned, then lent for the length of a call.
//!
//! The macro writes the owned form of a type by its syntax alone: `&E` is [`OwnedForm::Owned`] of
//! `E`, so that `Option<&str>` becomes `Option<String>`. From there, [`Hold`] and [`Lend`] lead back.
//! Two steps, since a `&[&str]` needs a list of `&str` that lives somewhere.

use std::marker::PhantomData;

use crate::Patch;

/// What is read where the declared type is a reference to this.
pub trait OwnedForm {
    /// Something owned that it can be borrowed from.
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

/// The first step from something owned to the argument `X`. The parameter `K` keeps the
/// implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{X}` cannot be received",
    label = "borrows in a way that a server cannot lend",
    note = "a server lends `&str`, `&T`, `&[T]`, and `Option`, `Patch`, lists and pairs of these; take \
            an owned type instead"
)]
pub trait Hold<'a, X, K> {
    /// What `X` is lent from.
    type Held;

    /// Takes the step.
    fn hold(&'a self) -> Self::Held;
}

/// The second step.
pub trait Lend<'a, X> {
    /// Takes the step.
    fn lend(&'a self) -> X;
}

/// A text.
#[derive(Debug)]
pub struct OfText;
/// The same type behind a reference.
#[derive(Debug)]
pub struct OfSame;
/// A list of the same.
#[derive(Debug)]
pub struct OfList;
/// A list of what is borrowed itself.
#[derive(Debug)]
pub struct OfEach<K>(PhantomData<K>);
/// A list, by value, of what is borrowed itself.
#[derive(Debug)]
pub struct OfVec<K>(PhantomData<K>);
/// Something that may be missing.
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

/// An element of a list that is borrowed itself.
pub trait Element<'a, X, K> {
    /// Borrows it.
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

/// The first step towards an `X`, which generated code names.
pub fn hold<'a, X, O: Hold<'a, X, K>, K>(owned: &'a O) -> O::Held {
    owned.hold()
}

/// The second step.
pub fn lend<'a, X, H: Lend<'a, X>>(held: &'a H) -> X {
    held.lend()
}
