//! A request that waits for its turn, and one that has it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::clock::{Clock, Tokio};
use super::entry::{Lease, Step, Ticket};
use super::reading::Reading;
use super::route::Route;
use super::sharing::Held;
use super::table::Table;

/// A request that was let through. When it is dropped without a response, its place in flight is
/// given back.
#[derive(Debug)]
pub(crate) struct Turn {
    pub(super) lease: Option<Lease>,
    pub(super) table: Arc<Mutex<Table>>,
    /// Boxed: few clients share their limits, and all have this in their calls.
    pub(super) held: Option<Box<Held>>,
}

/// A wait that would pass the deadline of its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong(pub(crate) Option<Duration>);

impl Turn {
    /// Takes in the response. If the store is to be settled, too, that is returned.
    #[must_use]
    pub(crate) fn settle(self, reading: &Reading) -> Option<Unsettled> {
        self.settle_at(reading, Tokio.now())
    }

    pub(super) fn settle_at(mut self, reading: &Reading, now: Instant) -> Option<Unsettled> {
        if let Some(lease) = self.lease.take() {
            lock(&self.table).settle(lease, reading, now);
        }
        self.held.take().map(Unsettled)
    }
}

/// A request that is not settled in the store yet.
#[derive(Debug)]
pub(crate) struct Unsettled(Box<Held>);

impl Unsettled {
    /// Settles the request in the store.
    pub(crate) async fn settle(self, reading: &Reading) {
        self.0.settle(reading).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(lease) = self.lease.take() {
            lock(&self.table).abandon(&lease, Tokio.now());
        }
    }
}

/// A request in a queue. Leaves it when dropped.
pub(super) struct Waiting<'a> {
    table: &'a Mutex<Table>,
    pub(super) route: Route,
    pub(super) ticket: Ticket,
    notify: Arc<Notify>,
}

impl<'a> Waiting<'a> {
    pub(super) fn join(mutex: &'a Mutex<Table>, table: &mut Table, route: Route) -> Self {
        let notify = Arc::new(Notify::new());
        let ticket = table.join(route.clone(), Arc::clone(&notify));
        Self { table: mutex, route, ticket, notify }
    }

    /// Waits until it is worth asking again.
    pub(super) async fn pause(
        &self,
        step: Step,
        deadline: Instant,
        now: Instant,
        clock: impl Clock,
    ) -> Result<(), TooLong> {
        match step {
            Step::Go(_) => Ok(()),
            Step::At(time) => {
                check(time, deadline, now)?;
                clock.pause(&self.notify, time).await;
                Ok(())
            }
            Step::Wait(time) => {
                if let Some(time) = time {
                    check(time, deadline, now)?;
                }
                let notified = clock.pause(&self.notify, deadline).await;
                if notified { Ok(()) } else { Err(TooLong(None)) }
            }
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        lock(self.table).leave(&self.route, self.ticket);
    }
}

pub(super) fn check(time: Instant, deadline: Instant, now: Instant) -> Result<(), TooLong> {
    if time < deadline {
        return Ok(());
    }
    Err(TooLong(Some(time.saturating_duration_since(now))))
}

/// Nothing panics while it holds the lock, so the table is whole whatever a poisoned lock says.
pub(super) fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}
