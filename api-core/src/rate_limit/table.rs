//! All buckets of a client, who waits for them, and who is in flight.
//!
//! A request belongs to a route until a response names the bucket that the route counts against;
//! then its waiters move there. One lock holds it all, for as long as it takes to look, and never
//! while anything is awaited. Nothing here has to be polled or kept running: a request that is
//! dropped at any point leaves through its guard.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Notify;

use super::bucket::{Admission, Bucket};
use super::global::{Global, Rate};
use super::reading::Reading;
use super::{GLOBAL_GUESS, LONGEST_WAIT};

/// The most buckets and routes that are remembered. An attacker who chooses the values of a key
/// cannot make a client grow beyond it.
const MOST: usize = 4096;

/// The credential that a limit belongs to, as a hash.
pub(crate) type Credential = u64;

/// A route: requests of which nothing tells apart which limit they count against.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Route {
    pub(crate) credential: Credential,
    pub(crate) name: Name,
    /// The declared values, such as a channel's id.
    pub(crate) values: Option<Arc<str>>,
}

/// The name of a route or a bucket. Those that are known when the program is compiled cost a call
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Name {
    /// The name that the endpoint declares.
    Declared(&'static str),
    /// Trait and method, for an endpoint that declares none.
    Endpoint(&'static str, &'static str),
    /// The server's own name.
    Server(Arc<str>),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared(name) => f.write_str(name),
            Self::Endpoint(api, method) => write!(f, "{api}::{method}"),
            Self::Server(name) => f.write_str(name),
        }
    }
}

/// A bucket: a route, or the name that the server gave it.
type Key = Route;

/// A request that waits. Tickets are numbered as they come, over all buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ticket(u64);

/// A request that was let through. Goes back by [`Table::settle`] or [`Table::abandon`].
#[derive(Debug)]
pub(crate) struct Lease {
    route: Route,
    key: Key,
}

/// The answer to a request that wants to be sent.
#[derive(Debug)]
pub(crate) enum Step {
    /// It may be sent now.
    Go(Lease),
    /// It has to wait until this time, or until it is notified.
    At(Instant),
    /// It has to wait until it is notified.
    Wait,
}

#[derive(Debug)]
struct Waiter {
    route: Route,
    notify: Arc<Notify>,
}

#[derive(Debug)]
struct Entry {
    bucket: Bucket,
    waiters: BTreeMap<Ticket, Waiter>,
}

/// The state of a bucket, for people and metrics.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) name: Name,
    pub(crate) values: Option<Arc<str>>,
    pub(crate) limit: Option<u32>,
    pub(crate) remaining: Option<u32>,
    pub(crate) until: Option<Instant>,
    pub(crate) in_flight: u32,
    pub(crate) waiting: usize,
}

#[derive(Debug)]
pub(crate) struct Table {
    rate: Option<Rate>,
    watches_strangers: bool,
    entries: HashMap<Key, Entry>,
    /// The names that the server gave to the buckets of routes.
    names: HashMap<Route, Arc<str>>,
    globals: HashMap<Credential, Global>,
    next: u64,
}

impl Table {
    pub(crate) fn new(rate: Option<Rate>, watches_strangers: bool) -> Self {
        Self {
            rate,
            watches_strangers,
            entries: HashMap::new(),
            names: HashMap::new(),
            globals: HashMap::new(),
            next: 0,
        }
    }

    fn key(&self, route: &Route) -> Key {
        match self.names.get(route) {
            Some(name) => Route { name: Name::Server(Arc::clone(name)), ..route.clone() },
            None => route.clone(),
        }
    }

    /// Lets a request through if nobody waits before it and nothing holds it back.
    pub(crate) fn enter(&mut self, route: &Route, now: Instant) -> Step {
        let key = self.key(route);
        self.make_room(&key, now);
        let global = self.globals.entry(route.credential).or_default();
        let entry = entry_of(&mut self.entries, key.clone(), self.watches_strangers);
        if !entry.waiters.is_empty() {
            return Step::Wait;
        }
        entry.admit(global, self.rate, route, &key, now)
    }

    /// Queues a request behind those that wait for the same bucket.
    pub(crate) fn join(&mut self, route: Route, notify: Arc<Notify>) -> Ticket {
        let ticket = Ticket(self.next);
        self.next += 1;
        let key = self.key(&route);
        let entry = entry_of(&mut self.entries, key, self.watches_strangers);
        entry.waiters.insert(ticket, Waiter { route, notify });
        ticket
    }

