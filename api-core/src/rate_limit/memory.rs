//! A store in the memory of this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;

use super::bucket::{Admission, Bucket};
use super::global::{Global, Rate};
use super::limits::RateLimit;
use super::reading::{Reading, Refusal};
use super::store::{LimitKey, LimitStore, Reservation, Reserved, Settled};
use crate::BoxError;

/// The most keys that are remembered.
const MOST: usize = 4096;
/// The time after which a request that waits for another one's response asks again.
const SOON: Duration = Duration::from_millis(10);

/// A [`LimitStore`] in the memory of this process, for several clients that use one credential.
///
/// ```
/// use std::sync::Arc;
/// use api_core::{Client, MemoryStore, RateLimits};
///
/// let store = Arc::new(MemoryStore::new());
/// let limits = || RateLimits::kook().store(store.clone());
/// let one = Client::builder("https://www.kookapp.cn").rate_limits(limits()).build()?;
/// let other = Client::builder("https://www.kookapp.cn").rate_limits(limits()).build()?;
/// # Ok::<(), api_core::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore {
    counts: Mutex<HashMap<String, Count>>,
}

#[derive(Debug)]
struct Count {
    bucket: Bucket,
    gate: Global,
    /// When each reservation was made, and when its lease is over.
    reservations: HashMap<u64, (Instant, Instant)>,
    moved: Option<String>,
}

impl MemoryStore {
    /// A store that knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn with<T>(&self, key: &LimitKey, look: impl FnOnce(&mut Count, Instant) -> T) -> T {
        let now = tokio::time::Instant::now().into_std();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST && !counts.contains_key(key.as_str()) {
            counts.retain(|_, count| count.is_used(now));
            if counts.len() >= MOST {
                // One that is forgotten too early asks the server again with a single request.
                counts.retain(|_, count| !count.reservations.is_empty());
            }
        }
        let learns = !key.is_global();
        let count = counts.entry(key.as_str().to_owned()).or_insert_with(|| Count::new(learns));
        count.end_leases(now);
        look(count, now)
    }
}

impl Count {
    fn new(learns: bool) -> Self {
        Self {
            bucket: Bucket::new(learns, false),
            gate: Global::default(),
            reservations: HashMap::new(),
            moved: None,
        }
    }

    fn end_leases(&mut self, now: Instant) {
        let Self { bucket, reservations, .. } = self;
        reservations.retain(|_, (_, over)| {
            let holds = *over > now;
            if !holds {
                bucket.abandon(now);
            }
            holds
        });
    }

    fn is_used(&mut self, now: Instant) -> bool {
        !self.reservations.is_empty()
            || !self.bucket.is_idle(now)
            || self.gate.closed_until(None, now).is_some()
    }

    fn reserve(&mut self, rate: Option<Rate>, now: Instant) -> Reserved {
        if let Some(name) = &self.moved {
            return Reserved::Moved(name.clone());
        }
        match self.bucket.admits(now, None) {
            Admission::At(time) => return Reserved::After(time.saturating_duration_since(now)),
            Admission::AfterAnother => return Reserved::After(SOON),
            Admission::Now => {}
        }
        if let Some(time) = self.gate.closed_until(rate, now) {
            return Reserved::After(time.saturating_duration_since(now));
        }
        self.gate.reserve(rate, now);
        Reserved::Granted { processes: 1 }
    }
}

#[async_trait]
impl LimitStore for MemoryStore {
    async fn reserve(
        &self,
        key: &LimitKey,
        reservation: &Reservation,
    ) -> Result<Reserved, BoxError> {
        let rate = key.rate().map(|(requests, per)| Rate { requests: requests as usize, per });
        Ok(self.with(key, |count, now| {
            let reserved = count.reserve(rate, now);
            // A request that has passed the gate is counted by its time, and its count never ends.
            if !key.is_global() && matches!(reserved, Reserved::Granted { .. }) {
                count.bucket.reserve(now);
                let held = (now, now + reservation.lease());
                count.reservations.insert(reservation.id(), held);
            }
            reserved
        }))
    }

    async fn settle(
        &self,
        key: &LimitKey,
        reservation: &Reservation,
        settled: &Settled,
    ) -> Result<(), BoxError> {
        self.with(key, |count, now| {
            let held = count.reservations.remove(&reservation.id());
            match settled {
                Settled::NotSent if held.is_some() => {
                    count.bucket.unreserve();
                }
                Settled::NotSent => {}
                Settled::Response(told) => {
                    let reading = reading(told);
                    let moved = told.bucket.as_deref().filter(|name| key.bucket() != Some(*name));
                    match (moved, held) {
                        (Some(name), held) => {
                            if held.is_some() {
                                count.bucket.abandon(now);
                            }
                            count.moved = Some(name.to_owned());
                        }
                        (None, Some((sent, _))) => count.bucket.settle(&reading, sent, now),
                        (None, None) => count.bucket.learn(&reading, now, now),
                    }
                }
            }
        });
        Ok(())
    }

    async fn penalise(&self, key: &LimitKey, pause: Duration) -> Result<(), BoxError> {
        self.with(key, |count, now| {
            if key.is_global() {
                count.gate.pause(now + pause);
                return;
            }
            let refused = Some(Refusal { retry_after: Some(pause), global: false });
            count.bucket.learn(&Reading { refused, ..Reading::default() }, now, now);
        });
        Ok(())
    }

    fn forget(&self, key: &LimitKey, reservation: &Reservation) {
        self.with(key, |count, now| {
            if count.reservations.remove(&reservation.id()).is_some() {
                count.bucket.abandon(now);
            }
        });
    }
}

fn reading(told: &RateLimit) -> Reading {
    Reading {
        limit: told.limit,
        remaining: told.remaining,
        reset_after: told.reset_after,
        granularity: told.granularity,
        ..Reading::default()
    }
}
