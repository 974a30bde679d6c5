//! Responses that go on: [`EventStream`], [`JsonLines`] and [`ByteStream`].
//!
//! Each is a `Stream` of `Result`s, and has a method `next` that waits for the next item. A response
//! that is no success, or of another media type, is the error of the call, as with any return type. A
//! stream that ends or is dropped gives its connection back.

// | file | job |
// | --- | --- |
// | `parse/` | takes bytes apart into events and lines; knows no HTTP |
// | `source` | the body that is read, and after a break the one that goes on |
// | `item` | what an item is read as |
// | `event_stream`, `received_events`, `event` | [`EventStream`] |
// | `json_lines` | [`JsonLines`] |
// | `byte_stream/` | [`ByteStream`]: its head, resuming, saving, hashes |
// | `given` | a stream that an implementation gives |

mod byte_stream;
mod event;
mod event_stream;
mod given;
mod item;
mod json_lines;
mod parse;
mod received_events;
mod source;

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) use self::byte_stream::Transfer;
#[cfg(feature = "server")]
pub(crate) use self::byte_stream::file_name::write as written_file_name;
pub use self::byte_stream::{ByteStream, Save, SaveFuture};
pub use self::event::Event;
#[cfg(feature = "server")]
pub(crate) use self::event_stream::EVENTS;
pub use self::event_stream::EventStream;
#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) use self::event_stream::Streamed;
pub use self::given::{IntoEvent, IntoItem};
pub use self::item::StreamItem;
pub use self::json_lines::JsonLines;
use crate::{Endpoint, Error, ErrorKind};

/// The largest item, in bytes, unless the endpoint declares another: as much as a whole body may have.
const MAX_ITEM: usize = 8 << 20;

fn max_item(endpoint: &Endpoint) -> usize {
    endpoint.max_item().map_or(MAX_ITEM, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX))
}

#[cold]
fn too_large(item: &str, max: usize) -> Error {
    let message =
        format!("{item} is larger than {max} bytes; `max_item` of the endpoint sets the limit");
    Error::new(ErrorKind::Limit, message)
}

/// The words for what was received before a break.
#[cold]
fn so_far(count: u64, one: &str, bytes: u64) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("; {count} {one}{plural} ({bytes} bytes) had been received")
}

/// The end of a stream without the item that was declared to end it.
#[cold]
fn ended_early(done: &str) -> Error {
    let message = format!("the response ended without `{done}`, which ends it");
    Error::passing(ErrorKind::Transport, message)
}

/// True if an item is the one that is declared to end its stream. Blanks around it mean nothing.
fn is_done(item: &[u8], done: &str) -> bool {
    item.trim_ascii() == done.trim_ascii().as_bytes()
}

/// Reads a stream to its end, or to the first item that cannot be read. Its body is in memory, so
/// that it waits only for itself.
fn read_rest<T, S: Stream<Item = crate::Result<T>> + Unpin>(mut stream: S) -> crate::Result<()> {
    let mut cx = Context::from_waker(Waker::noop());
    let mut turns = 0_u8;
    loop {
        match Pin::new(&mut stream).poll_next(&mut cx) {
            Poll::Ready(None) => return Ok(()),
            Poll::Ready(Some(item)) => drop(item?),
            Poll::Pending if turns == u8::MAX => return Ok(()),
            Poll::Pending => turns += 1,
        }
    }
}

/// Waits for the next item of a stream.
async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|cx: &mut Context<'_>| -> Poll<_> { Pin::new(&mut *stream).poll_next(cx) }).await
}
