//! The declaration of an API's limits: which fields tell them, and rates that are known beforehand.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use http::header::HeaderName;

use super::fields::Fields;
use super::global::Rate;
use super::reading::Reading;
use super::reset_unit::ResetUnit;
use super::store::LimitStore;
use crate::Code;

/// The longest that a store is waited for, unless set.
const STORE_TIMEOUT: Duration = Duration::from_millis(50);

/// The longest span of a known rate: a hundred years. No clock can hold much more.
const LONGEST_SPAN: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The rate limits of an API: the header fields that tell them, and rates that are known
/// beforehand. Given to [`ClientBuilder::rate_limits`](crate::ClientBuilder::rate_limits).
///
/// A client with limits counts each request before it sends it, and waits where a limit is used
/// up, in the order in which the calls came. It learns the limits from the responses. A call whose
/// wait would pass its deadline fails at once with
/// [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited).
///
/// ```
/// use std::time::Duration;
/// use api_core::{Client, RateLimits, ResetUnit};
///
/// // An API that this library knows:
/// let client = Client::builder("https://www.kookapp.cn").rate_limits(RateLimits::kook()).build()?;
///
/// // One that it does not know:
/// let limits = RateLimits::retry_after()
///     .limit("x-quota")
///     .remaining("x-quota-left")
///     .reset("x-quota-reset", ResetUnit::Milliseconds)
///     .rate(50, Duration::from_secs(1));
/// let client = Client::builder("https://example.com").rate_limits(limits).build()?;
/// # Ok::<(), api_core::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "limits hold for the client that they are given to"]
pub struct RateLimits {
    pub(super) fields: Fields,
    pub(super) rate: Option<Rate>,
    pub(super) codes: Vec<Code>,
    pub(super) shared: bool,
    pub(super) store: Option<Arc<dyn LimitStore>>,
    pub(super) store_timeout: Duration,
}

/// The state of one bucket: a limit that an API enforces on its own. From
/// [`Client::rate_limits`](crate::Client::rate_limits).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BucketState {
    /// The server's name of the bucket; the declared one, or the endpoint's, until it is known.
    pub name: String,
    /// The values that the endpoint's `rate_limit` names, separated by `/`. In the place of one that is
    /// `#[sensitive]`, has a `/` or is longer than 64 bytes is its hash, behind a `#`.
    pub values: String,
    /// Requests per window.
    pub limit: Option<u32>,
    /// Requests that may still be sent in this window.
    pub remaining: Option<u32>,
    /// Time until the window or a pause ends.
    pub reset_after: Option<Duration>,
    /// Requests that were sent and have not come back.
    pub in_flight: u32,
    /// Calls that wait for this bucket.
    pub waiting: usize,
}

/// A server's statement about the limit that a call was counted against. From
/// [`Response::rate_limit`](crate::Response::rate_limit).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// The server's name of the bucket.
    pub bucket: Option<String>,
    /// Requests per window.
    pub limit: Option<u32>,
    /// Requests left in the window when the server responded.
    pub remaining: Option<u32>,
    /// Time from the response until the window ends.
    pub reset_after: Option<Duration>,
    /// The smallest difference that `reset_after` can tell: a second if it came in whole seconds.
    pub granularity: Duration,
}

impl RateLimit {
    /// All that a response stated, which may be nothing.
    pub(crate) fn from_reading(reading: &Reading) -> Self {
        Self {
            bucket: reading.bucket_name().map(str::to_owned),
            limit: reading.limit,
            remaining: reading.remaining,
            reset_after: reading.reset_after,
            granularity: reading.granularity,
        }
    }
}

impl RateLimits {
    /// HTTP 429 and `Retry-After` (seconds, a date, or `retry-after-ms`), and no other field.
    pub fn retry_after() -> Self {
        let refusals = vec![StatusCode::TOO_MANY_REQUESTS];
        let fields = Fields { refusals, ..Fields::default() };
        Self {
            fields,
            rate: None,
            codes: Vec::new(),
            shared: false,
            store: None,
            store_timeout: STORE_TIMEOUT,
        }
    }

    /// KOOK: `X-Rate-Limit-Limit`, `-Remaining`, `-Reset` (seconds until the window ends),
    /// `-Bucket` and `-Global`.
    pub fn kook() -> Self {
        Self::retry_after()
            .limit("x-rate-limit-limit")
            .remaining("x-rate-limit-remaining")
            .reset("x-rate-limit-reset", ResetUnit::Seconds)
            .bucket("x-rate-limit-bucket")
            .global("x-rate-limit-global")
    }

    /// Discord: `X-RateLimit-Limit`, `-Remaining`, `-Reset-After`, `-Bucket` and `-Global`, and 50
    /// requests a second in all.
    pub fn discord() -> Self {
        Self::retry_after()
            .limit("x-ratelimit-limit")
            .remaining("x-ratelimit-remaining")
            .reset("x-ratelimit-reset-after", ResetUnit::Seconds)
            .bucket("x-ratelimit-bucket")
            .global("x-ratelimit-global")
            .rate(50, Duration::from_secs(1))
    }

