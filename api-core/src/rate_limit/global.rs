//! The limit of a whole credential: a pause that a server imposed, or a rate that is known
//! beforehand.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// At most so many requests in any span of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) requests: usize,
    pub(crate) per: Duration,
}

/// The gate behind all buckets of a credential.
#[derive(Debug, Default)]
pub(crate) struct Global {
    paused_until: Option<Instant>,
    /// When the last requests went, as many as the rate allows.
    ///
    /// A token bucket would need one number. It also lets nearly twice the rate through in the
    /// first span, since it fills up again while it is being emptied.
    sent: VecDeque<Instant>,
}

impl Global {
    /// The time before which nothing may be sent, if that is not over.
    pub(crate) fn closed_until(&mut self, rate: Option<Rate>, now: Instant) -> Option<Instant> {
        self.paused_until = self.paused_until.filter(|until| *until > now);
        let full = rate.and_then(|rate| {
            while self.sent.front().is_some_and(|sent| *sent + rate.per <= now) {
                self.sent.pop_front();
            }
            let oldest = self.sent.front().filter(|_| self.sent.len() >= rate.requests.max(1))?;
            Some(*oldest + rate.per)
        });
        self.paused_until.max(full)
    }

    /// Counts a request.
    pub(crate) fn reserve(&mut self, rate: Option<Rate>, now: Instant) {
        if rate.is_some() {
            self.sent.push_back(now);
        }
    }

    /// Closes the gate. Only ever for longer: time opens it, and not the one who closed it.
    pub(crate) fn pause(&mut self, until: Instant) {
        self.paused_until = self.paused_until.max(Some(until));
    }
}
