//! The attempts of one call, as a state machine.

use std::fmt;
use std::time::Duration;

use super::budget::Token;
use super::{Budget, RetryClass, backoff};

/// The settings of a call's attempts, known before the first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// The largest number of requests; at least 1.
    pub(crate) attempts: u32,
    /// The longest wait that the server may ask for.
    pub(crate) max_retry_after: Duration,
    /// A second request does no harm, even if the first was processed.
    pub(crate) repeatable: bool,
    /// The body can be sent a second time.
    pub(crate) replayable: bool,
}

/// An attempt that failed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    pub(crate) class: RetryClass,
    /// The wait that the server asks for.
    pub(crate) retry_after: Option<Duration>,
    /// True if rate limits of the client let the next attempt wait for as long as it must.
    pub(crate) is_paced: bool,
}

/// The attempts of one call so far.
#[derive(Debug)]
pub(crate) struct Attempts<'b> {
    plan: Plan,
    budget: &'b Budget,
    made: u32,
    /// Those of the same call that came before, and count no longer.
    before: u32,
    /// Which retry the next one is at least, as far as its wait is concerned.
    at_least: u32,
    /// The tokens that the attempt under way took from the budget. Held here, so that a call gives them
    /// back wherever it is dropped.
    token: Option<Token<'b>>,
    retryable: bool,
    not_retried: Option<NotRetried>,
}

impl<'b> Attempts<'b> {
    pub(crate) fn new(plan: Plan, budget: &'b Budget) -> Self {
        Self {
            plan,
            budget,
            made: 0,
            before: 0,
            at_least: 0,
            token: None,
            retryable: false,
            not_retried: None,
        }
    }

    /// The attempts of a call that goes on: of all that were `sent`, the last `made` count.
    pub(crate) fn resumed(plan: Plan, budget: &'b Budget, sent: u32, made: u32) -> Self {
        Self { made, before: sent.saturating_sub(made), ..Self::new(plan, budget) }
    }

    /// Lets the next wait be that of the `nth` retry at least, counted from 0.
    pub(crate) fn slow_down(&mut self, nth: u32) {
        self.at_least = nth;
    }

    /// The number of attempts that count.
    pub(crate) fn made(&self) -> u32 {
        self.made
    }

    /// True if the next attempt is the last in any case, so that it may take the request along
    /// instead of a copy.
    pub(crate) fn next_is_last(&self) -> bool {
        !self.plan.replayable || self.made.saturating_add(1) >= self.plan.attempts
    }

    /// True if a request of this attempt that broke a kept connection may be sent once more. Not by a
    /// call that was told never to.
    pub(crate) fn may_be_resent(&self) -> bool {
        self.plan.repeatable && self.plan.replayable && self.plan.attempts > 1
    }

    /// An attempt begins.
    pub(crate) fn begin(&mut self) {
        self.made = self.made.saturating_add(1);
    }

    /// The attempt settled the call.
    pub(crate) fn settled(&mut self) {
        // The attempts before it no longer count.
        (self.retryable, self.not_retried) = (false, None);
        // A retry gives its tokens back, which is more than the reward.
        if self.token.take().is_none() {
            self.budget.reward();
        }
    }

    /// The attempt failed, with this much time `left`. Returns the wait before the next one, or `None`
    /// if none follows. `random` is uniform over all of `u64`.
    pub(crate) fn failed(
        &mut self,
        failure: Failure,
        left: Duration,
        random: u64,
    ) -> Option<Duration> {
        self.spend();
        let Failure { class, retry_after, is_paced } = failure;
        self.retryable = class.may_repeat(self.plan.repeatable);
        if !self.retryable || self.made >= self.plan.attempts {
            return None;
        }
        let nth = self.made.saturating_sub(1).max(self.at_least);
        let cause = if is_paced { RetryClass::Transient } else { class };
        let wait = backoff::wait(cause, nth, retry_after, random);
        self.not_retried = match retry_after {
            _ if !self.plan.replayable => Some(NotRetried::Stream),
            Some(asked) if asked > self.plan.max_retry_after => Some(NotRetried::TooLong(asked)),
            // Waiting only to fail then would help nobody.
            _ if wait >= left => Some(NotRetried::Deadline),
            _ => None,
        };
        if self.not_retried.is_some() {
            return None;
        }
        // Last, so that no tokens are taken for a retry that does not follow.
        self.token = self.budget.withdraw(class);
        if self.token.is_none() {
            self.not_retried = Some(NotRetried::Budget);
            return None;
        }
        Some(wait)
    }

    /// A rate limit refused the attempt, and the call waits for none.
    pub(crate) fn refused_now(&mut self, class: RetryClass) {
        self.spend();
        self.retryable = class.may_repeat(self.plan.repeatable);
        self.not_retried = self.retryable.then_some(NotRetried::Now);
    }

    /// The deadline passed, with an attempt under way or about to begin.
    pub(crate) fn late(&mut self) {
        self.spend();
        self.retryable = RetryClass::Transient.may_repeat(self.plan.repeatable);
    }

    /// The call ended before its first attempt; its class says whether it may be made again.
    pub(crate) fn not_sent(&mut self, class: RetryClass) {
        self.retryable = class.may_repeat(self.plan.repeatable);
    }

    fn spend(&mut self) {
        if let Some(token) = self.token.take() {
            token.spend();
        }
    }

    /// The number of times that the call was sent so far, and what that means for another call.
    pub(crate) fn sent(&self) -> SendLog {
        SendLog {
            attempts: self.before.saturating_add(self.made),
            retryable: self.retryable,
            not_retried: self.not_retried,
        }
    }
}

/// The number of times that a call was sent, and what that means for another call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SendLog {
    pub(crate) attempts: u32,
    /// Making the call again does no harm, and may help.
    pub(crate) retryable: bool,
    pub(crate) not_retried: Option<NotRetried>,
}

/// Why a call was not sent again, although it was repeatable and had attempts left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRetried {
    /// The body is gone.
    Stream,
    /// The server asks for a wait of this long.
    TooLong(Duration),
    /// The wait would outlast the deadline.
    Deadline,
    /// Too many retries failed lately.
    Budget,
    /// The call waits for no rate limit.
    Now,
}

impl fmt::Display for NotRetried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not sent again: ")?;
        match self {
            Self::Now => f.write_str("the call waits for nothing (`try_now`)"),
            Self::Stream => f.write_str("its body is a stream, which can be read only once"),
            Self::TooLong(asked) => write!(
                f,
                "the server asks to wait {}s, more than `Retry::max_retry_after`",
                asked.as_secs()
            ),
            Self::Deadline => f.write_str("the wait before that would outlast the deadline"),
            Self::Budget => f.write_str("too many retries of this client failed lately"),
        }
    }
}
