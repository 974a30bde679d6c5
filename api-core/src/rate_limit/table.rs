//! All buckets of a client, who waits for them, and who is in flight.
//!
//! A request belongs to a route until a response names the bucket that the route counts against;
//! then its waiters move there. One lock holds it all, for as long as it takes to look, and never
//! while anything is awaited. Nothing here has to be polled or kept running: a request that is
//! dropped at any point leaves through its guard.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Notify;

use super::bucket::Bucket;
use super::entry::{Entry, Lease, Rules, Step, Ticket, Waiter};
use super::global::Global;
use super::reading::Reading;
use super::route::{ByHash, Credential, Route};
use super::{GLOBAL_GUESS, LONGEST_WAIT};

/// The most buckets and routes that are remembered. An attacker who chooses the values of a key
/// cannot make a client grow beyond it.
const MOST: usize = 4096;

/// The state of a bucket, for people and metrics.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) key: Route,
    pub(crate) limit: Option<u32>,
    pub(crate) remaining: Option<u32>,
    pub(crate) until: Option<Instant>,
    pub(crate) in_flight: u32,
    pub(crate) waiting: usize,
}

#[derive(Debug)]
pub(crate) struct Table {
    rules: Rules,
    entries: ByHash<Route, Entry>,
    /// The buckets of routes, where the server named them.
    buckets: ByHash<Route, Route>,
    globals: ByHash<Credential, Global>,
    next: u64,
}

impl Table {
    pub(crate) fn new(rules: Rules) -> Self {
        Self {
            rules,
            entries: ByHash::default(),
            buckets: ByHash::default(),
            globals: ByHash::default(),
            next: 0,
        }
    }

    fn key(&self, route: &Route) -> Route {
        self.buckets.get(route).unwrap_or(route).clone()
    }

    /// Lets a request through if nobody waits before it and nothing holds it back.
    pub(crate) fn enter(&mut self, route: &Route, now: Instant) -> Step {
        let key = self.key(route);
        self.make_room(&key, now);
        let rules = self.rules;
        let global = self.globals.entry(route.credential()).or_default();
        let entry = entry_of(&mut self.entries, key.clone(), rules);
        match entry.waiters.len() {
            0 => entry.admit(global, rules, route, &key, now),
            ahead => Step::Wait(entry.earliest(global, rules, ahead, now)),
        }
    }

    /// The decision of [`enter`](Self::enter) about a request that finds others waiting. Counts nothing.
    pub(crate) fn look(&mut self, route: &Route, now: Instant) -> Step {
        let key = self.key(route);
        self.make_room(&key, now);
        let rules = self.rules;
        let global = self.globals.entry(route.credential()).or_default();
        let entry = entry_of(&mut self.entries, key, rules);
        Step::Wait(match entry.waiters.len() {
            0 => None,
            ahead => entry.earliest(global, rules, ahead, now),
        })
    }

    /// Queues a request behind those that wait for the same bucket.
    pub(crate) fn join(&mut self, route: Route, notify: Arc<Notify>) -> Ticket {
        let ticket = Ticket(self.next);
        self.next += 1;
        let key = self.key(&route);
        let entry = entry_of(&mut self.entries, key, self.rules);
        entry.waiters.insert(ticket, Waiter { route, notify });
        ticket
    }

    /// Asks again for a request that waits, and takes it out of its queue if it may be sent.
    pub(crate) fn step(&mut self, route: &Route, ticket: Ticket, now: Instant) -> Step {
        let step = self.step_in_queue(route, ticket, now);
        if matches!(step, Step::Go(_)) {
            self.leave(route, ticket);
        }
        step
    }

    /// Asks again for a request that waits. It stays in its queue, so that none overtakes it before
    /// it [leaves](Self::leave).
    pub(crate) fn step_in_queue(&mut self, route: &Route, ticket: Ticket, now: Instant) -> Step {
        let key = self.key(route);
        let rules = self.rules;
        let Some(entry) = self.entries.get_mut(&key) else { return Step::Wait(None) };
        let global = self.globals.entry(route.credential()).or_default();
        match entry.waiters.range(..ticket).count() {
            0 => entry.admit(global, rules, route, &key, now),
            ahead => Step::Wait(entry.earliest(global, rules, ahead, now)),
        }
    }

    /// Takes a request that waits no longer out of its queue.
    pub(crate) fn leave(&mut self, route: &Route, ticket: Ticket) {
        let key = self.key(route);
        if let Some(entry) = self.entries.get_mut(&key)
            && entry.waiters.remove(&ticket).is_some()
        {
            entry.wake();
        }
    }

    /// Takes in the response to a request.
    pub(crate) fn settle(&mut self, lease: Lease, reading: &Reading, now: Instant) {
        let Lease { route, key, sent } = lease;
        if let Some(refusal) = reading.refused.filter(|refusal| refusal.global) {
            let delay = refusal.retry_after.unwrap_or(GLOBAL_GUESS).min(LONGEST_WAIT);
            self.hold_all(route.credential(), now + delay);
        }
        let mut current = key.clone();
        if let Some(value) = &reading.bucket
            && !key.is_named(value.as_bytes())
            && let Ok(name) = value.to_str()
        {
            self.rename(&route, name, now);
            current = self.key(&route);
        }
        if current == key {
            self.with(&key, |bucket| bucket.settle(reading, sent, now));
        } else {
            self.with(&key, |bucket| bucket.abandon(now));
            let entry = entry_of(&mut self.entries, current, self.rules);
            entry.change(|bucket| bucket.learn(reading, sent, now));
        }
    }

