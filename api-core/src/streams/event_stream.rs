//! Server-sent events, as a response type.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::given::{self, Given, IntoEvent};
use super::item::{Read, StreamItem};
use super::received_events::Received;
use super::source::Source;
use super::{Event, max_item, next, read_rest};
use crate::endpoint::Accept;
use crate::envelope::EnvelopeSpec;
use crate::response::{
    Buffering, FromItems, FromResponse, RawResponse, Streaming, Undecoded, item_error,
};
use crate::{Endpoint, Result};

/// The media type of event streams.
pub(crate) const EVENTS: &str = "text/event-stream";

/// The time between two comments that a server sends so that nobody takes its stream for dead, as the
/// WHATWG text advises.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Server-sent events (WHATWG HTML, "Server-sent events"), as they come. A `Stream` of `Result`s.
///
/// ```
/// # mod demo {
/// use api_core::{EventStream, Result, api};
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// pub struct Delta {
///     pub text: String,
/// }
///
/// #[api]
/// pub trait Model {
///     /// Answers a question, word by word.
///     #[endpoint(POST, "/v1/complete", done = "[DONE]", max_item = "64 KiB")]
///     async fn complete(&self, prompt: &str) -> Result<EventStream<Delta>>;
/// }
/// # }
/// # use demo::*;
/// # async fn run(model: ModelClient) -> api_core::Result<()> {
/// let mut answer = model.complete("Why is the sky blue?").await?;
/// while let Some(event) = answer.next().await {
///     print!("{}", event?.data.text);
/// }
/// # Ok(())
/// # }
/// ```
///
/// The data of an event is read as JSON; with `EventStream<Text>` it is taken as it is. An event that
/// cannot be read is an error, after which the stream goes on. Any other error is the last item.
///
/// The end of the response is the end of the stream. With `done = "[DONE]"` on the endpoint, an event
/// with this data is, and a response that ends without it broke off. A stream that breaks off is an
/// error that says what was received, unless the call may be repeated (see [`Retry`](crate::Retry):
/// by its method, or `retry = repeatable`): then it is sent again, with the `Last-Event-ID`, after the
/// time that the server asked for in `retry`, of [`Retry::max_retry_after`](crate::Retry::max_retry_after)
/// at most, and the stream goes on. Attempts that bring no event are counted, and of a POST those whose
/// events have no id: a server then begins anew, and its events come twice. A response with HTTP 204 ends
/// the stream for good.
///
/// Any byte shows that the server is there. A pause of more than `read_timeout` (60 s unless set),
/// which begins with the first byte, breaks the stream off. `max_item` bounds an event (8 MiB unless
/// set), `max_body` and `timeout` the whole, breaks included, and only if they are set.
///
/// A server responds with a stream of data, of [`Event`]s, or of `Result`s of these; see
/// [`new`](Self::new).
pub struct EventStream<T> {
    kind: Kind<T>,
    pub(crate) keep_alive: Duration,
}

enum Kind<T> {
    Received(Box<Received>, Read<T>),
    Given(Given<Event<T>>),
}

impl<T> EventStream<T> {
    /// Events to respond with: a stream of data, of [`Event`]s, or of `Result`s of these.
    ///
    /// A client that goes away ends the stream: it is dropped. An error of it breaks the response
    /// off, as the network would. While it has nothing to give, a comment is sent every 15 s, so that
    /// nobody takes the connection for dead.
    ///
    /// ```
    /// use api_core::{Event, EventStream, Result, api};
    /// use futures_util::stream;
    ///
    /// #[api]
    /// pub trait Countdown {
    ///     #[endpoint(GET, "/countdown")]
    ///     async fn start(&self, from: u32) -> Result<EventStream<u32>>;
    /// }
    ///
    /// struct Clock;
    ///
    /// #[api_core::async_trait]
    /// impl Countdown for Clock {
    ///     async fn start(&self, from: u32) -> Result<EventStream<u32>> {
    ///         let numbers = stream::iter((0..=from).rev());
    ///         let events = futures_util::StreamExt::map(numbers, |n| Event::new(n).with_id(n.to_string()));
    ///         Ok(EventStream::new(events))
    ///     }
    /// }
    /// ```
    pub fn new<S, K>(events: S) -> Self
    where
        S: Stream<Item: IntoEvent<T, K>> + Send + 'static,
        T: 'static,
        K: 'static,
    {
        Self { kind: Kind::Given(given::events(events)), keep_alive: KEEP_ALIVE }
    }

