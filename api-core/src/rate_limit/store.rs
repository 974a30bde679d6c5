//! The store that processes with one credential share: the trait, and the types of its methods.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;

use super::limits::RateLimit;
use super::route::{Credential, Route};
use crate::BoxError;

/// Counts that several processes share, so that together they keep the limits of one credential.
/// Given to [`RateLimits::store`](crate::RateLimits::store).
///
/// [`MemoryStore`](crate::MemoryStore) is for clients in one process, and `RedisStore` (feature
/// `redis`) for any number of processes. A store of your own counts in each [`LimitKey`] by itself.
///
/// A client asks its store after its own count has let a request through, and before it sends the
/// request. It waits at most [`store_timeout`](crate::RateLimits::store_timeout) for a response. A
/// store that fails or takes longer is left alone for a moment, and the client then keeps to its part
/// of each limit, one request at a time: a store never makes a call fail.
#[async_trait]
pub trait LimitStore: fmt::Debug + Send + Sync + 'static {
    /// Counts a request that is about to be sent, if the limit lets it through.
    ///
    /// The reservation counts as in flight until it is settled or forgotten, or until its lease is
    /// over: a process that died settles nothing.
    ///
    /// # Errors
    ///
    /// If the store cannot be asked.
    async fn reserve(
        &self,
        key: &LimitKey,
        reservation: &Reservation,
    ) -> Result<Reserved, BoxError>;

    /// Ends a reservation, with what the response said of the limit.
    ///
    /// # Errors
    ///
    /// If the store cannot be asked.
    async fn settle(
        &self,
        key: &LimitKey,
        reservation: &Reservation,
        settled: &Settled,
    ) -> Result<(), BoxError>;

    /// Lets nothing through for this long, because the server refused a request.
    ///
    /// # Errors
    ///
    /// If the store cannot be asked.
    async fn penalise(&self, key: &LimitKey, pause: Duration) -> Result<(), BoxError>;

    /// A call was dropped, and its reservation will not be settled; the server may have counted it.
    /// Called from `Drop`, so it must not block. A store that does nothing here waits for the lease.
    fn forget(&self, _key: &LimitKey, _reservation: &Reservation) {}
}

/// Requests that are counted together: those of a bucket of a credential, or all of a credential.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LimitKey {
    text: String,
    bucket: Option<String>,
    rate: Option<(u32, Duration)>,
}

impl LimitKey {
    pub(super) fn of_bucket(key: &Route) -> Self {
        let (credential, name) = (key.credential(), key.name());
        let values = key.values().unwrap_or_default();
        let text = format!("{credential:016x}/{name}?{values}");
        Self { text, bucket: Some(name.to_string()), rate: None }
    }

    pub(super) fn of_credential(credential: Credential, rate: Option<(u32, Duration)>) -> Self {
        Self { text: format!("{credential:016x}"), bucket: None, rate }
    }

    /// The key as a text. It holds a hash of the credential, the name of the bucket and the values
    /// that the endpoint declares, and is the same in every process.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A rate that is known beforehand: at most so many requests in any span of this length. Without
    /// one, the limit is learnt from [`Settled::Response`].
    #[must_use]
    pub fn rate(&self) -> Option<(u32, Duration)> {
        self.rate
    }

    /// The name of the bucket; none if all requests of the credential are counted here.
    #[must_use]
    pub fn bucket(&self) -> Option<&str> {
        self.bucket.as_deref()
    }

    /// True if all requests of the credential are counted here, and not those of one bucket. Such a
    /// reservation is never settled: it counts for as long as [`rate`](Self::rate) says.
    #[must_use]
    pub fn is_global(&self) -> bool {
        self.bucket.is_none()
    }
}

/// One request's place in a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reservation {
    id: u64,
    lease: Duration,
    processes: Option<u32>,
}

impl Reservation {
    pub(super) fn new(lease: Duration, processes: Option<u32>) -> Self {
        Self { id: fastrand::u64(..), lease, processes }
    }

    /// A number that no other reservation has.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The time after which the request has ended in any case.
    #[must_use]
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// The processes that shared the limit when the store last told. A store that has lost its memory
    /// meanwhile knows less.
    #[must_use]
    pub fn processes(&self) -> Option<u32> {
        self.processes
    }
}

/// A store's response to a reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reserved {
    /// The request may be sent.
    Granted {
        /// The processes that use this limit at present, this one included; 1 if that is not known.
        processes: u32,
    },
    /// The request must wait, and ask again after this long.
    After(Duration),
    /// This limit turned out to be another bucket's: see [`RateLimit::bucket`]. The client asks again
    /// under that name.
    Moved(String),
}

/// The end of a reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Settled {
    /// The request was not sent, so its token is free again.
    NotSent,
    /// A response came, and said this. Its bucket may have another name than the key's; then the
    /// reservation ends, the name is remembered for [`Reserved::Moved`], and the counts belong to the
    /// other key, which is settled next.
    Response(RateLimit),
}
