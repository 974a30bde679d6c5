//! How long the parts of a call may take, said in three places: client, endpoint and call.

use std::time::Duration;

use tokio::time::Instant;

/// How long the parts of a call may take; what a place leaves open, a farther one decides.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Timeouts {
    /// The whole call: the wait for its turn, every attempt, and the waits between them.
    pub(crate) total: Option<Duration>,
    /// One attempt, from the connection to the end of the answer.
    pub(crate) attempt: Option<Duration>,
    /// The making of a connection, name lookup and TLS included.
    pub(crate) connect: Option<Duration>,
    /// The wait for more of an answer's body, once some of it is there.
    pub(crate) read: Option<Duration>,
}

impl Timeouts {
    /// Nothing said, for constants.
    pub(crate) const OPEN: Self = Self { total: None, attempt: None, connect: None, read: None };

    /// This, and what it leaves open as the `farther` place says.
    pub(crate) fn or(self, farther: Self) -> Self {
        Self {
            total: self.total.or(farther.total),
            attempt: self.attempt.or(farther.attempt),
            connect: self.connect.or(farther.connect),
            read: self.read.or(farther.read),
        }
    }

    pub(crate) fn total(&self) -> Duration {
        self.total.unwrap_or(Duration::from_secs(60))
    }

    pub(crate) fn attempt(&self) -> Duration {
        self.attempt.unwrap_or(Duration::from_secs(30))
    }

    pub(crate) fn connect(&self) -> Duration {
        self.connect.unwrap_or(Duration::from_secs(5))
    }

    pub(crate) fn read(&self) -> Duration {
        self.read.unwrap_or(Duration::from_secs(15))
    }
}

/// The moment `wait` after `start`; a moment beyond the clock's range is one that never comes.
pub(crate) fn moment(start: Instant, wait: Duration) -> Instant {
    const AGES: Duration = Duration::from_secs(30 * 365 * 86_400);
    start.checked_add(wait).unwrap_or_else(|| start + AGES)
}
