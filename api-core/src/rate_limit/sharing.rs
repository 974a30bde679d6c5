//! A client's dealings with its store: it asks, waits where it is refused, and goes on without a store
//! that is away.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::fields::is_bucket_name;
use super::limits::{RateLimit, RateLimits};
use super::reading::Reading;
use super::route::Route;
use super::store::{LimitKey, LimitStore, Reservation, Reserved, Settled};
use super::{GLOBAL_GUESS, LONGEST_WAIT};
use crate::BoxError;
use crate::unwinding::in_drop;

/// For how long a store that failed is left alone, at first and at most.
const LEFT_ALONE: Duration = Duration::from_millis(100);
const LONGEST_LEFT_ALONE: Duration = Duration::from_millis(500);
/// The processes that share a limit, as long as the store has not told.
const FEW: u32 = 4;
/// A reservation outlives its request by this much: settling takes time, too.
const SETTLING: Duration = Duration::from_secs(1);
/// The most by which processes that were told the same time ask at different ones.
const JITTER_MS: u64 = 3;

/// A store, and how it does.
#[derive(Debug)]
pub(super) struct Sharing {
    store: Arc<dyn LimitStore>,
    patience: Duration,
    rate: Option<(u32, Duration)>,
    /// True if anything is counted per credential.
    has_gate: bool,
    health: Mutex<Health>,
}

#[derive(Debug)]
struct Health {
    away_until: Option<Instant>,
    left_alone: Duration,
    processes: Option<u32>,
}

impl Health {
    fn leave_alone(&mut self) {
        self.away_until = Some(Instant::now() + self.left_alone);
        self.left_alone = (self.left_alone * 2).min(LONGEST_LEFT_ALONE);
    }
}

/// The result of asking the store.
#[derive(Debug)]
pub(super) enum Asked {
    /// The request may be sent.
    Granted(Box<Held>),
    /// The bucket lets nothing through for this long.
    After(Duration),
    /// The credential lets nothing through for this long.
    AllAfter(Duration),
    /// The bucket has this name.
    Moved(String),
    /// The store is away.
    Away,
}

/// A reservation in the store. It is forgotten when it is dropped before it is settled.
#[derive(Debug)]
pub(super) struct Held {
    sharing: Arc<Sharing>,
    key: Route,
    limit_key: LimitKey,
    reservation: Option<Reservation>,
}

impl Sharing {
    pub(super) fn new(limits: &RateLimits) -> Option<Arc<Self>> {
        let rate = limits.rate.map(|rate| {
            let requests = u32::try_from(rate.requests).unwrap_or(u32::MAX);
            (requests, rate.per)
        });
        let health = Health { away_until: None, left_alone: LEFT_ALONE, processes: None };
        Some(Arc::new(Self {
            store: limits.store.clone()?,
            patience: limits.store_timeout,
            rate,
            has_gate: rate.is_some() || limits.fields.global.is_some(),
            health: Mutex::new(health),
        }))
    }

    /// The number of processes that share the limits, while the store is left alone.
    pub(super) fn away(&self) -> Option<u32> {
        let health = self.health();
        let away = health.away_until.is_some_and(|until| Instant::now() < until);
        away.then(|| health.processes.unwrap_or(FEW))
    }

    /// Asks for a place in the bucket, and then for one behind the gate.
    pub(super) async fn reserve(self: &Arc<Self>, key: &Route, attempt: Duration) -> Asked {
        let lease = attempt.saturating_add(SETTLING).min(LONGEST_WAIT);
        let reservation = Reservation::new(lease, self.health().processes);
        let mut held = Box::new(Held {
            sharing: Arc::clone(self),
            key: key.clone(),
            limit_key: LimitKey::of_bucket(key),
            reservation: Some(reservation),
        });
        match self.ask(self.store.reserve(&held.limit_key, &reservation)).await {
            // The store may have counted it all the same.
            None => return Asked::Away,
            Some(Reserved::After(wait)) => {
                held.reservation = None;
                return Asked::After(jittered(wait));
            }
            Some(Reserved::Moved(name)) => {
                held.reservation = None;
                if is_bucket_name(&name) {
                    return Asked::Moved(name);
                }
                self.leave_alone();
                return Asked::Away;
            }
            Some(Reserved::Granted { processes }) => {
                self.health().processes = Some(processes.max(1));
            }
        }
        if !self.has_gate {
            return Asked::Granted(held);
        }
        let gate = LimitKey::of_credential(key.credential(), self.rate);
        match self.ask(self.store.reserve(&gate, &reservation)).await {
            None => Asked::Away,
            Some(Reserved::After(wait)) => {
                let not_sent = Settled::NotSent;
                let settled = self.store.settle(&held.limit_key, &reservation, &not_sent);
                if self.ask(settled).await.is_some() {
                    held.reservation = None;
                }
                Asked::AllAfter(jittered(wait))
            }
            Some(Reserved::Granted { .. } | Reserved::Moved(_)) => Asked::Granted(held),
        }
    }

    /// Waits for the store as long as it has patience, and notes how it does.
    async fn ask<T>(&self, asking: impl Future<Output = Result<T, BoxError>>) -> Option<T> {
        let result = timeout(self.patience, asking).await;
        let mut health = self.health();
        if let Ok(Ok(value)) = result {
            (health.away_until, health.left_alone) = (None, LEFT_ALONE);
            return Some(value);
        }
        health.leave_alone();
        None
    }

    /// Has this client go on by itself for a moment.
    pub(super) fn leave_alone(&self) {
        self.health().leave_alone();
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Takes in the response. A store that fails does not fail the call.
    pub(super) async fn settle(mut self, reading: &Reading) {
        let Some(reservation) = self.reservation else { return };
        let Self { sharing, key, limit_key, .. } = &self;
        let store = &sharing.store;
        let mut limit = RateLimit::from_reading(reading);
        limit.reset_after = limit.reset_after.map(|reset| reset.min(LONGEST_WAIT));
        let settlement = Settled::Response(limit);
        let other = reading.bucket_name().filter(|name| limit_key.bucket() != Some(*name));
        let mut settled = if other.is_some() && key.is_named_by_server() {
            // The route has another bucket now, and others may still have this one. Were this one
            // noted as moved, a server that names two in turn would send a call round in circles.
            store.forget(limit_key, &reservation);
            Some(())
        } else {
            sharing.ask(store.settle(limit_key, &reservation, &settlement)).await
        };
        let mut named = None;
        if let (Some(name), Some(())) = (other, settled) {
            let key = LimitKey::of_bucket(&key.named(name));
            settled = sharing.ask(store.settle(&key, &reservation, &settlement)).await;
            named = Some(key);
        }
        if let (Some(refusal), Some(())) = (reading.refused, settled) {
            let gate = LimitKey::of_credential(key.credential(), sharing.rate);
            let bucket = named.as_ref().unwrap_or(limit_key);
            let key = if refusal.global { &gate } else { bucket };
            let pause = refusal.retry_after.unwrap_or(GLOBAL_GUESS);
            settled = sharing.ask(store.penalise(key, pause)).await;
        }
        if settled.is_some() {
            self.reservation = None;
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(reservation) = self.reservation {
            in_drop(|| self.sharing.store.forget(&self.limit_key, &reservation));
        }
    }
}

/// A store may be anybody's, and say anything: a wait that no clock can hold would panic.
fn jittered(wait: Duration) -> Duration {
    wait.min(LONGEST_WAIT) + Duration::from_millis(fastrand::u64(0..=JITTER_MS))
}