    /// Sets the time between two comments of a server whose stream has nothing to give. With none,
    /// [`Duration::ZERO`], it sends no comments.
    #[must_use]
    pub fn with_keep_alive(mut self, pause: Duration) -> Self {
        self.keep_alive = pause;
        self
    }

    /// Waits for the next event. `None` at the end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) for an event that is not a `T`; the stream goes
    /// on then. [`Transport`](crate::ErrorKind::Transport) if the response broke off,
    /// [`Timeout`](crate::ErrorKind::Timeout) if it stalled, [`Limit`](crate::ErrorKind::Limit) if an
    /// event is too large; and those of a call, if it was sent again.
    pub async fn next(&mut self) -> Option<Result<Event<T>>> {
        next(self).await
    }

    /// The id of the last event that had one; empty if there was none. A call that you make can go on
    /// behind it, with the header `Last-Event-ID`.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        match &self.kind {
            Kind::Received(received, _) => received.events.id(),
            Kind::Given(_) => "",
        }
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (received, read) = match &mut self.kind {
            Kind::Given(given) => return given.as_mut().poll_next(cx),
            Kind::Received(received, read) => (received, read),
        };
        match ready!(received.poll_event(cx)) {
            None => Poll::Ready(None),
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
            Some(Ok(())) => {
                let events = &received.events;
                let data = events.data();
                // What is not UTF-8 is replaced.
                let read = match read(data) {
                    Err(_) if std::str::from_utf8(data).is_err() => {
                        read(String::from_utf8_lossy(data).as_bytes())
                    }
                    read => read,
                };
                Poll::Ready(Some(match read {
                    Ok(data) => {
                        Ok(Event { id: events.id().to_owned(), event: events.event(), data })
                    }
                    Err(error) => {
                        let place = format!(" (event {})", received.count);
                        Err(received.source.error(item_error(error.0, data, &place)))
                    }
                }))
            }
        }
    }
}

/// Marks streams of items that are read by `K`.
#[derive(Debug)]
pub struct Streamed<K>(std::marker::PhantomData<K>);

static STREAMING: Streaming = Streaming { media_types: &[EVENTS], is_transfer: false };

#[diagnostic::do_not_recommend]
impl<T: StreamItem<K>, K> FromResponse<Streamed<K>> for EventStream<T> {
    const ACCEPT: Accept = Accept::Events;
    const BUFFERING: Buffering = Buffering::Stream(&STREAMING);

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self> {
        let source = Source::open(endpoint, spec, &STREAMING, response)?;
        let max = max_item(endpoint);
        let received = Received::new(source, endpoint.done(), max);
        Ok(Self { kind: Kind::Received(Box::new(received), T::read_item), keep_alive: KEEP_ALIVE })
    }

    fn read_rest(self) -> Result<()> {
        read_rest(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: StreamItem<K>, K> FromItems<Streamed<K>> for EventStream<T> {}
#[diagnostic::do_not_recommend]
impl<T: StreamItem<K>, K> Undecoded<Streamed<K>> for EventStream<T> {}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("EventStream");
        match &self.kind {
            Kind::Received(received, _) => {
                debug.field("source", &received.source).field("events", &received.count)
            }
            Kind::Given(_) => debug.field("source", &"given"),
        };
        debug.finish_non_exhaustive()
    }
}