    /// GitHub: `x-ratelimit-limit`, `-remaining`, `-reset` (seconds since 1970) and `-resource`;
    /// HTTP 429, and 403 with `Retry-After` or with nothing remaining. A refusal that names no time
    /// although requests remain is waited out for a minute, as GitHub asks.
    pub fn github() -> Self {
        let mut limits = Self::retry_after()
            .limit("x-ratelimit-limit")
            .remaining("x-ratelimit-remaining")
            .reset("x-ratelimit-reset", ResetUnit::EpochSeconds)
            .bucket("x-ratelimit-resource");
        limits.fields.doubtful.push(StatusCode::FORBIDDEN);
        limits.fields.secondary = Some(Duration::from_secs(60));
        limits
    }

    /// The IETF's fields: `RateLimit` and `RateLimit-Policy` as structured fields (draft 10), and
    /// the older `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`.
    pub fn ietf() -> Self {
        let mut limits = Self::retry_after()
            .limit("ratelimit-limit")
            .remaining("ratelimit-remaining")
            .reset("ratelimit-reset", ResetUnit::Seconds);
        limits.fields.structured = true;
        limits
    }

    /// A rate that is known, for an API that tells none: at most `requests` in any span of `per`,
    /// per credential. HTTP 429 and `Retry-After` hold as well.
    pub fn fixed(requests: u32, per: Duration) -> Self {
        Self::retry_after().rate(requests, per)
    }

    /// The field with the number of requests per window.
    ///
    /// # Panics
    ///
    /// If no header can have the name `field`; so do the other setters that take one. Case does not matter.
    pub fn limit(mut self, field: &'static str) -> Self {
        self.fields.limit = Some(name(field));
        self
    }

    /// The field with the number of requests left in the window.
    pub fn remaining(mut self, field: &'static str) -> Self {
        self.fields.remaining = Some(name(field));
        self
    }

    /// The field that tells when the window ends, and its unit.
    pub fn reset(mut self, field: &'static str, unit: ResetUnit) -> Self {
        self.fields.reset = Some((name(field), unit));
        self
    }

    /// The field with the server's name of the bucket. Endpoints of one bucket share its limit.
    pub fn bucket(mut self, field: &'static str) -> Self {
        self.fields.bucket = Some(name(field));
        self
    }

    /// The field of a refusal that says that the limit of the whole credential was hit.
    pub fn global(mut self, field: &'static str) -> Self {
        self.fields.global = Some(name(field));
        self
    }

    /// A field of a refusal with the time to wait, and its unit, where that is not `Retry-After` or
    /// `retry-after-ms`, which count before it.
    pub fn wait(mut self, field: &'static str, unit: ResetUnit) -> Self {
        self.fields.wait = Some((name(field), unit));
        self
    }

    /// One more status that means "limited", beside 429: the request was refused, so it is sent again.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.fields.refusals.push(status);
        self
    }

    /// A code in the envelope that means "limited", whatever the status: the request was refused, so it
    /// is sent again.
    pub fn code(mut self, code: impl Into<Code>) -> Self {
        self.codes.push(code.into());
        self
    }

    /// A rate that is known beforehand: at most `requests` in any span of `per`, per credential.
    /// None at all counts as one.
    pub fn rate(mut self, requests: u32, per: Duration) -> Self {
        let (requests, per) = (requests.max(1) as usize, per.min(LONGEST_SPAN));
        self.rate = Some(Rate { requests, per });
        self
    }

    /// Counts what all processes with the same credential send, in a store that they share. Without
    /// one, each client counts for itself.
    ///
    /// Processes differ by their credentials, which are part of a key as a hash. Those of a
    /// [`provider`](crate::Credentials::provider) are not known beforehand: all of them count as one.
    /// Give each account its own store, or its own prefix in it.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use api_core::{MemoryStore, RateLimits};
    ///
    /// let limits = RateLimits::discord().store(Arc::new(MemoryStore::new()));
    /// ```
    pub fn store(mut self, store: Arc<dyn LimitStore>) -> Self {
        self.store = Some(store);
        self
    }

    /// The longest that a call waits for a response of the store. 50 ms unless set.
    pub fn store_timeout(mut self, timeout: Duration) -> Self {
        self.store_timeout = timeout;
        self
    }

    /// Other processes use the same credential. When requests of theirs are noticed in a window,
    /// this client sends one request at a time to that bucket for a while.
    pub fn shared_credential(mut self) -> Self {
        self.shared = true;
        self
    }
}

/// A header name that the program has, in any case.
fn name(field: &'static str) -> HeaderName {
    // Panics for what is no name.
    HeaderName::from_bytes(field.as_bytes()).unwrap_or_else(|_| HeaderName::from_static(field))
}
