//! The times that a call and its parts may take, set on the client, the endpoint or the call.

use std::time::Duration;

use tokio::time::Instant;

/// The times that a call and its parts may take. What the call leaves open, the endpoint decides;
/// what that leaves open, the client.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Timeouts {
    /// The whole call: the waits before and between its attempts, and all attempts.
    pub(crate) total: Option<Duration>,
    /// One attempt, from the connection to the end of the response.
    pub(crate) attempt: Option<Duration>,
    /// Making a connection, with name lookup and TLS.
    pub(crate) connect: Option<Duration>,
    /// A pause within the body of a response.
    pub(crate) read: Option<Duration>,
}

impl Timeouts {
    /// Everything left open: the default, for constants.
    pub(crate) const OPEN: Self = Self { total: None, attempt: None, connect: None, read: None };

    /// These times, and where they leave one open that of the `farther` place.
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

    /// Whoever sets how long a call may take expects no shorter limit inside it. So the default of an
    /// attempt holds only where nobody did.
    pub(crate) fn attempt(&self) -> Duration {
        self.attempt.or(self.total).unwrap_or(Duration::from_secs(30))
    }

    pub(crate) fn connect(&self) -> Duration {
        self.connect.unwrap_or(Duration::from_secs(5))
    }

    pub(crate) fn read(&self) -> Duration {
        self.read.unwrap_or(Duration::from_secs(15))
    }
}

/// The moment `wait` after `start`. One beyond the clock's range becomes one that never comes.
pub(crate) fn moment(start: Instant, wait: Duration) -> Instant {
    const AGES: Duration = Duration::from_secs(30 * 365 * 86_400);
    start.checked_add(wait).unwrap_or_else(|| start + AGES)
}
