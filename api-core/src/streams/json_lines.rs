//! JSON lines and JSON text sequences, as a response type.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::event_stream::Streamed;
use super::given::{self, Given, IntoItem};
use super::item::{Read, StreamItem};
use super::parse::TooLarge;
use super::parse::lines::Lines;
use super::source::{Source, Stop};
use super::{ended_early, is_done, max_item, next, read_rest, so_far, too_large};
use crate::endpoint::Accept;
use crate::envelope::EnvelopeSpec;
use crate::response::{
    Buffering, FromItems, FromResponse, RawResponse, Streaming, Undecoded, item_error, media_type,
};
use crate::wire::media_type::{LINES, is_of};
use crate::{Endpoint, Error, ErrorKind, Result};

/// JSON text sequences (RFC 7464).
const SEQUENCE: &str = "application/json-seq";
/// Those of one kind of text (RFC 8091), such as `application/geo+json-seq`.
const SEQUENCES: &str = "+json-seq";

/// One JSON text per line (NDJSON, JSON Lines), or a JSON text sequence (RFC 7464), as they come. A
/// `Stream` of `Result`s.
///
/// ```
/// # mod demo {
/// use api_core::{JsonLines, Result, api};
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// pub struct Entry {
///     pub level: String,
/// }
///
/// #[api]
/// pub trait Logs {
///     /// The log of one job.
///     #[endpoint(GET, "/jobs/{id}/log", max_item = "1 MiB")]
///     async fn log(&self, id: u64) -> Result<JsonLines<Entry>>;
/// }
/// # }
/// # use demo::*;
/// # async fn run(logs: LogsClient) -> api_core::Result<()> {
/// let mut log = logs.log(7).await?;
/// while let Some(entry) = log.next().await {
///     println!("{}", entry?.level);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Lines end with LF or CRLF, blank ones are skipped, and the last one may lack its end. A line that
/// cannot be read is an error that names it, after which the stream goes on; any other error is the
/// last item. With `JsonLines<Text>`, lines are taken as they are.
///
/// Lines that are sent under another media type, such as `application/json`, are taken if the endpoint
/// declares it: `headers("Accept" = "application/json")`.
///
/// A response that breaks off is an error that says what was received; so is one that ends without the
/// line that `done` declares. It is not asked for again: no line says where to go on. Its pauses and
/// sizes are bounded as those of an [`EventStream`](crate::EventStream).
pub struct JsonLines<T>(Kind<T>);

enum Kind<T> {
    Received(Box<Received>, Read<T>),
    Given(Given<T>),
}

impl<T> JsonLines<T> {
    /// Lines to respond with: a stream of values, or of `Result`s of them.
    ///
    /// A client that goes away ends the stream: it is dropped. An error of it breaks the response
    /// off, as the network would.
    pub fn new<S, K>(items: S) -> Self
    where
        S: Stream<Item: IntoItem<T, K>> + Send + 'static,
        T: 'static,
        K: 'static,
    {
        Self(Kind::Given(given::items(items)))
    }

    /// Waits for the next item. `None` at the end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] for a line that is not a `T`; the stream goes on then.
    /// [`Transport`](ErrorKind::Transport) if the response broke off, [`Timeout`](ErrorKind::Timeout)
    /// if it stalled, [`Limit`](ErrorKind::Limit) if a line is too large.
    pub async fn next(&mut self) -> Option<Result<T>> {
        next(self).await
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (received, read) = match &mut self.0 {
            Kind::Given(given) => return given.as_mut().poll_next(cx),
            Kind::Received(received, read) => (received, read),
        };
        match ready!(received.poll_line(cx)) {
            None => Poll::Ready(None),
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
            Some(Ok(())) => {
                let item = received.lines.item();
                Poll::Ready(Some(match read(item) {
                    Ok(item) => Ok(item),
                    Err(error) => {
                        let error = error.0.in_line(received.lines.first_line());
                        Err(received.source.error(item_error(error, item, "")))
                    }
                }))
            }
        }
    }
}

/// The lines of a response.
struct Received {
    source: Source,
    lines: Lines,
    done: Option<&'static str>,
    max: usize,
    /// The items so far.
    count: u64,
    /// True once the declared line has come.
    finishing: bool,
}

