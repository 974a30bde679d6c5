//! The content of a response, piece by piece: a download.

mod digest;
mod download;
pub(crate) mod file_name;
mod head;
mod save;

use std::fmt;
use std::future::poll_fn;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use self::digest::Check;
use self::download::{Download, Piece};
pub use self::save::{Save, SaveFuture};
use super::source::Source;
use crate::body::Progress;
use crate::endpoint::Accept;
use crate::envelope::EnvelopeSpec;
use crate::response::{Buffering, FromResponse, RawResponse, Streaming, Undecoded};
use crate::{Body, BoxError, Bytes, Endpoint, Error, ErrorKind, Result};

/// The content of a response, piece by piece. A `Stream` of `Result`s.
///
/// ```
/// # mod demo {
/// use api_core::{ByteStream, Result, api};
///
/// #[api]
/// pub trait Archive {
///     #[endpoint(GET, "/backups/{id}")]
///     async fn backup(&self, id: u64) -> Result<ByteStream>;
/// }
/// # }
/// # use demo::*;
/// # async fn run(archive: ArchiveClient) -> api_core::Result<()> {
/// let backup = archive.backup(7).await?;
/// let name = backup.file_name().unwrap_or("backup.tar").to_owned();
/// backup.progress(|done, total| println!("{done} of {total:?} bytes")).save_to(name).await?;
/// # Ok(())
/// # }
/// ```
///
/// A download that breaks off goes on where it was, if the call may be repeated (see
/// [`Retry`](crate::Retry)) and the server says by a strong `ETag` or `Last-Modified` that the content
/// is the same: the rest is asked for with `Range` and `If-Range`. Attempts that bring no new byte are
/// counted. Otherwise a break is an error that says how much was received.
///
/// A download that drips is an error, by [`ClientBuilder::min_throughput`](crate::ClientBuilder::min_throughput).
/// A pause is bounded by `read_timeout`; the size by `max_body` and the whole by `timeout`, if they are
/// set.
///
/// Under an envelope, a short response in JSON that tells of a failure is the error of the call, unless
/// the endpoint declares to accept JSON.
///
/// A server responds with [`ByteStream::new`], or with a [`Body`] made into one.
pub struct ByteStream {
    kind: Kind,
    content_type: Option<String>,
    file_name: Option<String>,
    progress: Option<Progress>,
    check: Option<Check>,
}

enum Kind {
    Received(Box<Download>),
    Given(Body),
}

static STREAMING: Streaming = Streaming { media_types: &[], is_transfer: true };

impl ByteStream {
    /// Bytes to respond with. A client that goes away ends the stream: it is dropped.
    pub fn new<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<bytes::Bytes>,
        E: Into<BoxError>,
    {
        Self::from(Body::stream(stream))
    }

