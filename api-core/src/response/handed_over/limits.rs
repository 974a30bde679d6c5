//! The limits of a body that is handed over.

use std::time::Duration;

use tokio::time::Instant;

use crate::throughput::MinThroughput;
use crate::{Error, ErrorKind};

/// The limits of such a body.
pub(crate) struct BodyLimits {
    /// The longest wait for the first piece of it, if that belongs to the attempt.
    pub(crate) first: Option<Duration>,
    /// The longest wait for any other piece. It runs only while the reader waits.
    pub(crate) read: Duration,
    /// The slowest transfer that goes on.
    pub(crate) throughput: Option<MinThroughput>,
    /// The deadline of its call and how long that was, if someone set it. The default would end every
    /// download after a minute.
    pub(crate) deadline: Option<(Instant, Duration)>,
    /// The most bytes, if someone set it.
    pub(crate) max: Option<usize>,
}

impl BodyLimits {
    /// No limits: those of a body that is in memory.
    pub(crate) const NONE: Self =
        Self { first: None, read: Duration::MAX, throughput: None, deadline: None, max: None };
}

/// The deadline passed with an attempt under way.
#[cold]
pub(crate) fn deadline_passed(timeout: Duration) -> Error {
    let message =
        format!("no complete response within {timeout:?}; `timeout` sets how long a call may take");
    Error::new(ErrorKind::Timeout, message)
}