    /// Asks again for a request that waits. Only the first in its queue is told a time.
    pub(crate) fn step(&mut self, route: &Route, ticket: Ticket, now: Instant) -> Step {
        let key = self.key(route);
        let Some(entry) = self.entries.get_mut(&key) else { return Step::Wait };
        if entry.waiters.first_key_value().is_none_or(|(first, _)| *first != ticket) {
            return Step::Wait;
        }
        let global = self.globals.entry(route.credential).or_default();
        let step = entry.admit(global, self.rate, route, &key, now);
        if matches!(step, Step::Go(_)) {
            entry.waiters.remove(&ticket);
            entry.wake();
        }
        step
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
        let Lease { route, key } = lease;
        if let Some(refusal) = reading.refused.filter(|refusal| refusal.global) {
            let delay = refusal.retry_after.or(reading.reset_after).unwrap_or(GLOBAL_GUESS);
            let global = self.globals.entry(route.credential).or_default();
            global.pause(now + delay.min(LONGEST_WAIT));
        }
        if let Some(name) = &reading.bucket {
            self.rename(&route, name);
        }
        let current = self.key(&route);
        if current == key {
            self.with(&key, |bucket| bucket.settle(reading, now));
        } else {
            self.with(&key, Bucket::abandon);
            self.make_room(&current, now);
            let entry = entry_of(&mut self.entries, current, self.watches_strangers);
            entry.bucket.learn(reading, now);
            entry.wake();
        }
    }

    /// Takes back a request that ended without a response.
    pub(crate) fn abandon(&mut self, lease: &Lease) {
        self.with(&lease.key, Bucket::abandon);
    }

    /// All buckets of which something is known.
    pub(crate) fn snapshot(&mut self, now: Instant) -> Vec<Snapshot> {
        let entries = self.entries.iter_mut().map(|(key, entry)| {
            let (limit, remaining, until) = entry.bucket.state(now);
            Snapshot {
                name: key.name.clone(),
                values: key.values.clone(),
                limit,
                remaining,
                until,
                in_flight: entry.bucket.in_flight(),
                waiting: entry.waiters.len(),
            }
        });
        entries.collect()
    }

    /// Changes a bucket, and has its first waiter look again.
    fn with(&mut self, key: &Key, change: impl FnOnce(&mut Bucket)) {
        if let Some(entry) = self.entries.get_mut(key) {
            change(&mut entry.bucket);
            entry.wake();
        }
    }

    /// Notes the server's name of a route's bucket, and moves its waiters there.
    fn rename(&mut self, route: &Route, name: &str) {
        if self.names.get(route).is_some_and(|known| **known == *name) {
            return;
        }
        let before = self.key(route);
        self.names.insert(route.clone(), Arc::from(name));
        let after = self.key(route);
        let Some(entry) = self.entries.get_mut(&before) else { return };
        let moved: BTreeMap<_, _> =
            entry.waiters.extract_if(.., |_, waiter| waiter.route == *route).collect();
        entry.wake();
        let entry = entry_of(&mut self.entries, after, self.watches_strangers);
        entry.waiters.extend(moved);
        entry.wake();
    }

    /// Forgets idle buckets before another is added to a full table.
    fn make_room(&mut self, key: &Key, now: Instant) {
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
            unused.sort_unstable();
            unused.truncate(MOST / 2);
            for (_, key) in unused {
                self.entries.remove(&key);
            }
        }
        let entries = &self.entries;
        self.names.retain(|route, name| {
            entries.contains_key(&Route { name: Name::Server(Arc::clone(name)), ..route.clone() })
        });
        self.globals.retain(|_, global| global.closed_until(self.rate, now).is_some());
    }
}

/// The entry of a bucket, made if there is none.
fn entry_of(entries: &mut HashMap<Key, Entry>, key: Key, watches_strangers: bool) -> &mut Entry {
    entries.entry(key).or_insert_with(|| Entry::new(watches_strangers))
}

impl Entry {
    fn new(watches_strangers: bool) -> Self {
        Self { bucket: Bucket::new(watches_strangers), waiters: BTreeMap::new() }
    }

    /// The bucket is asked before the gate: a starved bucket would use up what the gate lets
    /// through.
    fn admit(
        &mut self,
        global: &mut Global,
        rate: Option<Rate>,
        route: &Route,
        key: &Key,
        now: Instant,
    ) -> Step {
        match self.bucket.admits(now) {
            Admission::At(time) => return Step::At(time),
            Admission::AfterAnother => return Step::Wait,
            Admission::Now => {}
        }
        if let Some(time) = global.closed_until(rate, now) {
            return Step::At(time);
        }
        self.bucket.reserve();
        global.reserve(rate, now);
        Step::Go(Lease { route: route.clone(), key: key.clone() })
    }

    /// Has the first waiter look again.
    fn wake(&self) {
        if let Some((_, waiter)) = self.waiters.first_key_value() {
            waiter.notify.notify_one();
        }
    }
}
