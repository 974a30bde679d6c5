//! The pace at which a streamed body is sent.
//!
//! A transport that cannot send asks for no more of the body, so the body itself cannot notice that it is
//! slow. It counts its bytes, and the stage that waits for the response looks at the count.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, timeout};

use crate::throughput::MinThroughput;
use crate::transport::ResponseFuture;
use crate::{Body, BoxError, Result};

/// The progress of a body, as seen from outside.
pub(super) struct Upload {
    count: Arc<Count>,
}

struct Count {
    least: MinThroughput,
    begun: Instant,
    /// The bytes that the transport took.
    sent: AtomicU64,
    /// The milliseconds in which the body itself had nothing to give.
    waited: AtomicU64,
    /// When it began to have nothing, in milliseconds since the beginning; 0 if it has something.
    since: AtomicU64,
    ended: AtomicBool,
}

impl Count {
    fn now(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX).max(1)
    }

    /// The time in which the body itself had nothing to give, until now.
    fn waited(&self) -> u64 {
        let since = self.since.load(Ordering::Relaxed);
        let under_way = if since == 0 { 0 } else { self.now().saturating_sub(since) };
        self.waited.load(Ordering::Relaxed).saturating_add(under_way)
    }
}

/// Counts what is taken of a body. Not of one in memory, which a deadline bounds well enough.
pub(super) fn watch(body: &mut Body, least: MinThroughput) -> Option<Upload> {
    if body.as_bytes().is_some() {
        return None;
    }
    let count = Arc::new(Count {
        least,
        begun: Instant::now(),
        sent: AtomicU64::new(0),
        waited: AtomicU64::new(0),
        since: AtomicU64::new(0),
        ended: AtomicBool::new(false),
    });
    let counted = Counted { body: std::mem::take(body), count: Arc::clone(&count) };
    *body = Body::erase(counted);
    Some(Upload { count })
}

impl Upload {
    /// Waits for the response, as long as the body is sent fast enough.
    pub(super) async fn response(
        self,
        response: &mut ResponseFuture,
    ) -> Result<http::Response<Body>, BoxError> {
        let grace = self.count.least.grace;
        let (mut begun, mut sent, mut waited) = (self.count.begun, 0, 0);
        let mut next = grace;
        loop {
            match timeout(next, &mut *response).await {
                Ok(response) => return response,
                Err(_) if self.count.ended.load(Ordering::Relaxed) => return response.await,
                Err(_) => {}
            }
            let (sent_now, waited_now) =
                (self.count.sent.load(Ordering::Relaxed), self.count.waited());
            // The time in which the transport could have taken more.
            let own = Duration::from_millis(waited_now.saturating_sub(waited));
            let free = begun.elapsed().saturating_sub(own);
            if free < grace {
                next = (grace - free).max(Duration::from_millis(1));
                continue;
            }
            if u128::from(sent_now.saturating_sub(sent)) < self.count.least.within(free) {
                return Err(self.count.least.error("upload").into());
            }
            (begun, sent, waited, next) = (Instant::now(), sent_now, waited_now, grace);
        }
    }
}

struct Counted {
    body: Body,
    count: Arc<Count>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        let count = &self.count;
        let since = count.since.load(Ordering::Relaxed);
        match &polled {
            Poll::Pending if since == 0 => count.since.store(count.now(), Ordering::Relaxed),
            Poll::Ready(_) if since != 0 => {
                count.waited.store(count.waited(), Ordering::Relaxed);
                count.since.store(0, Ordering::Relaxed);
            }
            _ => {}
        }
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            let bytes = frame.data_ref().map_or(0, Bytes::len) as u64;
            count.sent.fetch_add(bytes, Ordering::Relaxed);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.count.ended.store(true, Ordering::Relaxed);
    }
}
