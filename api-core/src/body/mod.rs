//! The body of a request or a response.

mod measured;
mod progress;
mod read;
mod reader;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;
use sync_wrapper::SyncWrapper;

pub(crate) use self::progress::Progress;
use crate::{BoxError, Endpoint, Error};

/// The body of a request or a response: empty, bytes in memory, or a stream of bytes.
///
/// ```
/// # use api_core::Body;
/// let body = Body::from("hello");
/// assert_eq!(body.as_bytes(), Some(&b"hello"[..]));
/// ```
#[derive(Default)]
pub struct Body(Kind);

/// The response that a body is of, if it is of one.
#[derive(Clone, Copy, Default)]
struct Origin(Option<(&'static Endpoint, StatusCode)>);

impl Origin {
    /// Adds the response to an error of reading its body.
    fn of(self, error: Error) -> Error {
        match self.0 {
            Some((endpoint, status)) if error.status().is_none() => {
                error.at(endpoint).with_head(status, &HeaderMap::new())
            }
            _ => error,
        }
    }
}

#[derive(Default)]
enum Kind {
    #[default]
    Empty,
    Bytes(Bytes),
    Stream {
        // A transport may need its request to be `Sync`, and few streams are. The wrapper gives access
        // by `&mut` alone, which is all that polling needs.
        stream: SyncWrapper<UnsyncBoxBody<Bytes, BoxError>>,
        /// The number of its bytes, if that is known.
        length: Option<u64>,
        origin: Origin,
    },
    /// A stream that gives its bytes without frames, too.
    Pieces {
        body: Box<dyn Pieces>,
        origin: Origin,
    },
    /// reqwest's own response without its headers: its body can be had only in one more box, through
    /// which each piece of a download would take a tenth longer.
    Response(Box<reqwest::Response>),
    /// That body, once someone has asked for its frames.
    Reqwest(reqwest::Body),
    /// hyper's own body, which needs no box.
    #[cfg(feature = "hyper")]
    Incoming(hyper::body::Incoming),
}

/// A stream that gives its bytes without the frames around them, too. A frame has room for trailers, and
/// each layer of a download would move all of it.
pub(crate) trait Pieces:
    http_body::Body<Data = Bytes, Error = BoxError> + Send + Sync + Unpin
{
    /// The number of all its bytes, if that is known.
    fn length(&self) -> Option<u64>;

    /// Waits for the next bytes, which are some. Passes over trailers.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<crate::Result<crate::Bytes>>>;
}

impl Body {
    /// No body.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body that is read from a stream. It can be sent once, by an endpoint with a `#[body(stream)]`
    /// parameter:
    ///
    /// ```
    /// # mod demo {
    /// use api_core::{Body, Result, api};
    ///
    /// #[api]
    /// pub trait Files {
    ///     #[endpoint(PUT, "/files/{name}")]
    ///     async fn put(&self, name: &str, #[body(stream)] content: Body) -> Result<()>;
    ///
    ///     #[endpoint(GET, "/files/{name}")]
    ///     async fn get(&self, name: &str) -> Result<api_core::http::Response<Body>>;
    /// }
    /// # }
    /// # use api_core::Body;
    /// # use demo::{Files as _, FilesClient};
    /// # async fn run<S>(files: FilesClient, chunks: S) -> api_core::Result<()>
    /// # where
    /// #     S: futures_core::Stream<Item = Result<Vec<u8>, std::io::Error>> + Send + 'static,
    /// # {
    /// files.put("a", Body::stream(chunks)).await?;
    ///
    /// let mut content = files.get("a").await?.into_body();
    /// while let Some(chunk) = content.chunk().await? {
    ///     println!("{} bytes", chunk.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::wrap(StreamBody(Box::pin(stream)))
    }

    pub(crate) fn wrap<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self::erase(body.map_err(Into::into))
    }

    /// Wraps a body whose errors need no box, and no layer that would put them into one.
    pub(crate) fn erase(
        body: impl http_body::Body<Data = Bytes, Error = BoxError> + Send + 'static,
    ) -> Self {
        let length = body.size_hint().exact();
        let stream = SyncWrapper::new(body.boxed_unsync());
        Self(Kind::Stream { stream, length, origin: Origin::default() })
    }

    /// A body that also gives its bytes without frames.
    pub(crate) fn of_pieces(body: Box<dyn Pieces>) -> Self {
        Self(Kind::Pieces { body, origin: Origin::default() })
    }

    /// The body of a response of reqwest, whose headers were taken out.
    pub(crate) fn from_reqwest(response: reqwest::Response) -> Self {
        Self(Kind::Response(Box::new(response)))
    }

    #[cfg(feature = "hyper")]
    pub(crate) fn incoming(body: hyper::body::Incoming) -> Self {
        Self(Kind::Incoming(body))
    }

    /// Sets the length of a stream, in bytes, which the message then states. A stream that turns out to
    /// be longer or shorter fails the call, and breaks the response of a server off. A stream of unknown
    /// length is sent in chunks. Does nothing to a body in memory, whose length is known.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Kind::Pieces { body, origin } = self.0 {
            let stream = SyncWrapper::new(body.boxed_unsync());
            self.0 = Kind::Stream { stream, length: None, origin };
        }
        if let Kind::Stream { length, .. } = &mut self.0 {
            *length = Some(bytes);
        }
        self
    }

    /// The length of the body in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Kind::Empty => Some(0),
            Kind::Bytes(bytes) => Some(bytes.len() as u64),
            Kind::Stream { length, .. } => *length,
            Kind::Pieces { body, .. } => body.length(),
            Kind::Response(response) => response.content_length(),
            Kind::Reqwest(body) => body.size_hint().exact(),
            #[cfg(feature = "hyper")]
            Kind::Incoming(body) => body.size_hint().exact(),
        }
    }

    /// The bytes, unless the body is a stream; empty for an empty body.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Empty => Some(&[]),
            Kind::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The bytes, without a copy; the body itself if it is a stream.
    #[cfg(feature = "server")]
    pub(crate) fn into_raw_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Empty => Ok(Bytes::new()),
            Kind::Bytes(bytes) => Ok(bytes),
            kind => Err(Self(kind)),
        }
    }

    /// Names the endpoint of the response, for the errors of reading it.
    pub(crate) fn of_response(mut self, endpoint: &'static Endpoint, status: StatusCode) -> Self {
        if let Kind::Stream { origin, .. } | Kind::Pieces { origin, .. } = &mut self.0 {
            *origin = Origin(Some((endpoint, status)));
        }
        self
    }

    /// A second body of the same bytes, which are shared. None of a stream, which can be read once.
    pub(crate) fn replay(&self) -> Option<Self> {
        match &self.0 {
            Kind::Empty => Some(Self(Kind::Empty)),
            Kind::Bytes(bytes) => Some(Self(Kind::Bytes(bytes.clone()))),
            _ => None,
        }
    }

    /// The body as one of reqwest, without a box for bytes in memory.
    pub(crate) fn into_reqwest(self) -> reqwest::Body {
        match self.0 {
            Kind::Reqwest(body) => body,
            Kind::Response(response) => reqwest::Body::from(*response),
            Kind::Empty => reqwest::Body::from(Bytes::new()),
            Kind::Bytes(bytes) => reqwest::Body::from(bytes),
            _ => reqwest::Body::wrap(self),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Kind::Bytes(bytes.into()))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Kind::Response(_) = self.0 {
            let whole = std::mem::take(&mut *self);
            self.0 = Kind::Reqwest(whole.into_reqwest());
        }
        match &mut self.0 {
            Kind::Stream { stream, .. } => return Pin::new(stream.get_mut()).poll_frame(cx),
            Kind::Pieces { body, .. } => return Pin::new(body).poll_frame(cx),
            Kind::Reqwest(body) => return Pin::new(body).poll_frame(cx).map_err(Into::into),
            #[cfg(feature = "hyper")]
            Kind::Incoming(body) => return Pin::new(body).poll_frame(cx).map_err(Into::into),
            _ => {}
        }
        match std::mem::take(&mut self.0) {
            Kind::Bytes(bytes) if !bytes.is_empty() => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Empty => true,
            Kind::Bytes(bytes) => bytes.is_empty(),
            Kind::Stream { .. } | Kind::Pieces { .. } => false,
            Kind::Response(response) => response.content_length() == Some(0),
            Kind::Reqwest(body) => body.is_end_stream(),
            #[cfg(feature = "hyper")]
            Kind::Incoming(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}

struct StreamBody<S>(Pin<Box<S>>);

impl<S, B, E> http_body::Body for StreamBody<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
{
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        let item = std::task::ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(item.map(|chunk| chunk.map(|bytes| Frame::data(bytes.into()))))
    }
}
