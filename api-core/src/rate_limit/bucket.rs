//! One bucket: a number of requests per window, which becomes known from one response after another.
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

/// The decision about a request that asks to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It may be sent.
    Now,
    /// Not before this time.
    At(Instant),
    /// Not before one of those in flight has come back.
    AfterAnother,
}

/// The knowledge about the limit.
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
    /// The longest time until the end of a window that was told, and the same less its rounding: the
    /// window is about as long as the one, and no shorter than the other.
    window: Duration,
    least_window: Duration,
    /// Requests of ours in this window.
    used: u32,
    /// Requests that ended without a response since the window began. The server may have counted them
    /// after it sent a response that came later.
    lost: u32,
    /// Of those, the last few, and when the first of them ended: near the end of a window, they may
    /// have been counted in the next.
    lost_lately: u32,
    lately: Option<Instant>,
    granularity: Duration,
    /// The last time at which the server may have counted a request without reporting it.
    last_counted: Option<Instant>,
}

impl Bucket {
    /// A bucket about which nothing is known yet, or ever will be. With `watches_strangers`, a window
    /// in which somebody else spends tokens makes this bucket send one request at a time for a while.
    pub(crate) fn new(can_learn: bool, watches_strangers: bool) -> Self {
        Self {
            knowledge: if can_learn { Knowledge::Unknown } else { Knowledge::Unlimited },
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
            window: Duration::ZERO,
            least_window: Duration::ZERO,
            used: 0,
            lost: 0,
            lost_lately: 0,
            lately: None,
            granularity: Duration::ZERO,
            last_counted: None,
        }
    }

    /// Decides if a request may be sent. Changes nothing but the window, which may have ended.
    ///
    /// With `split`, so many processes share the limit, and none knows of the others: each takes its
    /// part of a window, one request at a time.
    pub(crate) fn admits(&mut self, now: Instant, split: Option<u32>) -> Admission {
        if let Some(until) = self.paused_until {
            if now < until {
                return Admission::At(until);
            }
            self.paused_until = None;
        }
        self.roll(now);
        if self.in_flight > 0 && (self.careful > 0 || split.is_some()) {
            return Admission::AfterAnother;
        }
        let part = split.map_or(u32::MAX, |processes| (self.limit / processes.max(1)).max(1));
        match self.knowledge {
            Knowledge::Unlimited => Admission::Now,
            Knowledge::Known if self.tokens > 0 && self.used < part => Admission::Now,
            Knowledge::Known => self.next_window(now),
            // Nobody is on the way who could tell more, so this one asks.
            Knowledge::Unknown if self.in_flight == 0 => Admission::Now,
            Knowledge::Unknown => Admission::AfterAnother,
        }
    }

    /// When the window that is used up ends.
    fn next_window(&self, now: Instant) -> Admission {
        match (self.reset_at, self.last_counted) {
            (Some(reset_at), _) => Admission::At(reset_at),
            (None, _) if self.in_flight > 0 => Admission::AfterAnother,
            // All requests of the window were lost, and with them its end.
            (None, Some(counted)) if counted + self.window > now => {
                Admission::At(counted + self.window)
            }
            (None, _) => Admission::Now,
        }
    }

    /// The time before which a request cannot be sent that has `ahead` others before it, if there is
    /// one. It may take longer.
    pub(crate) fn earliest(&mut self, ahead: u32, now: Instant) -> Option<Instant> {
        self.roll(now);
        let paused = self.paused_until.filter(|until| *until > now);
        let window = match (self.knowledge, self.reset_at) {
            (Knowledge::Known, Some(reset_at)) if ahead >= self.tokens => {
                let windows = ahead.saturating_sub(self.tokens) / self.limit.max(1);
                reset_at.checked_add(self.least_window.saturating_mul(windows))
            }
            _ => None,
        };
        paused.max(window)
    }

    /// Counts a request that [`admits`](Self::admits) let through.
    pub(crate) fn reserve(&mut self, now: Instant) {
        self.tokens = self.tokens.saturating_sub(1);
        self.used = self.used.saturating_add(1);
        self.in_flight = self.in_flight.saturating_add(1);
        self.last_counted = Some(now);
    }

    /// Takes a request back that was counted and not sent.
    pub(crate) fn unreserve(&mut self) {
        self.tokens = self.tokens.saturating_add(1);
        self.used = self.used.saturating_sub(1);
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// A request ended without a response. The server may have counted it, so its token is gone.
    pub(crate) fn abandon(&mut self, now: Instant) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.lost = self.lost.saturating_add(1);
        if self.lately.is_none_or(|since| since + SAME_WINDOW + self.granularity < now) {
            (self.lately, self.lost_lately) = (Some(now), 0);
        }
        self.lost_lately = self.lost_lately.saturating_add(1);
        self.last_counted = Some(now);
    }

