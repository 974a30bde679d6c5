//! Reports of how much of a body has been transferred.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{Body, Kind};
use crate::BoxError;

/// The most that counts as one piece of a body in memory, in bytes.
const PIECE: usize = 64 << 10;

/// A function that is called for each piece of a body.
pub(crate) struct Progress {
    observe: Box<dyn FnMut(u64, Option<u64>) + Send>,
    done: u64,
}

impl Progress {
    pub(crate) fn new(observe: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        Self { observe: Box::new(observe), done: 0 }
    }

    /// More bytes are through, of `total` if that is known.
    pub(crate) fn add(&mut self, bytes: u64, total: Option<u64>) {
        self.done = self.done.saturating_add(bytes);
        (self.observe)(self.done, total);
    }

    /// The body goes on from here.
    pub(crate) fn restart(&mut self, done: u64) {
        self.done = done;
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").field("done", &self.done).finish_non_exhaustive()
    }
}

impl Body {
    /// Calls `observe` whenever a piece of the body is taken by the transport, with the bytes so far and
    /// the length if it is known. The body can be sent once then, even if it is in memory: a second
    /// request would report each piece twice.
    ///
    /// ```no_run
    /// # async fn run(archive: impl AsyncFn(api_core::Body) -> api_core::Result<()>) -> api_core::Result<()> {
    /// use api_core::Body;
    ///
    /// let backup = Body::file("backup.tar").await?;
    /// archive(backup.progress(|done, total| println!("{done} of {total:?} bytes"))).await
    /// # }
    /// ```
    #[must_use]
    pub fn progress(self, observe: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        let total = self.length();
        let (whole, body) = match self.0 {
            Kind::Empty => return self,
            Kind::Bytes(bytes) => (bytes, Self::empty()),
            kind => (Bytes::new(), Self(kind)),
        };
        Self::wrap(Observed { whole, body, total, progress: Progress::new(observe) })
    }
}

/// A body whose pieces are reported.
struct Observed {
    /// The rest of a body in memory.
    whole: Bytes,
    body: Body,
    total: Option<u64>,
    progress: Progress,
}

impl http_body::Body for Observed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = if self.whole.is_empty() {
            ready!(Pin::new(&mut self.body).poll_frame(cx))
        } else {
            let piece = self.whole.len().min(PIECE);
            Some(Ok(Frame::data(self.whole.split_to(piece))))
        };
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            let (bytes, total) = (data.len() as u64, self.total);
            self.progress.add(bytes, total);
        }
        Poll::Ready(frame)
    }

    fn size_hint(&self) -> SizeHint {
        self.total.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
