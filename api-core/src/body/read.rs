//! Reading a body: what is left of it at once, or piece by piece.

use std::future::{Future as _, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use ::bytes::{Bytes as RawBytes, BytesMut};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::{Body, Kind, Origin};
use crate::envelope::{self, Opened};
use crate::{BoxError, Bytes, Error, ErrorKind, Result};

impl Body {
    /// Reads the rest of the body, all of it into memory.
    ///
    /// ```
    /// # async fn run(body: api_core::Body) -> api_core::Result<()> {
    /// let bytes = body.bytes().await?;
    /// println!("{} bytes", bytes.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Transport`] if the body broke off, [`ErrorKind::Timeout`] if it stalled or took
    /// too long, [`ErrorKind::Limit`] if it is larger than `max_body`: see
    /// [`ClientBuilder`](crate::ClientBuilder).
    pub async fn bytes(mut self) -> Result<Bytes> {
        let Some(first) = self.chunk().await? else { return Ok(Bytes::default()) };
        let Some(second) = self.chunk().await? else { return Ok(first) };
        let mut all = BytesMut::from(&first[..]);
        all.extend_from_slice(&second);
        while let Some(chunk) = self.chunk().await? {
            all.extend_from_slice(&chunk);
        }
        Ok(Bytes(all.freeze()))
    }

    /// Reads the rest of the body as UTF-8 text.
    ///
    /// # Errors
    ///
    /// Those of [`bytes`](Self::bytes), and [`ErrorKind::Decode`] if it is not UTF-8.
    pub async fn text(self) -> Result<String> {
        let origin = self.origin();
        let bytes = self.bytes().await?;
        String::from_utf8(bytes.into_inner().into())
            .map_err(|_| origin.of(Error::new(ErrorKind::Decode, "the body is not UTF-8 text")))
    }

    /// Reads the rest of the body as JSON, without an envelope.
    ///
    /// ```
    /// # use serde::Deserialize;
    /// # #[derive(Deserialize)]
    /// # struct Chat;
    /// # async fn run(body: api_core::Body) -> api_core::Result<()> {
    /// let chat: Chat = body.json().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`bytes`](Self::bytes), and [`ErrorKind::Decode`] if it is not a `T`.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T> {
        let origin = self.origin();
        let bytes = self.bytes().await?;
        match envelope::open(None, &bytes, true) {
            Ok(Opened::Payload(value)) => Ok(value),
            Ok(Opened::Failed(_)) => {
                Err(origin.of(Error::new(ErrorKind::Decode, "the body has no payload")))
            }
            Err(error) => Err(origin.of(Error::from(error))),
        }
    }

    /// Reads the next piece of the body, of any size. `None` at its end.
    ///
    /// ```
    /// # async fn run(mut body: api_core::Body) -> api_core::Result<()> {
    /// while let Some(chunk) = body.chunk().await? {
    ///     println!("{} bytes", chunk.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`bytes`](Self::bytes).
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    #[inline]
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        match &mut self.0 {
            // As it is: each layer that turns a piece into another type moves it once more.
            Kind::Pieces { body, .. } => body.poll_piece(cx),
            _ => self.poll_chunk_of_other(cx),
        }
    }

    /// The next chunk of a body that is not read by pieces.
    fn poll_chunk_of_other(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            return Poll::Ready(match ready!(self.poll_piece(cx)) {
                Some(Ok(piece)) if piece.is_empty() => continue,
                Some(Ok(piece)) => Some(Ok(Bytes(piece))),
                Some(Err(error)) => Some(Err(self.origin().of(broken(error)))),
                None => None,
            });
        }
    }

    /// `poll_piece` without a function between a download and hyper's body: each takes one per cent of what
    /// a piece costs.
    #[inline(always)]
    pub(crate) fn poll_piece_in_line(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<RawBytes, BoxError>>> {
        #[cfg(feature = "hyper")]
        if let Kind::Incoming(body) = &mut self.0 {
            return poll_data(body, cx);
        }
        self.poll_piece(cx)
    }

    /// Waits for the next bytes, which may be none. Passes over trailers.
    ///
    /// Never in line: it is the one place where reqwest is asked for a chunk, and so the compiler puts that
    /// in line here.
    #[inline(never)]
    pub(crate) fn poll_piece(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<RawBytes, BoxError>>> {
        match &mut self.0 {
            // A future that keeps nothing: it may be dropped before it is ready.
            Kind::Response(response) => {
                let piece = ready!(pin!(response.chunk()).poll(cx));
                Poll::Ready(piece.map_err(Into::into).transpose())
            }
            #[cfg(feature = "hyper")]
            Kind::Incoming(body) => poll_data(body, cx),
            Kind::Pieces { body, .. } => {
                let piece = ready!(body.poll_piece(cx));
                Poll::Ready(piece.map(|piece| piece.map(Bytes::into_inner).map_err(Into::into)))
            }
            _ => poll_data(self, cx),
        }
    }

    /// The response that the body is of.
    fn origin(&self) -> Origin {
        match &self.0 {
            Kind::Stream { origin, .. } | Kind::Pieces { origin, .. } => *origin,
            _ => Origin::default(),
        }
    }
}

/// Waits for the next bytes of a body. Passes over trailers.
#[inline(always)]
fn poll_data<B>(body: &mut B, cx: &mut Context<'_>) -> Poll<Option<Result<RawBytes, BoxError>>>
where
    B: http_body::Body<Data = RawBytes, Error: Into<BoxError>> + Unpin,
{
    loop {
        match ready!(Pin::new(&mut *body).poll_frame(cx)) {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(piece) => return Poll::Ready(Some(Ok(piece))),
                Err(trailers) => pass_over(trailers),
            },
            Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
            None => return Poll::Ready(None),
        }
    }
}

/// A function of its own, which a piece of a download need not make room for.
#[cold]
fn pass_over(trailers: http_body::Frame<RawBytes>) {
    drop(trailers);
}

/// The pieces of the body, each of any size.
impl Stream for Body {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        self.poll_chunk(cx)
    }
}

/// The error of a body that could not be read to its end.
fn broken(error: BoxError) -> Error {
    match error.downcast::<Error>() {
        // From a response's body, which knows already.
        Ok(error) => *error,
        Err(error) => Error::passing(ErrorKind::Transport, "the body broke off").with_source(error),
    }
}
