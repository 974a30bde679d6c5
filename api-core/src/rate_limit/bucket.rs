//! One bucket: a number of requests per window, of which the server tells a little at a time.
//!
//! Requests are counted here before they are sent. Trusting the server's count alone lets every
//! request that is in flight at the time slip through; sending one request at a time is safe and
//! takes twice as long. Time is passed in, and nothing here waits.

use std::time::{Duration, Instant};

use super::LONGEST_WAIT;
use super::reading::{Reading, Refusal};

/// Two reset times that differ by less than this belong to the same window: responses take
/// different times to arrive.
const SAME_WINDOW: Duration = Duration::from_millis(200);

/// The ceiling of our own guesses.
const LONGEST_GUESS: Duration = Duration::from_secs(60);

/// For how many windows requests go one at a time after somebody else was seen in a window.
const CAREFUL_WINDOWS: u8 = 3;

/// The answer to a request that asks to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It may be sent.
    Now,
    /// Not before this time.
    At(Instant),
    /// Not before one of those in flight has come back.
    AfterAnother,
}

/// How much is known about the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knowledge {
    /// Nothing yet: one request at a time goes to find out.
    Unknown,
    /// The server told its limit.
    Known,
    /// A response came back without a word about limits.
    Unlimited,
}

#[derive(Debug)]
pub(crate) struct Bucket {
    knowledge: Knowledge,
    limit: u32,
    /// Requests that may still be sent in this window.
    tokens: u32,
    /// The end of the window, once a response has told it.
    reset_at: Option<Instant>,
    in_flight: u32,
    /// The end of a pause that a refusal imposed.
    paused_until: Option<Instant>,
    /// The end of the last window. A refusal shortly after it means that it was predicted too early.
    last_reset: Option<Instant>,
    /// Added to every predicted reset.
    padding: Duration,
    /// Refusals since the last success.
    refusals: u32,
    /// Windows left in which requests go one at a time.
    careful: u8,
    watches_strangers: bool,
}

impl Bucket {
    /// A bucket of which nothing is known. With `watches_strangers`, a window in which somebody
    /// else spends tokens makes this bucket send one request at a time for a while.
    pub(crate) fn new(watches_strangers: bool) -> Self {
        Self {
            knowledge: Knowledge::Unknown,
            limit: 0,
            tokens: 0,
            reset_at: None,
            in_flight: 0,
            paused_until: None,
            last_reset: None,
            padding: Duration::ZERO,
            refusals: 0,
            careful: 0,
            watches_strangers,
        }
    }

    /// Whether a request may be sent. Changes nothing but the window, which may have ended.
    pub(crate) fn admits(&mut self, now: Instant) -> Admission {
        if let Some(until) = self.paused_until {
            if now < until {
                return Admission::At(until);
            }
            self.paused_until = None;
        }
        self.roll(now);
        if self.careful > 0 && self.in_flight > 0 {
            return Admission::AfterAnother;
        }
        match self.knowledge {
            Knowledge::Unlimited => Admission::Now,
            Knowledge::Known if self.tokens > 0 => Admission::Now,
            Knowledge::Known | Knowledge::Unknown => match self.reset_at {
                Some(reset_at) => Admission::At(reset_at),
                // Nobody is on the way who could tell more, so this one asks.
                None if self.in_flight == 0 => Admission::Now,
                None => Admission::AfterAnother,
            },
        }
    }

    /// Counts a request that [`admits`](Self::admits) let through.
    pub(crate) fn reserve(&mut self) {
        self.tokens = self.tokens.saturating_sub(1);
        self.in_flight = self.in_flight.saturating_add(1);
    }

