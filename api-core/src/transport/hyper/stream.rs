//! One type for all connections.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};

use crate::transport::connection::Used;

trait Any: Read + Write + Connection + Send + Unpin {}

impl<T: Read + Write + Connection + Send + Unpin> Any for T {}

/// A connection over TCP, TLS, or TLS through a proxy's TLS.
pub(super) struct Stream {
    inner: Box<dyn Any>,
    /// A proxy is at its other end, and gets whole URLs.
    to_proxy: bool,
    /// Someone observes the client.
    observed: bool,
}

impl Stream {
    pub(super) fn new(inner: impl Read + Write + Connection + Send + Unpin + 'static) -> Self {
        Self { inner: Box::new(inner), to_proxy: false, observed: false }
    }

    pub(super) fn into_proxy(self) -> Self {
        Self { to_proxy: true, ..self }
    }

    /// Lets every response know its connection.
    pub(super) fn observed(self, observed: bool) -> Self {
        Self { observed, ..self }
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        if self.observed {
            return self.inner.connected().proxy(self.to_proxy).extra(Used::default());
        }
        // Without the addresses of its ends, which hyper-util would put into every response.
        let connected = Connected::new().proxy(self.to_proxy);
        let http2 = self.inner.connected().is_negotiated_h2();
        if http2 { connected.negotiated_h2() } else { connected }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, into)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
