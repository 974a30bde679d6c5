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

    /// The time before which a request cannot be sent that has `ahead` others before it, if there is
    /// one. It may take longer.
    pub(crate) fn earliest(
        &self,
        rate: Option<Rate>,
        ahead: usize,
        now: Instant,
    ) -> Option<Instant> {
        let full = rate.and_then(|rate| {
            // Each request goes one span after the one that is as many before it as the rate allows.
            let requests = rate.requests.max(1);
            let (mut place, mut spans) = (self.sent.len() + ahead, 0_u32);
            while place >= self.sent.len() && place >= requests {
                place -= requests;
                spans = spans.saturating_add(1);
            }
            let sent = self.sent.get(place).copied().unwrap_or(now);
            (spans > 0).then(|| sent.checked_add(rate.per.saturating_mul(spans)))?
        });
        self.paused_until.max(full)
    }

    /// True if forgetting this gate loses nothing.
    pub(crate) fn is_idle(&mut self, rate: Option<Rate>, now: Instant) -> bool {
        self.closed_until(rate, now).is_none() && self.sent.is_empty()
    }

    /// Takes a request back that was counted and not sent.
    pub(crate) fn unreserve(&mut self) {
        self.sent.pop_back();
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