    /// A request ended without a response. The server may have counted it, so its token is gone.
    pub(crate) fn abandon(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// Takes in a response to a request that was counted in this bucket.
    pub(crate) fn settle(&mut self, reading: &Reading, now: Instant) {
        self.abandon();
        self.learn(reading, now);
    }

    /// Takes in a response, wherever its request was counted.
    pub(crate) fn learn(&mut self, reading: &Reading, now: Instant) {
        match (reading.remaining, reading.reset_after) {
            (Some(remaining), Some(reset_after)) => {
                self.count(remaining, reset_after.min(LONGEST_WAIT), reading, now);
            }
            // Half a statement, or none, changes nothing that was known before.
            _ if self.knowledge == Knowledge::Unknown && reading.refused.is_none() => {
                self.knowledge = Knowledge::Unlimited;
            }
            _ => {}
        }
        match reading.refused {
            Some(Refusal { global: false, retry_after }) => {
                let delay = retry_after.or(reading.reset_after);
                self.pause(delay, reading.granularity, now);
            }
            Some(Refusal { global: true, .. }) => {}
            None => self.refusals = 0,
        }
    }

    /// Ends the window if its time has come.
    fn roll(&mut self, now: Instant) {
        if let Some(reset_at) = self.reset_at.filter(|reset_at| *reset_at <= now) {
            self.reset_at = None;
            self.last_reset = Some(reset_at);
            // Those in flight may be counted in the new window.
            self.tokens = self.limit.saturating_sub(self.in_flight);
            self.careful = self.careful.saturating_sub(1);
        }
    }

    fn count(&mut self, remaining: u32, reset_after: Duration, reading: &Reading, now: Instant) {
        let reset_at = now + reset_after + self.padding;
        let least = remaining.saturating_add(1);
        self.limit = reading.limit.unwrap_or(self.limit.max(least));
        let left = remaining.saturating_sub(self.in_flight);
        let before = match self.knowledge {
            Knowledge::Known => self.reset_at,
            Knowledge::Unknown | Knowledge::Unlimited => None,
        };
        self.knowledge = Knowledge::Known;
        let Some(before) = before else {
            // The first word about a window.
            self.tokens = left;
            self.reset_at = Some(reset_at);
            return;
        };
        let tolerance = reading.granularity + SAME_WINDOW;
        if reset_at > before + tolerance {
            self.tokens = left;
            self.reset_at = Some(reset_at);
        } else if reset_at + tolerance >= before {
            if self.watches_strangers && remaining < self.tokens {
                // Ours are counted already, so somebody else sent some.
                self.careful = CAREFUL_WINDOWS;
            }
            self.tokens = self.tokens.min(remaining);
            self.reset_at = Some(before.max(reset_at));
        }
        // Earlier: a late response, about a window that is over.
    }

    fn pause(&mut self, delay: Option<Duration>, granularity: Duration, now: Instant) {
        let predicted =
            self.last_reset.is_some_and(|reset| now < reset + granularity + SAME_WINDOW);
        if predicted && self.padding.is_zero() {
            // The server rounds its reset down. Padding every bucket at once would cost a fifth of
            // the throughput of a small limit.
            self.padding = granularity;
        }
        let guess = Duration::from_secs(1 << self.refusals.min(6)).min(LONGEST_GUESS);
        self.refusals = self.refusals.saturating_add(1);
        self.tokens = 0;
        let until = now + delay.unwrap_or(guess).min(LONGEST_WAIT);
        self.paused_until = Some(self.paused_until.map_or(until, |before| before.max(until)));
        if self.knowledge == Knowledge::Unlimited {
            // It is limited after all; one request at a time finds out how.
            self.knowledge = Knowledge::Unknown;
        }
    }

    /// Whether forgetting this bucket loses nothing.
    pub(crate) fn is_idle(&mut self, now: Instant) -> bool {
        self.roll(now);
        self.in_flight == 0
            && self.reset_at.is_none()
            && self.paused_until.is_none_or(|until| until <= now)
    }

    /// The time until which this bucket remembers something, for choosing which one to forget.
    pub(crate) fn remembers_until(&self) -> Option<Instant> {
        self.reset_at.max(self.paused_until)
    }

    /// Limit, tokens left, and the end of the window, as far as known.
    pub(crate) fn state(&mut self, now: Instant) -> (Option<u32>, Option<u32>, Option<Instant>) {
        self.roll(now);
        let known = self.knowledge == Knowledge::Known;
        (known.then_some(self.limit), known.then_some(self.tokens), self.remembers_until())
    }

    /// Requests that were sent and have not come back.
    pub(crate) fn in_flight(&self) -> u32 {
        self.in_flight
    }
}
