//! Rate limits: learnt from responses, and kept before a request is sent.
//!
//! | question | file |
//! | --- | --- |
//! | which fields tell a limit, and how they are read | `fields.rs`, `reset_unit.rs`, `structured.rs` |
//! | which fields and rates an API has | `limits.rs` |
//! | how many requests a bucket lets through | `bucket.rs` |
//! | how many a credential lets through | `global.rs` |
//! | what a request is counted as | `route.rs` |
//! | who waits for a bucket, and who is next | `entry.rs` |
//! | which buckets there are, and what a response changes | `table.rs` |
//! | how a call waits | `limiter.rs`, `turn.rs`, `clock.rs` |
//! | what processes share | `store.rs`, `memory.rs`, `redis/` |
//! | how a client asks its store, and goes on without it | `sharing.rs` |
//!
//! All up to `table.rs` are a state machine: no HTTP client, no clock, nothing asynchronous.

mod bucket;
mod clock;
mod entry;
mod fields;
mod global;
mod limiter;
mod limits;
mod memory;
mod reading;
#[cfg(feature = "redis")]
mod redis;
mod reset_unit;
mod route;
mod sharing;
mod store;
mod structured;
mod table;
#[cfg(test)]
mod tests;
mod turn;

use std::time::Duration;

pub(crate) use self::limiter::Limiter;
pub use self::limits::{BucketState, RateLimit, RateLimits};
pub use self::memory::MemoryStore;
pub(crate) use self::reading::{Reading, Refusal};
#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
pub use self::reset_unit::ResetUnit;
pub(crate) use self::route::{Name, Route};
pub use self::store::{LimitKey, LimitStore, Reservation, Reserved, Settled};
pub(crate) use self::turn::Turn;

/// The longest pause that a server may impose.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// The pause after a refusal by a global limit that names no time.
const GLOBAL_GUESS: Duration = Duration::from_secs(1);
