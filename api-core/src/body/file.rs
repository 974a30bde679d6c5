//! A file as a body.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead as _, AsyncReadExt as _, ReadBuf, Take};

use super::Body;
use crate::{Error, Result};

/// The size of a read, in bytes.
const CHUNK: usize = 64 << 10;

impl Body {
    /// A file, streamed from disk while it is sent. Its length is read when this is called.
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
        let length = file.metadata().await.map_err(failed)?.len();
        // A file may grow while it is sent. The length was stated before that.
        let file = file.take(length);
        Ok(Self::stream(Chunks { file, buffer: vec![0; CHUNK] }).with_length(length))
    }
}

/// The bytes of a file, piece by piece.
struct Chunks {
    file: Take<File>,
    buffer: Vec<u8>,
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { file, buffer } = self.get_mut();
        let mut read = ReadBuf::new(buffer);
        Poll::Ready(match ready!(Pin::new(file).poll_read(cx, &mut read)) {
            Ok(()) if read.filled().is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(read.filled()))),
            Err(error) => Some(Err(error)),
        })
    }
}