    /// Takes in a response to a request that was counted in this bucket, and sent at `sent`.
    pub(crate) fn settle(&mut self, reading: &Reading, sent: Instant, now: Instant) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.learn(reading, sent, now);
    }

    /// Takes in a response, wherever its request was counted.
    pub(crate) fn learn(&mut self, reading: &Reading, sent: Instant, now: Instant) {
        self.roll(now);
        match (reading.remaining, reading.reset_after) {
            (Some(remaining), Some(reset_after)) => {
                self.count(remaining, reset_after.min(LONGEST_WAIT), reading, sent, now);
            }
            // Half a statement, or none, changes nothing that was known before.
            _ if self.knowledge == Knowledge::Unknown && reading.refused.is_none() => {
                self.knowledge = Knowledge::Unlimited;
            }
            _ => {}
        }
        match reading.refused {
            Some(Refusal { global: false, retry_after }) => {
                self.pause(retry_after, reading.granularity, now);
            }
            Some(Refusal { global: true, .. }) => {}
            None => self.refusals = 0,
        }
    }

    /// Ends the window if its time has come.
    fn roll(&mut self, now: Instant) {
        let ended = match (self.reset_at, self.last_counted) {
            (Some(reset_at), _) => reset_at <= now,
            (None, Some(counted)) => {
                self.in_flight == 0 && !self.window.is_zero() && counted + self.window <= now
            }
            (None, None) => false,
        };
        if !ended {
            return;
        }
        (self.used, self.lost) = (0, 0);
        if let Some(reset_at) = self.reset_at.take() {
            self.last_reset = Some(reset_at);
            self.careful = self.careful.saturating_sub(1);
            let near = (SAME_WINDOW + self.granularity) * 2;
            if self.lately.is_some_and(|since| since + near > reset_at) {
                self.lost = self.lost_lately;
            }
        }
        // Those in flight may be counted in the new window.
        self.tokens = self.limit.saturating_sub(self.in_flight).saturating_sub(self.lost);
    }

    fn count(
        &mut self,
        remaining: u32,
        reset_after: Duration,
        reading: &Reading,
        sent: Instant,
        now: Instant,
    ) {
        if self.last_reset.is_some_and(|last| sent + reset_after + self.padding <= last) {
            // A late response, about a window that is over.
            return;
        }
        let reset_at = now + reset_after + self.padding;
        let least = remaining.saturating_add(1);
        // No window lets nothing through.
        self.limit = reading.limit.unwrap_or(self.limit.max(least)).max(1);
        self.granularity = reading.granularity;
        self.window = self.window.max(reset_after + reading.granularity);
        self.least_window = self.least_window.max(reset_after.saturating_sub(reading.granularity));
        let (knew, before) = (self.knowledge, self.reset_at);
        let lost = if knew == Knowledge::Known { self.lost } else { 0 };
        let left = remaining.saturating_sub(self.in_flight).saturating_sub(lost);
        self.knowledge = Knowledge::Known;
        // Requests that somebody else must have sent: ours are counted already.
        let strangers = match knew {
            Knowledge::Known => remaining < self.tokens,
            Knowledge::Unknown | Knowledge::Unlimited => {
                remaining.saturating_add(self.used) < self.limit
            }
        };
        let tolerance = reading.granularity + SAME_WINDOW;
        // The server responded at some time between the two, and may have rounded up.
        let no_sooner = sent + reset_after.saturating_sub(reading.granularity);
        let is_later = |before: Instant| reset_at > before + tolerance && no_sooner > before;
        let Some(before) = before.filter(|before| !is_later(*before)) else {
            // The first word about a window.
            self.notice(strangers && before.is_none());
            self.tokens = left;
            self.reset_at = Some(reset_at);
            return;
        };
        if reset_at + tolerance >= before {
            self.notice(strangers);
            self.tokens = self.tokens.min(remaining);
            self.reset_at = Some(before.max(reset_at));
        }
        // Earlier: a late response again.
    }

    fn notice(&mut self, strangers: bool) {
        if strangers && self.watches_strangers {
            self.careful = CAREFUL_WINDOWS;
        }
    }

    /// Lets nothing through until then, as another process learnt.
    pub(crate) fn hold(&mut self, until: Instant) {
        self.paused_until = self.paused_until.max(Some(until));
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
        self.hold(now + delay.unwrap_or(guess).min(LONGEST_WAIT));
        if self.knowledge == Knowledge::Unlimited {
            // It is limited after all; one request at a time finds out how.
            self.knowledge = Knowledge::Unknown;
        }
    }

    /// True if forgetting this bucket loses nothing.
    pub(crate) fn is_idle(&mut self, now: Instant) -> bool {
        self.roll(now);
        self.in_flight == 0
            && self.reset_at.is_none()
            && self.paused_until.is_none_or(|until| until <= now)
            && self.last_counted.is_none_or(|counted| counted + self.window <= now)
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
