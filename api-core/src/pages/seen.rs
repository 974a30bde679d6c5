//! The places that a walk through the pages has been at, so that it does not go round in circles.
//!
//! A set of all of them would grow with the list. The last ones are kept, in which nearly every circle
//! closes, and one older place, which moves to the present at every power of two (Brent's algorithm): a
//! longer circle comes by that one, too.

use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};

/// The number of places that are kept: 16 KiB of them.
const KEPT: usize = 1024;

/// A place by its hash, and the number of its page.
type Place = (u64, u64);

/// The places that a walk has been at.
pub(super) struct Seen {
    hasher: RandomState,
    last: VecDeque<Place>,
    anchor: Option<Place>,
    next_anchor: u64,
}

impl Seen {
    pub(super) fn new() -> Self {
        let (hasher, last) = (RandomState::new(), VecDeque::new());
        Self { hasher, last, anchor: None, next_anchor: 1 }
    }

    /// Adds the place of the page of this number. Gives the page that was there before, if one was.
    pub(super) fn add(&mut self, place: &str, page: u64) -> Option<u64> {
        let hash = self.hasher.hash_one(place);
        let known = self.last.iter().chain(&self.anchor).find(|(known, _)| *known == hash);
        if let Some((_, page)) = known {
            return Some(*page);
        }
        if page >= self.next_anchor {
            self.anchor = Some((hash, page));
            self.next_anchor = page.saturating_mul(2);
        }
        if self.last.len() == KEPT {
            self.last.pop_front();
        }
        self.last.push_back((hash, page));
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{KEPT, Seen};

    /// Walks through pages: the first `lead` once, and the others in a circle.
    fn found_at(lead: u64, circle: u64) -> Option<u64> {
        let mut seen = Seen::new();
        let place = |page: u64| if page < lead { page } else { lead + (page - lead) % circle };
        (0..u64::MAX)
            .take(100_000)
            .find(|page| seen.add(&place(*page).to_string(), page + 1).is_some())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_circle_is_found_when_it_closes(lead in 0..300_u64, circle in 1..KEPT as u64) {
            prop_assert_eq!(found_at(lead, circle), Some(lead + circle));
        }

        #[test]
        fn a_long_circle_is_found_too(lead in 0..3000_u64, circle in 1025..5000_u64) {
            let found = found_at(lead, circle);
            prop_assert!(found.is_some_and(|at| at <= 3 * (lead + circle)), "{:?}", found);
        }
    }
}