    /// Sets the length, in bytes, which a response then states.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Kind::Given(body) = self.kind {
            self.kind = Kind::Given(body.with_length(bytes));
        }
        self
    }

    /// Sets the content type, which is `application/octet-stream` unless said otherwise.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Sets the name under which the content is to be saved.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The length of the content in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.kind {
            Kind::Received(download) => download.total,
            Kind::Given(body) => body.length(),
        }
    }

    /// The content type, as it was sent.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The name under which the server wants the content to be saved (RFC 6266). Only a name: no path
    /// of the server's survives.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// Calls `observe` after each piece, with the bytes so far and the length if it is known.
    #[must_use]
    pub fn progress(mut self, observe: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.progress = Some(Progress::new(observe));
        self
    }

    /// Compares the content with the hash that the server states in `Content-Digest` or `Repr-Digest`
    /// (RFC 9530: SHA-256 or SHA-512), once all of it is there. Another content is an error
    /// ([`ErrorKind::Decode`]), which [`save_to`](Self::save_to) leaves no file behind. So is, at once,
    /// a response that states no such hash; the header `Want-Content-Digest` asks for one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if the response states no hash of these.
    pub fn check_digest(mut self) -> Result<Self> {
        let Kind::Received(download) = &self.kind else { return Ok(self) };
        self.check = Some(download.check()?);
        Ok(self)
    }

    /// Saves the content to a file: beside it under another name, which is given to it when all is
    /// there. A file of that name is replaced. Gives the number of bytes.
    ///
    /// A download that breaks off for good, or is dropped, leaves its part beside the file, if the
    /// server says by which tag to go on. Saving the same content to the same path once more asks for
    /// the rest alone.
    ///
    /// ```
    /// # async fn run(photo: api_core::ByteStream) -> api_core::Result<()> {
    /// let bytes = photo.save_to("cat.png").progress(|done, _| println!("{done} bytes")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn save_to(self, path: impl AsRef<Path>) -> Save {
        Save { stream: self, path: PathBuf::from(path.as_ref()) }
    }

    /// Waits for the next piece. `None` at the end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Transport`] if the response broke off and could not go on,
    /// [`Timeout`](ErrorKind::Timeout) if it stalled or dripped, [`Limit`](ErrorKind::Limit) if it is
    /// larger than `max_body`; and those of a call, if it was sent again.
    #[expect(clippy::should_implement_trait, reason = "it is no iterator, and its future says so")]
    pub fn next(&mut self) -> impl Future<Output = Option<Result<Bytes>>> + Send {
        // No async function: its future would take half a per cent of what a piece does.
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx))
    }

    /// The content as a body, to be sent on.
    #[must_use]
    pub fn into_body(self) -> Body {
        let length = self.length();
        let body = match self {
            Self { kind: Kind::Given(body), progress: None, .. } => return body,
            stream => Body::stream(stream),
        };
        match length {
            Some(length) => body.with_length(length),
            None => body,
        }
    }

    /// Waits for the next bytes. A function of its own, so that a turn of the connection needs no room for them.
    #[inline(never)]
    fn poll_bytes(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            return Poll::Ready(match ready!(self.poll_piece(cx)) {
                Some(Ok(Piece::Data(bytes))) => Some(Ok(Bytes(bytes))),
                // Nothing was given out so far: see there.
                Some(Ok(Piece::Restarted)) => continue,
                Some(Err(error)) => Some(Err(error)),
                None => None,
            });
        }
    }

    /// Waits for the next piece. Knows of a content that begins anew. In line: see [`Source::poll`].
    #[inline(always)]
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Piece>>> {
        match ready!(self.poll_next_piece(cx)) {
            Some(Ok(Piece::Data(bytes))) => {
                if self.check.is_some() || self.progress.is_some() {
                    self.look_at(&bytes);
                }
                Poll::Ready(Some(Ok(Piece::Data(bytes))))
            }
            Some(Ok(Piece::Restarted)) => {
                Poll::Ready(Some(self.restart().map(|()| Piece::Restarted)))
            }
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
            None => Poll::Ready(self.check_whole().err().map(Err)),
        }
    }

    #[inline(always)]
    fn poll_next_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Piece>>> {
        match &mut self.kind {
            Kind::Received(download) => download.poll_piece(cx),
            Kind::Given(body) => {
                let chunk = ready!(body.poll_chunk(cx));
                Poll::Ready(chunk.map(|chunk| chunk.map(|chunk| Piece::Data(chunk.into_inner()))))
            }
        }
    }

    /// Adds a piece to the hash, and tells of it.
    #[inline(never)]
    fn look_at(&mut self, bytes: &[u8]) {
        if let Some(check) = &mut self.check {
            check.update(bytes);
        }
        let total = self.length();
        if let Some(progress) = &mut self.progress {
            progress.add(bytes.len() as u64, total);
        }
    }

    /// Forgets the pieces so far: the content begins anew.
    #[cold]
    fn restart(&mut self) -> Result<()> {
        if let Some(progress) = &mut self.progress {
            progress.restart(0);
        }
        if let (Some(check), Kind::Received(download)) = (&mut self.check, &self.kind) {
            *check = download.check()?;
        }
        Ok(())
    }

    /// Fails if the content, which is all there, is not the one that was promised.
    #[cold]
    fn check_whole(&mut self) -> Result<()> {
        match self.check.take() {
            Some(check) if !check.holds() => Err(self.other_content()),
            _ => Ok(()),
        }
    }

    #[cold]
    fn other_content(&self) -> Error {
        let message = "the content is not the one whose hash `Content-Digest` states";
        let error = Error::new(ErrorKind::Decode, message);
        match &self.kind {
            Kind::Received(download) => download.source.error(error),
            Kind::Given(_) => error,
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        // Here too, since the function that takes a piece makes room for one first: half a per cent of a piece.
        if let Kind::Received(download) = &mut self.kind
            && download.source.yields(cx)
        {
            return Poll::Pending;
        }
        self.poll_bytes(cx)
    }
}

impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        Self {
            kind: Kind::Given(body),
            content_type: None,
            file_name: None,
            progress: None,
            check: None,
        }
    }
}

/// Marks downloads.
#[derive(Debug)]
pub struct Transfer;

#[diagnostic::do_not_recommend]
impl FromResponse<Transfer> for ByteStream {
    const ACCEPT: Accept = Accept::Download;
    const BUFFERING: Buffering = Buffering::Stream(&STREAMING);

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self> {
        let source = Source::open(endpoint, spec, &STREAMING, response)?;
        let download = Download::new(source, response.is_asked_part)?;
        let source = &download.source;
        let content_type = source.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|it| it.to_str().ok()).map(str::to_owned);
        let file_name = source.headers.get(CONTENT_DISPOSITION).and_then(file_name::read);
        let kind = Kind::Received(Box::new(download));
        Ok(Self { kind, content_type, file_name, progress: None, check: None })
    }
}

#[diagnostic::do_not_recommend]
impl Undecoded<Transfer> for ByteStream {}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("content_type", &self.content_type)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
