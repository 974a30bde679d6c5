//! A file as a stream of its bytes.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead as _, ReadBuf};

/// The size of a read, in bytes.
const CHUNK: usize = 64 << 10;

/// The bytes of `file`, chunk by chunk.
pub(crate) fn chunks(file: File) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    Chunks { file, buffer: vec![0; CHUNK] }
}

struct Chunks {
    file: File,
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
