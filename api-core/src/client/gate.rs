//! How many calls of a client are under way, how many may wait for their turn, and the end of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::retry::Class;
use crate::{Error, ErrorKind, Result};

/// How many calls may be under way, unless set.
const CONCURRENT: u32 = 64;
/// How many more may wait, unless set.
const QUEUED: usize = 1024;

/// The gate that every call passes before its first attempt.
///
/// Without it, a burst of calls opens a socket each, and a slow server fills the memory of its
/// clients with calls that wait.
#[derive(Debug)]
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    limit: u32,
    queue: usize,
    waiting: AtomicUsize,
    closed: AtomicBool,
}

/// A call's place among those under way. Given back when dropped, at whatever point that is.
pub(crate) type Place = OwnedSemaphorePermit;

impl Gate {
    pub(crate) fn new(limit: Option<u32>, queue: Option<usize>) -> Self {
        let limit = limit.unwrap_or(CONCURRENT).max(1);
        Self {
            places: Arc::new(Semaphore::new(limit as usize)),
            limit,
            queue: queue.unwrap_or(QUEUED),
            waiting: AtomicUsize::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// A place for one call, if there is one at once.
    pub(crate) fn enter(&self) -> Result<Option<Place>> {
        if self.closed.load(Ordering::Acquire) {
            return Err(closed());
        }
        Ok(self.places.clone().try_acquire_owned().ok())
    }

    /// A place for one call, after the calls that came before.
    pub(crate) async fn queue(&self) -> Result<Place> {
        let _waiting = self.wait()?;
        self.places.clone().acquire_owned().await.map_err(|_| closed())
    }

    fn wait(&self) -> Result<Waiting<'_>> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(&self.waiting);
        if before < self.queue { Ok(waiting) } else { Err(self.overloaded()) }
    }

    /// How many calls are under way.
    pub(crate) fn in_flight(&self) -> usize {
        (self.limit as usize).saturating_sub(self.places.available_permits())
    }

    /// Lets no further call in, and waits until those under way or in the queue have ended.
    pub(crate) async fn close(&self) {
        self.closed.store(true, Ordering::Release);
        // The semaphore is fair: all places are free once the calls before have had theirs.
        if let Ok(all) = self.places.acquire_many(self.limit).await {
            all.forget();
            self.places.close();
        }
    }

    #[cold]
    fn overloaded(&self) -> Error {
        let Self { limit, queue, .. } = self;
        let message = format!(
            "too many calls at a time: {limit} under way and {queue} waiting is all that this client \
             takes; make fewer, or raise `ClientBuilder::max_concurrent` or `max_queued`"
        );
        Error::new(ErrorKind::Overloaded, message).with_class(Class::Unsent)
    }
}

#[cold]
fn closed() -> Error {
    Error::new(ErrorKind::Closed, "the client is closed")
}

/// One of those who wait. Counted down when dropped, so that a cancelled call waits no longer.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
