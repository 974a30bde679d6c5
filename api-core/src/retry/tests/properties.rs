//! Properties of retries that hold whatever servers, clocks and dice do.

use std::time::{Duration, UNIX_EPOCH};

use http::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::retry::backoff::wait;
use crate::retry::budget::FULL;
use crate::retry::{Attempts, Budget, Failure, Plan, RetryClass, retry_after};

const LONGEST: Duration = Duration::from_secs(u32::MAX as u64);
const CAP: Duration = Duration::from_secs(20);

fn classes() -> impl Strategy<Value = RetryClass> {
    prop::sample::select(vec![
        RetryClass::Final,
        RetryClass::Permanent,
        RetryClass::Transient,
        RetryClass::Refused,
        RetryClass::Unsent,
    ])
}

fn durations() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::MAX),
        (0_u64..100_000).prop_map(Duration::from_millis),
        any::<u64>().prop_map(Duration::from_secs),
    ]
}

/// The fate of a token.
#[derive(Clone, Copy, Debug)]
enum Use {
    Spend,
    Drop,
    Reward,
}

proptest! {
    #[test]
    fn no_header_is_too_odd(
        values in vec(prop_oneof![
            vec(any::<u8>(), 0..40),
            "[0-9]{0,30}(\\.[0-9]{0,30})?".prop_map(String::into_bytes),
            "(Sun|Mon), [0-9]{2} (Nov|Feb) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
                .prop_map(String::into_bytes),
        ], 0..4),
        now in 0_u64..4_000_000_000,
    ) {
        let mut headers = HeaderMap::new();
        for value in values.iter().filter_map(|value| HeaderValue::from_bytes(value).ok()) {
            headers.append(RETRY_AFTER, value);
        }
        let stated = retry_after(&headers, || UNIX_EPOCH + Duration::from_secs(now));
        prop_assert!(stated.is_none_or(|stated| stated <= LONGEST));
    }

    #[test]
    fn seconds_are_read_as_they_are(whole in any::<u64>(), millis in 0_u32..1000) {
        let mut headers = HeaderMap::new();
        let text = format!("{whole}.{millis:03}");
        headers.insert(RETRY_AFTER, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")));
        let meant = Duration::new(whole, millis * 1_000_000);
        prop_assert_eq!(retry_after(&headers, || UNIX_EPOCH), Some(meant.min(LONGEST)));
    }

    #[test]
    fn a_wait_is_at_least_what_was_asked_and_little_more(
        class in classes(),
        nth in any::<u32>(),
        stated in prop::option::of(durations()),
        random in any::<u64>(),
    ) {
        let waited = wait(class, nth, stated, random);
        let asked = stated.unwrap_or_default();
        prop_assert!(waited >= asked);
        prop_assert!(waited <= asked.saturating_add(CAP));
        // More luck is never a longer wait.
        prop_assert!(wait(class, nth, stated, random / 2) <= waited);
    }

    #[test]
    fn tokens_neither_leak_nor_grow(
        uses in vec((classes(), prop::sample::select(vec![Use::Spend, Use::Drop, Use::Reward])), 0..200),
    ) {
        let budget = Budget::new();
        let mut meant = FULL;
        for (class, how) in uses {
            let cost = if class == RetryClass::Refused { 5 } else { 14 };
            match (how, budget.withdraw(class)) {
                (Use::Reward, token) => {
                    drop(token);
                    budget.reward();
                    meant = (meant + 1).min(FULL);
                }
                (_, None) => prop_assert!(meant < cost),
                (Use::Spend, Some(token)) => {
                    token.spend();
                    meant -= cost;
                }
                (Use::Drop, Some(token)) => {
                    prop_assert_eq!(budget.tokens(), meant - cost);
                    drop(token);
                }
            }
            prop_assert_eq!(budget.tokens(), meant);
        }
    }

    #[test]
    fn attempts_end(
        plan in (1_u32..6, durations(), any::<bool>(), any::<bool>()),
        failures in vec((classes(), prop::option::of(durations()), durations(), any::<u64>()), 8),
    ) {
        let (most, max_retry_after, repeatable, replayable) = plan;
        let budget = Budget::new();
        let mut attempts =
            Attempts::new(Plan { attempts: most, max_retry_after, repeatable, replayable }, &budget);
        let mut made = 0;
        for (class, stated, left, random) in failures {
            let last = attempts.next_is_last();
            attempts.begin();
            made += 1;
            let failure = Failure { class, retry_after: stated, is_paced: false };
            let Some(wait) = attempts.failed(failure, left, random) else { break };
            // Another one follows: it is allowed, can be made, is in time, and was asked for.
            prop_assert!(!last && replayable && made < most);
            prop_assert!(class.may_repeat(repeatable));
            prop_assert!(wait < left);
            prop_assert!(wait >= stated.unwrap_or_default());
            prop_assert!(stated.is_none_or(|stated| stated <= max_retry_after));
        }
        prop_assert!(made <= most);
        let sent = attempts.sent();
        prop_assert_eq!(sent.attempts, made);
        // A call that is dropped now gives back what its attempt under way had taken.
        let before = budget.tokens();
        drop(attempts);
        prop_assert!(budget.tokens() >= before && budget.tokens() <= FULL);
    }
}
