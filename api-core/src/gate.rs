//! How many calls of a client are under way, how many may wait for their turn, and the end of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use tokio::sync::Semaphore;

use crate::retry::RetryClass;
use crate::{Error, ErrorKind, Result};

/// How many calls may be under way, unless set.
const CONCURRENT: u32 = 64;
/// How many more may wait, unless set.
const QUEUED: usize = 1024;
/// Set among those who wait once the client is closed.
const CLOSED: usize = 1 << (usize::BITS - 1);

/// The gate that every call passes before its first attempt.
///
/// Without it, a burst of calls opens a socket each, and a slow server fills the memory of its
/// clients with calls that wait.
#[derive(Debug)]
pub(crate) struct Gate {
    permits: Arc<Permits>,
    limit: u32,
    queue: usize,
}

/// The places that no call has.
///
/// A semaphore takes a lock whenever a place is given back, to look for those who wait. Here nobody
/// takes one unless somebody waits: who leaves first frees the place and then looks for waiters, and
/// who waits first says so and then looks for free permits, so that one of the two sees the other.
/// That needs one order of all these steps, hence `SeqCst`.
#[derive(Debug)]
struct Permits {
    free: AtomicUsize,
    /// Those that were handed over to the calls that wait, which come by them in their order.
    handed: Semaphore,
    waiting: AtomicUsize,
}

/// A call's place among those under way. Given back when dropped, at whatever point that is.
#[derive(Debug)]
pub(crate) struct Permit(Arc<Permits>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.free.fetch_add(1, SeqCst);
        if self.0.waiting.load(SeqCst) != 0 {
            self.0.hand_over();
        }
    }
}

impl Permits {
    /// Gives what is free to those who wait.
    fn hand_over(&self) {
        self.handed.add_permits(self.free.swap(0, SeqCst));
    }
}

impl Gate {
    pub(crate) fn new(limit: Option<u32>, queue: Option<usize>) -> Self {
        let limit = limit.unwrap_or(CONCURRENT).max(1);
        let permits = Permits {
            free: AtomicUsize::new(limit as usize),
            handed: Semaphore::new(0),
            waiting: AtomicUsize::new(0),
        };
        let queue = queue.unwrap_or(QUEUED).min(CLOSED - 1);
        Self { permits: Arc::new(permits), limit, queue }
    }

    /// A place for one call, if there is one at once.
    pub(crate) fn enter(&self) -> Result<Option<Permit>> {
        let Permits { free, handed, waiting } = &*self.permits;
        let waiting = waiting.load(SeqCst);
        if waiting & CLOSED != 0 {
            return Err(closed());
        }
        // Nobody passes those who wait. A place that was handed to one of them who then gave up is
        // anyone's; the semaphore knows.
        if waiting == 0 && free.fetch_update(SeqCst, SeqCst, |free| free.checked_sub(1)).is_ok() {
            return Ok(Some(self.place()));
        }
        Ok(handed.try_acquire().ok().map(|handed| {
            handed.forget();
            self.place()
        }))
    }

    /// A place for one call, after the calls that came before.
    pub(crate) async fn queue(&self) -> Result<Permit> {
        let _waiting = self.wait()?;
        self.permits.hand_over();
        let handed = self.permits.handed.acquire().await.map_err(|_| closed())?;
        handed.forget();
        Ok(self.place())
    }

    fn wait(&self) -> Result<Waiting<'_>> {
        let waiting = &self.permits.waiting;
        let more = |before: usize| (before < self.queue).then_some(before + 1);
        match waiting.fetch_update(SeqCst, SeqCst, more) {
            Ok(_) => Ok(Waiting(waiting)),
            Err(before) if before & CLOSED != 0 => Err(closed()),
            Err(_) => Err(self.overloaded()),
        }
    }

    /// What was taken of the places that nobody has.
    fn place(&self) -> Permit {
        Permit(self.permits.clone())
    }

    /// How many calls are under way.
    pub(crate) fn in_flight(&self) -> usize {
        let free = self.permits.free.load(SeqCst) + self.permits.handed.available_permits();
        (self.limit as usize).saturating_sub(free)
    }

    /// Lets no further call in, and waits until those under way or in the queue have ended.
    pub(crate) async fn close(&self) {
        // Like a call that waits, and for good.
        self.permits.waiting.fetch_or(CLOSED, SeqCst);
        self.permits.hand_over();
        // The semaphore is fair: all places are free once the calls before have had theirs.
        if let Ok(all) = self.permits.handed.acquire_many(self.limit).await {
            all.forget();
            self.permits.handed.close();
        }
    }

    #[cold]
    fn overloaded(&self) -> Error {
        let Self { limit, queue, .. } = self;
        let message = format!(
            "too many calls at a time: {limit} under way and {queue} waiting is all that this client \
             takes; make fewer, or raise `ClientBuilder::max_concurrent` or `max_queued`"
        );
        Error::new(ErrorKind::Overloaded, message).with_class(RetryClass::Unsent)
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
        self.0.fetch_sub(1, SeqCst);
    }
}
