//! The budget that all retries of a client share.
//!
//! Retries help against a fault that hits one request. If every request fails, they only triple a
//! load that is too much already. So each retry takes tokens from a bucket, and only a success puts
//! some back: while a server is down, a client soon sends each call once. The figures are those of
//! the AWS SDKs.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::RetryClass;

/// A full bucket.
pub(crate) const FULL: u32 = 500;
/// The price of a retry.
const COST: u32 = 14;
/// The price of a retry after HTTP 429: a server that responds at all is not down.
const COST_REFUSED: u32 = 5;
/// The tokens that a call that succeeds at once puts back.
const REWARD: u32 = 1;

/// The bucket, shared by the clones of a client, which has one origin.
///
/// An atomic and no lock: a call touches it once, and no other memory depends on its value.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// The tokens that are left.
    pub(crate) fn tokens(&self) -> u32 {
        self.0.load(Relaxed)
    }

    /// Takes the price of a retry after a failure of this class; `None` if too little is left.
    pub(crate) fn withdraw(&self, class: RetryClass) -> Option<Token<'_>> {
        let cost = if class == RetryClass::Refused { COST_REFUSED } else { COST };
        let taken = self.0.fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(cost));
        taken.ok().map(|_| Token { budget: self, cost })
    }

    /// Puts the reward of a success without a retry back.
    pub(crate) fn reward(&self) {
        self.put(REWARD);
    }

    fn put(&self, tokens: u32) {
        // Nearly always full: then a read is enough.
        if self.tokens() < FULL {
            let add = |before: u32| Some(before.saturating_add(tokens).min(FULL));
            _ = self.0.fetch_update(Relaxed, Relaxed, add);
        }
    }
}

/// The tokens of a retry. They go back when this is dropped: after a success, and with a call that is
/// dropped midway. A failure [spends](Token::spend) them.
#[derive(Debug)]
#[must_use = "dropping it puts the tokens back"]
pub(crate) struct Token<'b> {
    budget: &'b Budget,
    cost: u32,
}

impl Token<'_> {
    /// Gives the tokens up for good.
    pub(crate) fn spend(mut self) {
        self.cost = 0;
    }
}

impl Drop for Token<'_> {
    fn drop(&mut self) {
        self.budget.put(self.cost);
    }
}
