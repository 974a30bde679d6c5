//! The slowest transfer of a body that goes on.
//!
//! Time counts only while the other side keeps us waiting: a reader that takes its time must not end
//! its own download.

use std::time::Duration;

use tokio::time::Instant;

use crate::{Error, ErrorKind};

/// The slowest transfer that goes on: so many bytes within so much time of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MinThroughput {
    /// The fewest bytes per second.
    pub(crate) bytes: u64,
    /// The time over which they are counted.
    pub(crate) grace: Duration,
}

impl MinThroughput {
    /// That of a client, unless set. A transfer below it is of no use to anyone, and it takes a server
    /// no effort to keep it alive.
    pub(crate) const DEFAULT: Self = Self { bytes: 64, grace: Duration::from_secs(20) };

    /// The fewest bytes within `time`.
    pub(crate) fn within(self, time: Duration) -> u128 {
        u128::from(self.bytes) * time.as_millis() / 1000
    }

    /// The error of a transfer that is slower.
    #[cold]
    pub(crate) fn error(self, transfer: &str) -> Error {
        let Self { bytes, grace } = self;
        let message = format!(
            "the {transfer} is slower than {bytes} bytes per second over {grace:?}; \
             `ClientBuilder::min_throughput` sets how slow it may be"
        );
        // Not one that passes: the next transfer would drip as well, and each brings a little.
        Error::new(ErrorKind::Timeout, message)
    }
}

/// The part of a period that is left to bring the rest after a wait that overran.
const LEFT_AFTER_OVERRUN: u32 = 8;

/// The pace of a transfer: the time that is waited for so many bytes as have to come within the grace
/// period.
#[derive(Debug)]
pub(crate) struct Pace {
    least: MinThroughput,
    /// The bytes that a period has to bring.
    enough: u64,
    /// The bytes of this period.
    bytes: u64,
    /// The time that was waited in this period, before the wait under way.
    waited: Duration,
    /// True if a wait of this period brought bytes after the time was over.
    overran: bool,
}

impl Pace {
    pub(crate) fn new(least: MinThroughput) -> Self {
        let enough = u64::try_from(least.within(least.grace)).unwrap_or(u64::MAX);
        Self { least, enough, bytes: 0, waited: Duration::ZERO, overran: false }
    }

    /// The bytes that a period has to bring.
    pub(crate) fn enough(&self) -> u64 {
        self.enough
    }

    /// Begins a period: the one before has brought enough.
    pub(crate) fn begin(&mut self) {
        (self.bytes, self.waited, self.overran) = (0, Duration::ZERO, false);
    }

    /// The time that this period may still be waited for.
    pub(crate) fn left(&self) -> Duration {
        self.least.grace.saturating_sub(self.waited)
    }

    /// A wait that began at a time has brought so many bytes. The clock is read only if they are few.
    ///
    /// # Errors
    ///
    /// If a period ends with too few.
    #[inline]
    pub(crate) fn take(&mut self, bytes: u64, since: Option<Instant>) -> Result<(), MinThroughput> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes < self.enough {
            return since.map_or(Ok(()), |since| self.wait_on(since, bytes > 0));
        }
        self.begin();
        Ok(())
    }

    /// Adds the wait that began at a time to those of this period.
    ///
    /// A reader that waits is woken when the period is over, and its download fails. If it finds bytes later
    /// than that, it gave up its wait, in a `select!` perhaps, and did something else. The bytes may have come
    /// long before, with more behind them. So the rest has a little time to come, once.
    fn wait_on(&mut self, since: Instant, brought: bool) -> Result<(), MinThroughput> {
        let grace = self.least.grace;
        let waited = self.waited.saturating_add(since.elapsed());
        if waited < grace {
            self.waited = waited;
        } else if brought && !self.overran {
            self.waited = grace.saturating_sub(grace / LEFT_AFTER_OVERRUN);
            self.overran = true;
        } else {
            return Err(self.least);
        }
        Ok(())
    }
}
