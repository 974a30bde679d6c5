//! The check that an endpoint without a `#[cursor]` returns no page.
//!
//! A bound cannot say that a type does *not* implement a trait. But a method of the type itself is found
//! before one of a trait, and only if its bounds hold: so `kind()` tells pages from all else.

use std::marker::PhantomData;

use super::paginated::Paginated;
use crate::response::ReturnType;

/// What an endpoint without a `#[cursor]` returns.
#[derive(Debug)]
pub struct Returned<R>(PhantomData<R>);

/// A value of a type `P`, which is a page or not.
#[derive(Debug)]
pub struct Found<P, K>(PhantomData<(P, K)>);

/// Marks pages.
#[derive(Debug)]
pub struct IsPage;
/// Marks all other types.
#[derive(Debug)]
pub struct NoPage;

impl<R> Returned<R> {
    /// The value to ask.
    pub const OF: Self = Self(PhantomData);
}

impl<R: ReturnType<Value: Paginated>> Returned<R> {
    /// It is a page.
    pub fn kind(self) -> Found<R::Value, IsPage> {
        Found(PhantomData)
    }
}

/// The method of what is no page.
pub trait ReturnedAlone: Sized {
    /// It is no page.
    fn kind(self) -> Found<(), NoPage> {
        Found(PhantomData)
    }
}

impl<R> ReturnedAlone for Returned<R> {}

/// A kind of value that needs no `#[cursor]`.
#[diagnostic::on_unimplemented(
    message = "`{P}` is a page of a list, and no parameter asks for the next one",
    label = "a page, on an endpoint without a `#[cursor]`",
    note = "mark the parameter that asks for another page, as in `#[cursor] page: Option<u32>`; if it is \
            asked for in another way, write `page(none)` on the endpoint"
)]
pub trait Alone<P> {}

#[diagnostic::do_not_recommend]
impl<P> Alone<P> for NoPage {}

/// Checks that a value needs no `#[cursor]`.
pub fn alone<P, K: Alone<P>>(_: Found<P, K>) {}
