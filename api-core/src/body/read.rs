//! Reading a body: what is left of it at once, or piece by piece.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, BytesMut};
use futures_core::Stream;
use http_body::Body as _;
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
        loop {
            let Some(frame) = ready!(Pin::new(&mut *self).poll_frame(cx)) else {
                return Poll::Ready(None);
            };
            match frame.map(http_body::Frame::into_data) {
                Ok(Ok(data)) if data.has_remaining() => return Poll::Ready(Some(Ok(Bytes(data)))),
                // An empty piece, or trailers.
                Ok(_) => {}
                Err(error) => return Poll::Ready(Some(Err(self.origin().of(broken(error))))),
            }
        }
    }

    /// The response that the body is of.
    fn origin(&self) -> Origin {
        match &self.0 {
            Kind::Stream { origin, .. } => *origin,
            _ => Origin::default(),
        }
    }
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
