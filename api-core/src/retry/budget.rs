//! What all the retries of a client may cost together.
//!
//! Retries help against a fault that hits one request. When every request fails, they only make
//! three times the load of what is too much already. So each retry takes tokens from a bucket,
//! and only a success puts some back: while a server is down, a client soon sends each call once.
//! The figures are those of the AWS SDKs.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::RetryClass;

/// A full bucket.
pub(crate) const FULL: u32 = 500;
/// What a retry takes.
const COST: u32 = 14;
/// What a retry takes after the server refused: that it answers at all is a good sign.
const COST_REFUSED: u32 = 5;
/// What a call puts back that succeeded at once.
const REWARD: u32 = 1;

/// The bucket. Shared by the clones of a client, which has one origin.
///
/// An atomic and no lock: a call touches it once, and no other memory hangs on its value.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// What is left.
    pub(crate) fn tokens(&self) -> u32 {
        self.0.load(Relaxed)
    }

    /// Takes what a retry costs after a failure of this class, or `None` if too little is left.
    pub(crate) fn withdraw(&self, class: RetryClass) -> Option<Token<'_>> {
        let cost = if class == RetryClass::Refused { COST_REFUSED } else { COST };
        let taken = self.0.fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(cost));
        taken.ok().map(|_| Token { budget: self, cost })
    }

    /// Puts in what a success without a retry is worth.
    pub(crate) fn reward(&self) {
        self.put(REWARD);
    }

    fn put(&self, tokens: u32) {
        // Nearly always full, and then a read is all it takes.
        if self.tokens() < FULL {
            let add = |before: u32| Some(before.saturating_add(tokens).min(FULL));
            _ = self.0.fetch_update(Relaxed, Relaxed, add);
        }
    }
}

/// What a retry has taken. Goes back when dropped: after a success, and when the call is dropped
/// before anything came of the retry. A failure [spends](Token::spend) it.
#[derive(Debug)]
#[must_use = "dropping it puts the tokens back"]
pub(crate) struct Token<'b> {
    budget: &'b Budget,
    cost: u32,
}

impl Token<'_> {
    /// Gives it up for good.
    pub(crate) fn spend(mut self) {
        self.cost = 0;
    }
}

impl Drop for Token<'_> {
    fn drop(&mut self) {
        self.budget.put(self.cost);
    }
}
