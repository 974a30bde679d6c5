//! One bucket with the requests that wait for it, and whether the next of them may be sent.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::bucket::{Admission, Bucket};
use super::global::{Global, Rate};
use super::route::Route;

/// A pause or a window that ends later by this much can be too long for some who wait.
const MUCH_LATER: Duration = Duration::from_millis(100);

/// A request that waits. Tickets are numbered as they come, over all buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ticket(pub(super) u64);

/// A request that was let through. Goes back by [`Table::settle`](super::table::Table::settle),
/// `abandon` or `put_back`.
#[derive(Debug)]
pub(crate) struct Lease {
    pub(super) route: Route,
    pub(super) key: Route,
    pub(super) sent: Instant,
}

impl Lease {
    /// The bucket that it was counted in.
    pub(crate) fn key(&self) -> &Route {
        &self.key
    }
}

/// The decision about a request that wants to be sent.
#[derive(Debug)]
pub(crate) enum Step {
    /// It may be sent now.
    Go(Lease),
    /// It is the next, and has to wait until this time, or until it is notified.
    At(Instant),
    /// It has to wait until it is notified, and longer than until this time, if that is known.
    Wait(Option<Instant>),
}

#[derive(Debug)]
pub(super) struct Waiter {
    pub(super) route: Route,
    pub(super) notify: Arc<Notify>,
}

/// A bucket, and who waits for it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) bucket: Bucket,
    pub(super) waiters: BTreeMap<Ticket, Waiter>,
}

/// The settings that all buckets of a client have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// A rate that is known beforehand.
    pub(crate) rate: Option<Rate>,
    /// True if responses tell how many requests remain.
    pub(crate) can_learn: bool,
    pub(crate) watches_strangers: bool,
    /// So many processes share the limits, and know nothing of each other at the moment.
    pub(super) split: Option<u32>,
}

impl Rules {
    pub(crate) fn new(rate: Option<Rate>, can_learn: bool, watches_strangers: bool) -> Self {
        Self { rate, can_learn, watches_strangers, split: None }
    }

    /// The rate of this process.
    fn own_rate(&self) -> Option<Rate> {
        let processes = self.split.map_or(1, |processes| processes.max(1) as usize);
        let part = |rate: Rate| Rate { requests: (rate.requests / processes).max(1), ..rate };
        self.rate.map(part)
    }
}

impl Entry {
    /// The bucket is asked before the gate: a starved bucket would use up what the gate lets
    /// through.
    pub(super) fn admit(
        &mut self,
        global: &mut Global,
        rules: Rules,
        route: &Route,
        key: &Route,
        now: Instant,
    ) -> Step {
        match self.bucket.admits(now, rules.split) {
            Admission::At(time) => return Step::At(time),
            Admission::AfterAnother => return Step::Wait(None),
            Admission::Now => {}
        }
        let rate = rules.own_rate();
        if let Some(time) = global.closed_until(rate, now) {
            return Step::At(time);
        }
        self.bucket.reserve(now);
        global.reserve(rate, now);
        Step::Go(Lease { route: route.clone(), key: key.clone(), sent: now })
    }

    /// The time before which a request cannot be sent that has `ahead` others before it.
    pub(super) fn earliest(
        &mut self,
        global: &Global,
        rules: Rules,
        ahead: usize,
        now: Instant,
    ) -> Option<Instant> {
        let own = self.bucket.earliest(u32::try_from(ahead).unwrap_or(u32::MAX), now);
        own.max(global.earliest(rules.own_rate(), ahead, now))
    }

    /// Changes the bucket. Whoever now waits longer may have to give up.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Bucket)) {
        let before = self.bucket.remembers_until();
        change(&mut self.bucket);
        // Responses differ a little in when they say that a window ends.
        if self.bucket.remembers_until() > before.map(|before| before + MUCH_LATER) {
            self.wake_all();
        } else {
            self.wake();
        }
    }

    /// Has the first waiter look again.
    pub(super) fn wake(&self) {
        if let Some((_, waiter)) = self.waiters.first_key_value() {
            waiter.notify.notify_one();
        }
    }

    /// Has all waiters look again.
    pub(super) fn wake_all(&self) {
        for waiter in self.waiters.values() {
            waiter.notify.notify_one();
        }
    }
}
