//! The check that an endpoint without a `#[cursor]` returns no page.
//!
//! A bound cannot say that a type does *not* implement a trait. But a method of the type itself is found
//! before one of a trait, and only if the bounds of its `impl` hold: so `alone()` tells pages from all else.

use super::paginated::Paginated;
use crate::response::{Decode, ReturnType};

/// An endpoint that may return a page of type `P`. Implemented for none without a `#[cursor]`.
#[diagnostic::on_unimplemented(
    message = "`{P}` is a page of a list, and no parameter asks for the next one",
    label = "a page, on an endpoint without a `#[cursor]`",
    note = "mark the parameter that asks for another page, as in `#[cursor] page: Option<u32>`; if it is \
            asked for in another way, write `page(none)` on the endpoint"
)]
pub trait MayReturn<P> {}

/// An endpoint without a `#[cursor]`.
#[derive(Debug)]
pub struct WithoutCursor;

impl<R: ReturnType<Value: Paginated>> Decode<R> {
    /// Is an error: the response is a page.
    pub fn alone(self) -> Self
    where
        WithoutCursor: MayReturn<R::Value>,
    {
        self
    }
}

/// The method of what is no page.
pub trait ReturnedAlone: Sized {
    /// Gives itself back.
    fn alone(self) -> Self {
        self
    }
}

impl<R> ReturnedAlone for Decode<R> {}
