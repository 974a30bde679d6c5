//! Bodies of JSON lines: lists, and streams of values.

use futures_core::Stream;
use serde::Serialize;

use crate::Body;
use crate::wire::json::lines::{self, Lines};
use crate::wire::json::none::is_none;
use crate::wire::unwritable::Unwritable;

/// A body of JSON lines. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body of JSON lines",
    label = "neither a list nor a stream of values that implement `serde::Serialize`",
    note = "pass a slice or a `Vec`, or a `Stream` that is `Send + 'static`; derive \
            `serde::Serialize` on its elements"
)]
pub trait LinesValue<K> {
    /// The body; none for `None`.
    fn into_body(self) -> Result<Option<Body>, Unwritable>;
}

/// Marks lists.
#[derive(Debug)]
pub struct AsList;
/// Marks streams.
#[derive(Debug)]
pub struct AsStream;

#[diagnostic::do_not_recommend]
impl<T: Serialize> LinesValue<AsList> for T {
    fn into_body(self) -> Result<Option<Body>, Unwritable> {
        if is_none(&self) {
            return Ok(None);
        }
        Ok(Some(Body::from(lines::write(&self)?)))
    }
}

#[diagnostic::do_not_recommend]
impl<S: Stream<Item: Serialize> + Send + 'static> LinesValue<AsStream> for S {
    fn into_body(self) -> Result<Option<Body>, Unwritable> {
        Ok(Some(Body::stream(Lines::new(self))))
    }
}
