//! Bodies that are read from a reader or a file.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt as _, ReadBuf};

use super::Body;
use crate::{Error, Result};

/// The size of a read, in bytes.
const CHUNK: usize = 64 << 10;

impl Body {
    /// A body that is read from a reader. It can be sent once.
    ///
    /// ```
    /// # use api_core::Body;
    /// let body = Body::reader(&b"hello"[..]).with_length(5);
    /// ```
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::stream(Chunks { reader: Box::pin(reader), buffer: vec![0; CHUNK] })
    }

    /// A file, streamed from disk while it is sent. Its length is read when this is called; a pipe or a
    /// device has none.
    ///
    /// ```no_run
    /// # async fn run(archive: impl AsyncFn(api_core::Body) -> api_core::Result<()>) -> api_core::Result<()> {
    /// use api_core::Body;
    ///
    /// archive(Body::file("backup.tar").await?).await
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the file cannot be opened.
    pub async fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let failed = |error| {
            let message = format!("the file `{}` cannot be opened", path.display());
            Error::build(message).with_source(error)
        };
        let file = File::open(path).await.map_err(failed)?;
        let about = file.metadata().await.map_err(failed)?;
        // Some systems open a folder, and none can read it.
        if about.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        // The system says of a pipe that it has no bytes.
        if !about.is_file() {
            return Ok(Self::reader(file));
        }
        let length = about.len();
        // A file may grow while it is sent. The length was stated before that.
        Ok(Self::reader(file.take(length)).with_length(length))
    }
}

/// The bytes of a reader, piece by piece.
struct Chunks<R> {
    reader: Pin<Box<R>>,
    buffer: Vec<u8>,
}

impl<R: AsyncRead> Stream for Chunks<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, buffer } = self.get_mut();
        let mut read = ReadBuf::new(buffer);
        Poll::Ready(match ready!(reader.as_mut().poll_read(cx, &mut read)) {
            Ok(()) if read.filled().is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(read.filled()))),
            Err(error) => Some(Err(error)),
        })
    }
}
