//! The gate: bounds the calls of a client, and closes it.
//!
//! Three things are counted. A *permit* is for one exchange: a call has one while a request of its
//! own is sent and its response read, and none while it waits, for credentials or before another attempt. A
//! *visit* is a call, from its beginning to its end. A body that is handed over unread is a visit,
//! too, but a stream that its owner forgets must not stop the other calls: so it needs no permit,
//! and has a limit of its own.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout_at};

use crate::retry::RetryClass;
use crate::{Error, ErrorKind, Result};

/// The number of exchanges that may be under way, unless set.
const CONCURRENT: u32 = 64;
/// The number of calls that may wait, unless set.
const QUEUED: usize = 1024;
/// The number of bodies that may be open, unless set.
const OPEN_BODIES: usize = 256;

/// The limits of a client, as far as they were set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    pub(crate) concurrent: Option<u32>,
    pub(crate) queued: Option<usize>,
    pub(crate) open_bodies: Option<usize>,
}

/// The gate that every call of a client passes.
///
/// Without it, a burst of calls opens a socket each, and a slow server fills the memory of its
/// clients with calls that wait.
#[derive(Debug)]
pub(crate) struct Gate {
    permits: Semaphore,
    concurrent: u32,
    queued: usize,
    open_bodies: usize,
    visits: Arc<Visits>,
}

/// The calls and bodies of a client.
#[derive(Debug)]
struct Visits {
    /// A lock rather than four counters: a call takes it twice, for a few instructions, and nobody
    /// has to prove in which order the counters are seen.
    count: Mutex<Count>,
    /// Notified when something ends on a closed client.
    ended: Notify,
}

#[derive(Debug)]
struct Count {
    calls: usize,
    /// Those of the calls and bodies that wait.
    waiting: usize,
    /// The deadlines of the calls whose bodies are open, each with a number of its own.
    bodies: BTreeSet<(Instant, u64)>,
    /// The number of bodies so far.
    handed_over: u64,
    closed: bool,
    /// True once whoever closed the client no longer waits for the bodies that are open.
    given_up: bool,
}

/// The right to one exchange. Given back when dropped.
pub(crate) type Permit<'a> = SemaphorePermit<'a>;

impl Gate {
    pub(crate) fn new(limits: Limits) -> Self {
        let concurrent = limits.concurrent.unwrap_or(CONCURRENT).max(1);
        let count = Count {
            calls: 0,
            waiting: 0,
            bodies: BTreeSet::new(),
            handed_over: 0,
            closed: false,
            given_up: false,
        };
        Self {
            permits: Semaphore::new(concurrent as usize),
            concurrent,
            queued: limits.queued.unwrap_or(QUEUED),
            open_bodies: limits.open_bodies.unwrap_or(OPEN_BODIES),
            visits: Arc::new(Visits { count: Mutex::new(count), ended: Notify::new() }),
        }
    }