impl Received {
    /// Waits for the next item, which `lines` then describes.
    fn poll_line(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<()>>> {
        loop {
            if self.finishing {
                ready!(self.source.poll_finish(cx));
                return Poll::Ready(None);
            }
            match self.lines.advance() {
                Ok(true) if self.is_done() => {
                    self.finishing = true;
                    continue;
                }
                // As a text that is cut off elsewhere: the sequence goes on behind it.
                Ok(true) if self.lines.may_be_cut() => {
                    return Poll::Ready(Some(Err(self.source.error(self.cut_off()))));
                }
                Ok(true) => {
                    self.count += 1;
                    return Poll::Ready(Some(Ok(())));
                }
                Ok(false) => {}
                Err(TooLarge) => {
                    self.lines = Lines::new(false, 0);
                    return self.fail(too_large("a line", self.max));
                }
            }
            if self.source.has_ended() {
                return match self.done.take() {
                    Some(done) => self.fail(ended_early(done)),
                    None => {
                        self.source.end();
                        Poll::Ready(None)
                    }
                };
            }
            let error = match ready!(self.source.poll(cx)) {
                Ok(chunk) => {
                    self.lines.feed(chunk);
                    continue;
                }
                Err(Stop::End) => match self.lines.finish() {
                    Err(TooLarge) => return self.fail(too_large("a line", self.max)),
                    Ok(true) if self.is_done() => {
                        self.finishing = true;
                        continue;
                    }
                    Ok(true) if self.lines.may_be_cut() => self.cut_off(),
                    Ok(true) => {
                        self.count += 1;
                        return Poll::Ready(Some(Ok(())));
                    }
                    Ok(false) => continue,
                },
                Err(Stop::Broken(error) | Stop::Failed(error)) => error,
                // Nothing here makes a source resume.
                Err(Stop::Resumed) => return Poll::Ready(None),
            };
            return self.fail(error);
        }
    }

    #[cold]
    fn fail(&mut self, error: Error) -> Poll<Option<Result<()>>> {
        self.done = None;
        let error = error.adding(&so_far(self.count, "item", self.source.received));
        let error = self.source.error(error);
        self.source.fail(&error);
        Poll::Ready(Some(Err(error)))
    }

    #[cold]
    fn cut_off(&self) -> Error {
        let line = self.lines.first_line();
        let message = format!(
            "the text of the sequence on line {line} has no line feed behind it, and may be cut off"
        );
        Error::new(ErrorKind::Decode, message)
    }

    fn is_done(&self) -> bool {
        self.done.is_some_and(|done| is_done(self.lines.item(), done))
    }
}

static STREAMING: Streaming = Streaming {
    media_types: &[
        LINES,
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/json-lines",
        "application/json-l",
        "application/x-json-stream",
        "application/stream+json",
        "text/x-ndjson",
        "text/jsonl",
        SEQUENCE,
        SEQUENCES,
    ],
    is_transfer: false,
};

#[diagnostic::do_not_recommend]
impl<T: StreamItem<K>, K> FromResponse<Streamed<K>> for JsonLines<T> {
    const ACCEPT: Accept = Accept::Lines;
    const BUFFERING: Buffering = Buffering::Stream(&STREAMING);

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self> {
        let is_sequence = media_type(&response.headers)
            .is_some_and(|own| [SEQUENCE, SEQUENCES].iter().any(|it| is_of(own, it)));
        let source = Source::open(endpoint, spec, &STREAMING, response)?;
        let max = max_item(endpoint);
        let lines = Lines::new(is_sequence, max);
        // A response without content has nothing to end.
        let done = endpoint.done().filter(|_| !source.has_ended());
        let received = Received { source, lines, done, max, count: 0, finishing: false };
        Ok(Self(Kind::Received(Box::new(received), T::read_item)))
    }

    fn read_rest(self) -> Result<()> {
        read_rest(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: StreamItem<K>, K> FromItems<Streamed<K>> for JsonLines<T> {}
#[diagnostic::do_not_recommend]
impl<T: StreamItem<K>, K> Undecoded<Streamed<K>> for JsonLines<T> {}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("JsonLines");
        match &self.0 {
            Kind::Received(received, _) => {
                debug.field("source", &received.source).field("items", &received.count)
            }
            Kind::Given(_) => debug.field("source", &"given"),
        };
        debug.finish_non_exhaustive()
    }
}
