//! Rate limits: learnt from responses, and kept before a request is sent.
//!
//! | question | file |
//! | --- | --- |
//! | which fields tell a limit, and how they are read | `fields.rs`, `structured.rs` |
//! | which fields and rates an API has | `limits.rs` |
//! | how many requests a bucket lets through | `bucket.rs` |
//! | how many a credential lets through | `global.rs` |
//! | who waits for which bucket, and who is next | `table.rs` |
//! | how a call waits | `turn.rs` |
//!
//! All but the last are a state machine: no HTTP client, no clock, nothing asynchronous.

mod bucket;
mod fields;
mod global;
mod limits;
mod reading;
mod structured;
mod table;
#[cfg(test)]
mod tests;
mod turn;

use std::time::Duration;

pub use self::fields::ResetUnit;
pub use self::limits::{BucketState, RateLimit, RateLimits};
pub(crate) use self::table::{Name, Route};
pub(crate) use self::turn::{Limiter, Turn};

/// The longest pause that a server may impose.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// The pause after a refusal by a global limit that names no time.
const GLOBAL_GUESS: Duration = Duration::from_secs(1);