    /// Takes back a request that ended without a response.
    pub(crate) fn abandon(&mut self, lease: &Lease, now: Instant) {
        self.with(&lease.key, |bucket| bucket.abandon(now));
    }

    /// Takes back a request that was not sent, and lets none through before `until`.
    pub(crate) fn put_back(&mut self, lease: &Lease, until: Option<Instant>) {
        self.globals.entry(lease.route.credential()).or_default().unreserve();
        self.with(&lease.key, |bucket| {
            bucket.unreserve();
            if let Some(until) = until {
                bucket.hold(until);
            }
        });
    }

    /// Lets nothing of a credential through before `until`.
    pub(crate) fn hold_all(&mut self, credential: Credential, until: Instant) {
        self.globals.entry(credential).or_default().pause(until);
        for (key, entry) in &self.entries {
            if key.credential() == credential {
                entry.wake_all();
            }
        }
    }

    /// Takes in that this many processes share the limits without knowing of each other, or that they
    /// do know again.
    pub(crate) fn split(&mut self, processes: Option<u32>) {
        if self.rules.split != processes {
            self.rules.split = processes;
            self.entries.values().for_each(Entry::wake);
        }
    }

    /// All buckets about which something is known.
    pub(crate) fn snapshot(&mut self, now: Instant) -> Vec<Snapshot> {
        let entries = self.entries.iter_mut().map(|(key, entry)| {
            let (limit, remaining, until) = entry.bucket.state(now);
            Snapshot {
                key: key.clone(),
                limit,
                remaining,
                until,
                in_flight: entry.bucket.in_flight(),
                waiting: entry.waiters.len(),
            }
        });
        entries.collect()
    }

    /// The entries of all maps together.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.entries.len() + self.buckets.len() + self.globals.len()
    }

    /// Changes a bucket, and has those look again that wait for it.
    fn with(&mut self, key: &Route, change: impl FnOnce(&mut Bucket)) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.change(change);
        }
    }

    /// Takes in the name of a route's bucket, from a response or from another process, and moves its
    /// waiters there. A server may give another name in each response.
    pub(crate) fn rename(&mut self, route: &Route, name: &str, now: Instant) {
        let before = self.key(route);
        let after = route.named(name);
        self.make_room(&after, now);
        self.buckets.insert(route.clone(), after.clone());
        if before == after {
            return;
        }
        let mut moved = BTreeMap::new();
        if let Some(entry) = self.entries.get_mut(&before) {
            moved.extend(entry.waiters.extract_if(.., |_, waiter| waiter.route == *route));
            entry.wake();
        }
        let entry = entry_of(&mut self.entries, after, self.rules);
        entry.waiters.extend(moved);
        entry.wake();
    }

    /// Forgets idle buckets before another is added to a full table.
    fn make_room(&mut self, key: &Route, now: Instant) {
        if self.entries.len() < MOST || self.entries.contains_key(key) {
            return;
        }
        self.entries.retain(|_, entry| !(entry.waiters.is_empty() && entry.bucket.is_idle(now)));
        if self.entries.len() >= MOST {
            // Half of those that nobody uses, the soonest forgotten first. One that is forgotten
            // too early asks the server again with a single request.
            let mut unused: Vec<_> = self
                .entries
                .iter()
                .filter(|(_, entry)| entry.waiters.is_empty() && entry.bucket.in_flight() == 0)
                .map(|(key, entry)| (entry.bucket.remembers_until(), key.clone()))
                .collect();
            unused.sort_unstable_by_key(|(until, _)| *until);
            unused.truncate(MOST / 2);
            for (_, key) in unused {
                self.entries.remove(&key);
            }
        }
        let entries = &self.entries;
        self.buckets.retain(|_, bucket| entries.contains_key(bucket));
        self.forget_globals(now);
    }

    /// Forgets the credentials of which there is nothing to remember; and if too many are left, half of those
    /// that nobody uses, the soonest to send again first.
    fn forget_globals(&mut self, now: Instant) {
        let rate = self.rules.rate;
        self.globals.retain(|_, global| !global.is_idle(rate, now));
        if self.globals.len() < MOST {
            return;
        }
        let in_use = |entry: &Entry| entry.bucket.in_flight() > 0 || !entry.waiters.is_empty();
        let used = self.entries.iter().filter(|(_, entry)| in_use(entry));
        let used: HashSet<Credential> = used.map(|(key, _)| key.credential()).collect();
        let unused = self.globals.iter_mut().filter(|(own, _)| !used.contains(own));
        let mut unused: Vec<_> =
            unused.map(|(own, global)| (global.closed_until(rate, now), *own)).collect();
        unused.sort_unstable_by_key(|(until, _)| *until);
        for (_, credential) in unused.iter().take(MOST / 2) {
            self.globals.remove(credential);
        }
    }
}

/// The entry of a bucket, made if there is none.
fn entry_of(entries: &mut ByHash<Route, Entry>, key: Route, rules: Rules) -> &mut Entry {
    entries.entry(key).or_insert_with(|| Entry {
        bucket: Bucket::new(rules.can_learn, rules.watches_strangers),
        waiters: BTreeMap::new(),
    })
}
