//! Whether a call is sent again, and when.
//!
//! A pure core: time, what is left of it, and randomness are passed in, so that a table says all
//! there is to know. The loop itself is in `pipeline.rs`.
//!
//! | file | question |
//! | --- | --- |
//! | `class.rs` | what became of an attempt? |
//! | `attempts.rs` | is there another one, and after how long? |
//! | `backoff.rs` | how long do we wait on our own account? |
//! | `after.rs` | how long does the server want us to wait? |
//! | `budget.rs` | can the client as a whole afford another one? |

mod after;
mod attempts;
mod backoff;
mod budget;
mod class;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub(crate) use self::after::retry_after;
pub(crate) use self::attempts::{Attempts, Failure, Plan, SendLog};
pub(crate) use self::budget::Budget;
pub(crate) use self::class::RetryClass;

/// The header by which a server knows a repetition.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// How many requests a call may come to, unless said otherwise.
const ATTEMPTS: u32 = 3;
/// The longest wait that a server may ask for, unless said otherwise.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Whether and how a call that failed is sent again.
///
/// A call is sent up to three times, and only where a second request can do no harm:
///
/// | what happened | sent again |
/// | --- | --- |
/// | the request never left: no connection was made, or HTTP/2 says that nobody looked at it | always |
/// | HTTP 429: the server refused it | always |
/// | the connection broke; HTTP 408, 425, 500, 502, 503, 504 | if repeating is safe |
/// | anything else; an untrusted certificate | never |
///
/// Repeating is safe for GET, HEAD, OPTIONS, TRACE, PUT and DELETE; for what is declared
/// `idempotent`, `idempotency_key` or `retry = repeatable`; and with
/// [`Call::idempotency_key`](crate::Call::idempotency_key). A body that is a stream is read once,
/// so such a call is sent once.
///
/// The HTTP status decides, before the envelope is opened. After the last attempt its error comes
/// out as it would have come out of a single one.
///
/// Before another attempt there is a wait: random, up to 50 ms at first (1 s after a 429), twice
/// that each time, 20 s at most; or what the server asks for in `Retry-After`, in seconds or as a
/// date, and up to 50 ms more. If the server asks for more than a minute, or if the wait would
/// outlast the deadline of the call, the error comes out at once, and
/// [`Error::retry_after`](crate::Error::retry_after) says when to try again.
///
/// The attempts share one deadline, and all calls of a client and its clones share one budget: see
/// [`Client::retry_tokens`](crate::Client::retry_tokens).
///
/// # Where it is said
///
/// On the client ([`ClientBuilder::retry`](crate::ClientBuilder::retry)), on an endpoint
/// (`#[endpoint(…, retry = never)]`) and on a call ([`Call::retry`](crate::Call::retry)). What the
/// nearer place leaves open, the farther one decides.
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
#[must_use = "it says something only where it is passed to"]
pub struct Retry {
    attempts: Option<u32>,
    max_retry_after: Option<Duration>,
    safe: bool,
}

impl Retry {
    /// Nothing said: the default, for constants.
    pub(crate) const OPEN: Self = Self { attempts: None, max_retry_after: None, safe: false };

    /// One request, whatever happens.
    pub const fn never() -> Self {
        Self::OPEN.attempts(1)
    }

    /// Declares that sending a request twice does no harm, whatever its method.
    ///
    /// How many attempts that makes is left open. On a client, it is said of all calls.
    pub const fn repeatable() -> Self {
        Self { safe: true, ..Self::OPEN }
    }

    /// At most so many requests, the first one included. Three unless set; none counts as one.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(if attempts == 0 { 1 } else { attempts });
        self
    }

    /// The longest `Retry-After` that is waited for. A minute unless set.
    pub const fn max_retry_after(mut self, longest: Duration) -> Self {
        self.max_retry_after = Some(longest);
        self
    }

    /// This, and what it leaves open as the `farther` place says.
    pub(crate) fn or(self, farther: Self) -> Self {
        Self {
            attempts: self.attempts.or(farther.attempts),
            max_retry_after: self.max_retry_after.or(farther.max_retry_after),
            safe: self.safe || farther.safe,
        }
    }

    /// What it comes to for a call, which may be safe to repeat on its own account, and whose
    /// body may be gone with the first attempt.
    pub(crate) fn plan(self, safe: bool, replayable: bool) -> Plan {
        Plan {
            attempts: self.attempts.unwrap_or(ATTEMPTS),
            max_retry_after: self.max_retry_after.unwrap_or(MAX_RETRY_AFTER),
            safe: self.safe || safe,
            replayable,
        }
    }
}
