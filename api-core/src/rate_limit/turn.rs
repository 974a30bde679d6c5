//! The asynchronous side: a request waits until the table lets it through.

use std::hash::RandomState;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::limits::{BucketState, RateLimits};
use super::reading::Reading;
use super::table::{Lease, Route, Step, Table, Ticket};
use crate::Code;

/// The limits of a client, and their state. Clones of the client share it.
#[derive(Debug)]
pub(crate) struct Limiter {
    limits: RateLimits,
    /// Hashes credentials. Seeded at random, so that a hash tells nothing of a secret.
    hasher: RandomState,
    table: Arc<Mutex<Table>>,
}

/// A request that was let through. When it is dropped without a response, its place in flight is
/// given back.
#[derive(Debug)]
pub(crate) struct Turn {
    lease: Option<Lease>,
    table: Arc<Mutex<Table>>,
}

/// A wait that would pass the deadline of its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong(pub(crate) Option<Duration>);

impl Limiter {
    pub(crate) fn new(limits: RateLimits) -> Self {
        let table = Table::new(limits.rate, limits.shared);
        Self { limits, hasher: RandomState::new(), table: Arc::new(Mutex::new(table)) }
    }

    /// The hasher of credentials.
    pub(crate) fn hasher(&self) -> &RandomState {
        &self.hasher
    }

    /// Waits until a request may be sent.
    ///
    /// # Errors
    ///
    /// As soon as it is known that the wait would pass the deadline.
    pub(crate) async fn turn(&self, route: Route, deadline: Instant) -> Result<Turn, TooLong> {
        let notify = {
            let mut table = lock(&self.table);
            let step = table.enter(&route, now());
            match step {
                Step::Go(lease) => return Ok(self.granted(lease)),
                Step::At(time) => check(time, deadline)?,
                Step::Wait => {}
            }
            let notify = Arc::new(Notify::new());
            let ticket = table.join(route.clone(), Arc::clone(&notify));
            Waiting { table: &self.table, route, ticket, notify }
        };
        notify.wait(deadline).await.map(|lease| self.granted(lease))
    }

    /// Lets a request through if it need not wait.
    pub(crate) fn try_turn(&self, route: &Route) -> Result<Turn, Option<Duration>> {
        match lock(&self.table).enter(route, now()) {
            Step::Go(lease) => Ok(self.granted(lease)),
            Step::At(time) => Err(Some(time.saturating_duration_since(now()))),
            Step::Wait => Err(None),
        }
    }

    /// The statement of a response about its limits. `code` is the code of its envelope's failure.
    pub(crate) fn read(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        code: Option<&Code>,
    ) -> Reading {
        let limited = code.is_some_and(|code| self.limits.codes.contains(code));
        self.limits.fields.read(status, headers, limited, SystemTime::now)
    }

    /// Whether a code of an envelope can mean "limited", so that it has to be looked at.
    pub(crate) fn knows_codes(&self) -> bool {
        !self.limits.codes.is_empty()
    }

    /// All buckets of which something is known.
    pub(crate) fn states(&self) -> Vec<BucketState> {
        let now = now();
        let snapshots = lock(&self.table).snapshot(now);
        let states = snapshots.into_iter().map(|bucket| BucketState {
            name: bucket.name.to_string(),
            values: bucket.values.map_or_else(String::new, |values| values.to_string()),
            limit: bucket.limit,
            remaining: bucket.remaining,
            reset_after: bucket.until.map(|until| until.saturating_duration_since(now)),
            in_flight: bucket.in_flight,
            waiting: bucket.waiting,
        });
        states.collect()
    }

    fn granted(&self, lease: Lease) -> Turn {
        Turn { lease: Some(lease), table: Arc::clone(&self.table) }
    }
}

impl Turn {
    /// Takes in the response.
    pub(crate) fn settle(mut self, reading: &Reading) {
        if let Some(lease) = self.lease.take() {
            lock(&self.table).settle(lease, reading, now());
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(lease) = self.lease.take() {
            lock(&self.table).abandon(&lease);
        }
    }
}

/// A request in a queue. Leaves it when dropped.
struct Waiting<'a> {
    table: &'a Mutex<Table>,
    route: Route,
    ticket: Ticket,
    notify: Arc<Notify>,
}

impl Waiting<'_> {
    async fn wait(self, deadline: Instant) -> Result<Lease, TooLong> {
        loop {
            let step = lock(self.table).step(&self.route, self.ticket, now());
            match step {
                Step::Go(lease) => return Ok(lease),
                Step::At(time) => {
                    check(time, deadline)?;
                    let until = Instant::from_std(time);
                    // Either way the table is asked again.
                    _ = tokio::time::timeout_at(until, self.notify.notified()).await;
                }
                Step::Wait => {
                    let notified = self.notify.notified();
                    if tokio::time::timeout_at(deadline, notified).await.is_err() {
                        return Err(TooLong(None));
                    }
                }
            }
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        lock(self.table).leave(&self.route, self.ticket);
    }
}

/// By tokio's clock, which tests can stop.
fn now() -> std::time::Instant {
    Instant::now().into_std()
}

fn check(time: std::time::Instant, deadline: Instant) -> Result<(), TooLong> {
    if time < deadline.into_std() {
        return Ok(());
    }
    Err(TooLong(Some(time.saturating_duration_since(now()))))
}

/// Nothing panics while it holds the lock, so the table is whole whatever a poisoned lock says.
fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}
