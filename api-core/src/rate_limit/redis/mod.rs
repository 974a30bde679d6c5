//! A store in Redis.
//!
//! Each method is one Lua script over one key, and its time is that of Redis. `state.lua` says what is
//! kept, and the others what is done with it.

mod connection;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use redis::Script;

use self::connection::Connection;
use super::LONGEST_WAIT;
use super::store::{LimitKey, LimitStore, Reservation, Reserved, Settled};
use crate::{BoxError, Error, Result};

/// The longest wait that the script of a bucket gives: longer ones are of somebody else. A window may be as long as the
/// longest pause, and begins at the end of one.
const LONGEST_MILLIS: u64 = 2 * LONGEST_WAIT.as_secs() * 1_000;
/// The most dropped reservations that wait to be reported. The leases of others end by themselves.
const MOST_DROPPED: usize = 1024;

/// A [`LimitStore`] in Redis, for processes that use one credential on one machine or many. Feature
/// `redis`.
///
/// Needs Redis 5 or later, or a relative with Lua scripts. Each process gets its part of a limit, and
/// more where the others leave some. While Redis is away, each process keeps to its part by itself;
/// no call fails for it, and none waits for Redis longer than
/// [`store_timeout`](crate::RateLimits::store_timeout).
///
/// Keys begin with `api-core:limits:` unless [`prefix`](Self::prefix) says otherwise, and end by
/// themselves. They hold a hash of the credential, never itself.
///
/// ```
/// use std::sync::Arc;
/// use api_core::{Client, RateLimits, RedisStore};
///
/// let store = Arc::new(RedisStore::new("redis://127.0.0.1/")?);
/// let client = Client::builder("https://www.kookapp.cn")
///     .rate_limits(RateLimits::kook().store(store))
///     .build()?;
/// # Ok::<(), api_core::Error>(())
/// ```
pub struct RedisStore {
    connection: Connection,
    prefix: String,
    /// This process, for its part of each limit.
    process: String,
    scripts: Scripts,
    /// Reservations that were dropped, by key. They are reported with the next request for it.
    dropped: Mutex<HashMap<String, Vec<u64>>>,
}

struct Scripts {
    reserve: Script,
    settle: Script,
    penalise: Script,
    rate: Script,
    pause: Script,
}

impl Scripts {
    fn new() -> Self {
        Self {
            reserve: Script::new(concat!(include_str!("state.lua"), include_str!("reserve.lua"))),
            settle: Script::new(concat!(include_str!("state.lua"), include_str!("settle.lua"))),
            penalise: Script::new(concat!(include_str!("state.lua"), include_str!("penalise.lua"))),
            rate: Script::new(include_str!("rate.lua")),
            pause: Script::new(include_str!("pause.lua")),
        }
    }
}

impl RedisStore {
    /// A store at this URL: `redis://[user:password@]host[:port][/database]`, or
    /// `redis+unix:///path`. Nothing is connected before the first call.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the URL cannot be used.
    pub fn new(url: &str) -> Result<Self> {
        // The text of the error is not shown: the URL may hold a password.
        let connection = Connection::new(url).map_err(|_| {
            Error::build("the URL of Redis cannot be read; write `redis://host:port/database`")
        })?;
        Ok(Self {
            connection,
            prefix: "api-core:limits".to_owned(),
            process: format!("{:016x}", fastrand::u64(..)),
            scripts: Scripts::new(),
            dropped: Mutex::default(),
        })
    }

    /// Sets the beginning of all keys, before a colon: one prefix per account where credentials do not
    /// tell accounts apart.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    fn key(&self, key: &LimitKey) -> String {
        format!("{}:{}", self.prefix, key.as_str())
    }

    fn dropped(&self) -> MutexGuard<'_, HashMap<String, Vec<u64>>> {
        self.dropped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the reservations along that were dropped.
    fn take_dropped(&self, key: &LimitKey) -> Vec<String> {
        let dropped = self.dropped().remove(key.as_str()).unwrap_or_default();
        dropped.into_iter().map(name).collect()
    }
}

#[async_trait]
impl LimitStore for RedisStore {
    async fn reserve(
        &self,
        key: &LimitKey,
        reservation: &Reservation,
    ) -> Result<Reserved, BoxError> {
        let mut call;
        if key.is_global() {
            let (requests, span) = key.rate().unwrap_or_default();
            call = self.scripts.rate.key(self.key(key));
            call.arg(name(reservation.id())).arg(requests).arg(millis(span));
        } else {
            call = self.scripts.reserve.key(self.key(key));
            call.arg(name(reservation.id())).arg(millis(reservation.lease())).arg(&self.process);
            call.arg(reservation.processes().unwrap_or(0));
            call.arg(self.take_dropped(key));
        }
        let (what, number, name): (u8, i64, String) = self.connection.run(&call).await?;
        let number = u64::try_from(number)?;
        Ok(match what {
            0 => Reserved::Granted { processes: u32::try_from(number).unwrap_or(u32::MAX) },
            1 if number <= LONGEST_MILLIS || key.is_global() => {
                Reserved::After(Duration::from_millis(number))
            }
            2 => Reserved::Moved(name),
            _ => return Err("this is no response of the script".into()),
        })
    }

    async fn settle(
        &self,
        key: &LimitKey,
        reservation: &Reservation,
        settled: &Settled,
    ) -> Result<(), BoxError> {
        let mut call = self.scripts.settle.key(self.key(key));
        call.arg(name(reservation.id()));
        match settled {
            Settled::NotSent => call.arg("unsent").arg(-1).arg(-1).arg(-1).arg(0).arg(""),
            Settled::Response(told) => {
                let moved = told.bucket.as_deref().filter(|name| key.bucket() != Some(*name));
                let count = |count: Option<u32>| count.map_or(-1, i64::from);
                let reset = told.reset_after.map_or(-1, millis);
                call.arg("response").arg(count(told.limit)).arg(count(told.remaining));
                call.arg(reset).arg(millis(told.granularity)).arg(moved.unwrap_or_default())
            }
        };
        call.arg(self.take_dropped(key));
        self.connection.run(&call).await
    }

    async fn penalise(&self, key: &LimitKey, pause: Duration) -> Result<(), BoxError> {
        let Scripts { penalise, pause: pause_all, .. } = &self.scripts;
        let script = if key.is_global() { pause_all } else { penalise };
        let mut call = script.key(self.key(key));
        call.arg(millis(pause));
        self.connection.run(&call).await
    }

    fn forget(&self, key: &LimitKey, reservation: &Reservation) {
        let mut dropped = self.dropped();
        if dropped.values().map(Vec::len).sum::<usize>() < MOST_DROPPED {
            dropped.entry(key.as_str().to_owned()).or_default().push(reservation.id());
        }
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

fn name(id: u64) -> String {
    format!("{id:016x}")
}

/// Rounded up: a window must not seem to be over before it is.
fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(i64::MAX)
}
