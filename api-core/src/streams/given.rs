//! The items of a stream that an implementation gives: values, or `Result`s of them.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::Event;
use crate::{BoxError, Error, ErrorKind};

/// Marks items.
#[derive(Debug)]
pub struct Plain;
/// Marks whole events.
#[derive(Debug)]
pub struct Whole;
/// Marks results.
#[derive(Debug)]
pub struct Fallible<K>(PhantomData<K>);

/// An item of a stream of events to respond with: data, an [`Event`], or a `Result` of either. The
/// parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no event with data of the type `{T}`",
    label = "expected `{T}`, `Event<{T}>`, or a `Result` of one of these",
    note = "map the stream, as in `stream.map(|data| Event::new(data).with_id(\"7\"))`"
)]
pub trait IntoEvent<T, K> {
    /// The event, or the failure that ends the stream.
    #[doc(hidden)]
    fn into_event(self) -> Result<Event<T>, Error>;
}

/// An item of a stream to respond with: the item, or a `Result` of it. The parameter `K` keeps the
/// implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no item of the type `{T}`",
    label = "expected `{T}`, or a `Result` of it"
)]
pub trait IntoItem<T, K> {
    /// The item, or the failure that ends the stream.
    #[doc(hidden)]
    fn into_item(self) -> Result<T, Error>;
}

#[diagnostic::do_not_recommend]
impl<T> IntoItem<T, Plain> for T {
    fn into_item(self) -> Result<T, Error> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, E: Into<BoxError>> IntoItem<T, Fallible<Plain>> for Result<T, E> {
    fn into_item(self) -> Result<T, Error> {
        self.map_err(failed)
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoEvent<T, Plain> for T {
    fn into_event(self) -> Result<Event<T>, Error> {
        Ok(Event::new(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoEvent<T, Whole> for Event<T> {
    fn into_event(self) -> Result<Event<T>, Error> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, E: Into<BoxError>> IntoEvent<T, Fallible<Plain>> for Result<T, E> {
    fn into_event(self) -> Result<Event<T>, Error> {
        self.map(Event::new).map_err(failed)
    }
}

#[diagnostic::do_not_recommend]
impl<T, E: Into<BoxError>> IntoEvent<T, Fallible<Whole>> for Result<Event<T>, E> {
    fn into_event(self) -> Result<Event<T>, Error> {
        self.map_err(failed)
    }
}

/// The failure of an implementation's stream.
fn failed(error: impl Into<BoxError>) -> Error {
    match error.into().downcast::<Error>() {
        Ok(error) => *error,
        Err(error) => {
            Error::new(ErrorKind::Transport, "the stream that was given failed").with_source(error)
        }
    }
}

/// A stream of an implementation.
pub(super) type Given<T> = Pin<Box<dyn Stream<Item = Result<T, Error>> + Send>>;

/// A stream, its items converted.
struct Converted<S, F> {
    stream: Pin<Box<S>>,
    convert: F,
}

impl<S: Stream, T, F: Fn(S::Item) -> T + Unpin> Stream for Converted<S, F> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Self { stream, convert } = self.get_mut();
        stream.as_mut().poll_next(cx).map(|item| item.map(&*convert))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

pub(super) fn events<S, T, K>(stream: S) -> Given<Event<T>>
where
    S: Stream<Item: IntoEvent<T, K>> + Send + 'static,
    T: 'static,
    K: 'static,
{
    Box::pin(Converted {
        stream: Box::pin(stream),
        convert: <S::Item as IntoEvent<T, K>>::into_event,
    })
}

pub(super) fn items<S, T, K>(stream: S) -> Given<T>
where
    S: Stream<Item: IntoItem<T, K>> + Send + 'static,
    T: 'static,
    K: 'static,
{
    Box::pin(Converted {
        stream: Box::pin(stream),
        convert: <S::Item as IntoItem<T, K>>::into_item,
    })
}

impl<S, F> fmt::Debug for Converted<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Converted")
    }
}