    /// Lets a call in.
    ///
    /// # Errors
    ///
    /// `Closed` if the client is.
    pub(crate) fn enter(&self) -> Result<Visit<'_>> {
        let mut count = self.visits.count();
        if count.closed {
            return Err(closed());
        }
        count.calls += 1;
        Ok(Visit(&self.visits))
    }

    /// Lets a call in whose body is handed over. It visits until that body ends, but whoever closes
    /// the client waits no longer for it than until the `deadline`.
    ///
    /// # Errors
    ///
    /// `Closed` if the client is, `Overloaded` if too many bodies are open.
    pub(crate) fn open_body(&self, deadline: Instant) -> Result<OpenBody> {
        let mut count = self.visits.count();
        if count.closed {
            return Err(closed());
        }
        if count.bodies.len() >= self.open_bodies {
            drop(count);
            return Err(self.too_many_bodies());
        }
        count.handed_over += 1;
        let entry = (deadline, count.handed_over);
        count.bodies.insert(entry);
        Ok(OpenBody { visits: self.visits.clone(), entry })
    }

    /// A permit, if there is one at once. The semaphore is fair: it has none to spare while anyone
    /// waits.
    pub(crate) fn try_permit(&self) -> Option<Permit<'_>> {
        self.permits.try_acquire().ok()
    }

    /// A permit, after the calls that came before.
    ///
    /// # Errors
    ///
    /// `Overloaded` if too many wait already.
    pub(crate) async fn permit(&self) -> Result<Permit<'_>> {
        self.wait(self.queued)?.permit().await
    }

    /// Counts a call that waits for credentials. As many may as there are calls under way and in the
    /// queue: none of them has a permit, and one of them fetches.
    ///
    /// # Errors
    ///
    /// `Overloaded` if too many wait already.
    pub(crate) fn wait_outside(&self) -> Result<Waiting<'_>> {
        self.wait(self.queued.saturating_add(self.concurrent as usize))
    }

    /// Gives a permit back for as long as a call waits before its next attempt. As many may as for
    /// credentials: also where the queue is full of calls that would wait for the same, and all others
    /// would be stopped. Beyond that, the call keeps the permit: so the calls that wait stay bounded.
    pub(crate) fn step_aside<'a>(&'a self, permit: Permit<'a>) -> Aside<'a> {
        match self.wait_outside() {
            Ok(waiting) => Aside::Waiting(waiting),
            Err(_) => Aside::Holding(permit),
        }
    }

    fn wait(&self, most: usize) -> Result<Waiting<'_>> {
        let mut count = self.visits.count();
        if count.waiting >= most {
            drop(count);
            return Err(self.overloaded());
        }
        count.waiting += 1;
        Ok(Waiting(self))
    }

    /// The number of calls under way and of open bodies.
    pub(crate) fn in_flight(&self) -> usize {
        let count = self.visits.count();
        let bodies = if count.given_up { 0 } else { count.bodies.len() };
        (count.calls + bodies).saturating_sub(count.waiting)
    }

    /// Lets no further call in, and waits until those inside have ended.
    pub(crate) async fn close(&self) {
        self.visits.count().closed = true;
        loop {
            let ended = self.visits.ended.notified();
            let (calls, last_body) = {
                let count = self.visits.count();
                (count.calls, count.bodies.last().copied())
            };
            match (calls, last_body) {
                (0, None) => return,
                (0, Some((deadline, _))) => {
                    if timeout_at(deadline, ended).await.is_err() {
                        self.visits.count().given_up = true;
                        return;
                    }
                }
                _ => ended.await,
            }
        }
    }

    #[cold]
    fn overloaded(&self) -> Error {
        let Self { concurrent, queued, .. } = self;
        let message = format!(
            "too many calls at a time: {concurrent} under way and {queued} waiting is all that this \
             client takes; make fewer, or raise `ClientBuilder::max_concurrent` or `max_queued`"
        );
        Error::new(ErrorKind::Overloaded, message).with_class(RetryClass::Unsent)
    }

    #[cold]
    fn too_many_bodies(&self) -> Error {
        let message = format!(
            "too many open bodies: this client hands over {} at a time; read or drop some, or raise \
             `ClientBuilder::max_open_bodies`",
            self.open_bodies
        );
        Error::new(ErrorKind::Overloaded, message).with_class(RetryClass::Unsent)
    }
}

impl Visits {
    fn count(&self) -> MutexGuard<'_, Count> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the count by something that ended, and tells whoever closes the client.
    fn end(&self, change: impl FnOnce(&mut Count)) {
        let closed = {
            let mut count = self.count();
            change(&mut count);
            count.closed
        };
        if closed {
            self.ended.notify_waiters();
        }
    }
}

#[cold]
fn closed() -> Error {
    Error::new(ErrorKind::Closed, "the client is closed")
}

/// A call inside the client. Ends when dropped.
#[derive(Debug)]
pub(crate) struct Visit<'a>(&'a Visits);

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.0.end(|count| count.calls -= 1);
    }
}

/// A call whose body is handed over. Ends when dropped, which is with the body.
#[derive(Debug)]
pub(crate) struct OpenBody {
    visits: Arc<Visits>,
    entry: (Instant, u64),
}

impl Drop for OpenBody {
    fn drop(&mut self) {
        self.visits.end(|count| _ = count.bodies.remove(&self.entry));
    }
}

/// A call that waits. Counted down when dropped, so that a cancelled call waits no longer.
#[derive(Debug)]
pub(crate) struct Waiting<'a>(&'a Gate);

impl<'a> Waiting<'a> {
    /// A permit, after the calls that came before.
    async fn permit(self) -> Result<Permit<'a>> {
        self.0.permits.acquire().await.map_err(|_| closed())
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.visits.count().waiting -= 1;
    }
}

/// A call between two attempts.
#[derive(Debug)]
pub(crate) enum Aside<'a> {
    Waiting(Waiting<'a>),
    Holding(Permit<'a>),
}

impl<'a> Aside<'a> {
    /// The permit for the next attempt.
    pub(crate) async fn permit(self) -> Result<Permit<'a>> {
        match self {
            Self::Waiting(waiting) => waiting.permit().await,
            Self::Holding(permit) => Ok(permit),
        }
    }
}
