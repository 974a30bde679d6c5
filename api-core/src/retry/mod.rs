//! Decides if and when a call is sent again.
//!
//! Everything here is pure: time, the time that is left, and randomness are arguments, so that tables
//! can test all of it. The loop of attempts is in `pipeline/attempt.rs`.
//!
//! | file | question |
//! | --- | --- |
//! | `class.rs` | how did an attempt end? |
//! | `attempts.rs` | does another one follow, and after how long? |
//! | `backoff.rs` | how long do we wait on our own account? |
//! | `after.rs` | how long does the server ask us to wait? |
//! | `budget.rs` | can the client as a whole afford another attempt? |

mod after;
mod attempts;
mod backoff;
mod budget;
mod class;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub(crate) use self::after::{milliseconds, retry_after, seconds, server_time};
pub(crate) use self::attempts::{Attempts, Failure, Plan, SendLog};
pub(crate) use self::budget::Budget;
pub(crate) use self::class::RetryClass;

/// The header by which a server recognizes a repetition.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The number of attempts of a call, unless set.
const ATTEMPTS: u32 = 3;
/// The longest wait that a server may ask for, unless set.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// When a call is sent again after a failure.
///
/// A call is sent up to three times, and again only where a second request does no harm:
///
/// | failure of an attempt | sent again |
/// | --- | --- |
/// | nothing reached the server: no connection was made, or HTTP/2 reports the request as not processed | always |
/// | HTTP 429, 403 with `Retry-After`, and what [`RateLimits`](crate::RateLimits) declares to mean "limited" | always |
/// | HTTP 400 to 599 with `x-should-retry: true` | always |
/// | any response with `x-should-retry: false` | never |
/// | the connection broke, the attempt took too long, or HTTP 408, 425, 500, 502, 503, 504 | if the call is repeatable |
/// | any other, such as an untrusted certificate | never |
///
/// A call is repeatable if its method is GET, HEAD, OPTIONS, TRACE, PUT or DELETE; if its endpoint is
/// declared `idempotent`, `idempotency_key` or `retry = repeatable`; or if it has an
/// [idempotency key](crate::Call::idempotency_key). A call is sent once if its body can be read only
/// once: a stream, or a multipart body with a file, which may change between two readings.
///
/// The HTTP status decides, before the envelope is opened. The error of the last attempt is the error
/// of the call.
///
/// Each further attempt comes after a wait. It is random, of up to 50 ms at first (1 s after a 429),
/// and up to twice as much each time, to 20 s at most. A server may ask for a longer wait: in
/// `Retry-After`, in seconds or as a date of HTTP (RFC 9110 §5.6.7; others are ignored), in
/// `retry-after-ms`, or in the member of the envelope that is declared so. That is waited for, and up to 50 ms more. If the
/// server asks for more than a minute, or if the wait would outlast the deadline, the call fails at
/// once, and [`Error::retry_after`](crate::Error::retry_after) has the wait.
///
/// A DELETE that is repeated may end in HTTP 404, because the first request was processed and its
/// response lost. The call fails then, since nobody can tell; [`Error::attempts`](crate::Error::attempts)
/// is more than 1.
///
/// All attempts of a call share one deadline. All calls of a client and its clones share one budget:
/// see [`Client::retry_tokens`](crate::Client::retry_tokens).
///
/// # Where to set it
///
/// On the client ([`ClientBuilder::retry`](crate::ClientBuilder::retry)), on an endpoint
/// (`#[endpoint(…, retry = never)]`) or on a call ([`Call::retry`](crate::Call::retry)). What the
/// call leaves open, the endpoint decides; what that leaves open, the client.
///
/// ```
/// # mod demo {
/// use api_core::{Result, api};
///
/// #[api]
/// pub trait Orders {
///     /// Finds by what is in the body: a POST that changes nothing.
///     #[endpoint(POST, "/orders/search", retry = repeatable)]
///     async fn search(&self, text: &str) -> Result<Vec<u64>>;
///
///     /// Places an order.
///     #[endpoint(POST, "/orders")]
///     async fn place(&self, article: u64) -> Result<u64>;
/// }
/// # }
/// # use demo::*;
/// # async fn run() -> api_core::Result<()> {
/// use api_core::{Client, Retry};
///
/// let client = Client::builder("https://example.com").retry(Retry::default().attempts(5)).build()?;
/// let orders = OrdersClient::new(client);
///
/// let found = orders.search("lamp").await?; // up to five requests
/// let found = orders.search("lamp").retry(Retry::never()).await?; // one
/// let order = orders.place(7).idempotency_key("b2c7").await?; // up to five, all with that key
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "has no effect until it is passed to a client or a call"]
pub struct Retry {
    attempts: Option<u32>,
    max_retry_after: Option<Duration>,
    repeatable: bool,
}

impl Retry {
    /// Everything left open: the default, for constants.
    pub(crate) const OPEN: Self = Self { attempts: None, max_retry_after: None, repeatable: false };

    /// Sends a call once, whatever happens.
    pub const fn never() -> Self {
        Self::OPEN.attempts(1)
    }

    /// Declares that sending a call twice does no harm, whatever its method. On a client, this holds
    /// for all calls.
    ///
    /// Leaves the number of attempts open.
    pub const fn repeatable() -> Self {
        Self { repeatable: true, ..Self::OPEN }
    }

    /// Sends a call at most this often, the first time included. 3 unless set; 0 counts as 1.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(if attempts == 0 { 1 } else { attempts });
        self
    }

    /// Waits for a `Retry-After` of up to this long. A minute unless set.
    pub const fn max_retry_after(mut self, longest: Duration) -> Self {
        self.max_retry_after = Some(longest);
        self
    }

    /// These settings, and where they leave one open that of the `farther` place.
    pub(crate) fn or(self, farther: Self) -> Self {
        Self {
            attempts: self.attempts.or(farther.attempts),
            max_retry_after: self.max_retry_after.or(farther.max_retry_after),
            repeatable: self.repeatable || farther.repeatable,
        }
    }

    /// The plan for one call: `repeatable` tells if its endpoint or its key allows a second request,
    /// `replayable` if its body does.
    pub(crate) fn plan(self, repeatable: bool, replayable: bool) -> Plan {
        Plan {
            attempts: self.attempts.unwrap_or(ATTEMPTS),
            max_retry_after: self.max_retry_after.unwrap_or(MAX_RETRY_AFTER),
            repeatable: self.repeatable || repeatable,
            replayable,
        }
    }
}
