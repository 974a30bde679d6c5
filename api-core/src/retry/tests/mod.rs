//! The rules of sending again, as tables.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};

use super::attempts::NotRetried;
use super::backoff::wait;
use super::budget::FULL;
use super::{Attempts, Budget, Failure, Plan, Retry, RetryClass, SendLog};
use crate::Body;

mod after;
mod properties;

const MS: fn(u64) -> Duration = Duration::from_millis;
const S: fn(u64) -> Duration = Duration::from_secs;
const LONG: Duration = Duration::MAX;

#[test]
fn a_status_has_a_class() {
    for status in 100..=999 {
        let expected = match status {
            429 => RetryClass::Refused,
            408 | 425 | 500 | 502 | 503 | 504 => RetryClass::Transient,
            _ => RetryClass::Final,
        };
        assert_eq!(
            RetryClass::of(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), false),
            expected,
            "{status}"
        );
    }
}

#[test]
fn the_wait_is_anything_up_to_a_ceiling_that_doubles() {
    const MOST: u64 = u64::MAX;
    for (class, nth, random, expected) in [
        (RetryClass::Transient, 0, 0, MS(0)),
        (RetryClass::Transient, 0, 1 << 63, MS(25)),
        (RetryClass::Transient, 0, MOST, MS(50)),
        (RetryClass::Transient, 1, MOST, MS(100)),
        (RetryClass::Unsent, 3, MOST, MS(400)),
        (RetryClass::Transient, 8, MOST, MS(12_800)),
        (RetryClass::Transient, 9, MOST, S(20)),
        (RetryClass::Transient, 31, MOST, S(20)),
        (RetryClass::Transient, 32, MOST, S(20)),
        (RetryClass::Transient, u32::MAX, MOST, S(20)),
        (RetryClass::Refused, 0, 0, MS(0)),
        (RetryClass::Refused, 0, 1 << 63, MS(500)),
        (RetryClass::Refused, 0, MOST, S(1)),
        (RetryClass::Refused, 2, MOST, S(4)),
        (RetryClass::Refused, 5, MOST, S(20)),
    ] {
        let waited = wait(class, nth, None, random);
        let short = expected - waited;
        assert!(short <= Duration::from_nanos(1), "{class:?} {nth} {random}: {waited:?}");
    }
}

#[test]
fn what_the_server_asks_for_is_never_cut_short() {
    for class in [RetryClass::Transient, RetryClass::Refused] {
        assert_eq!(wait(class, 0, Some(S(3)), 0), S(3));
        assert_eq!(wait(class, 0, Some(S(3)), 1 << 63), MS(3025));
        assert_eq!(wait(class, 0, Some(LONG), u64::MAX), LONG);
    }
}

/// A server that asks for no wait gets our own.
#[test]
fn our_own_wait_is_the_least() {
    assert_eq!(wait(RetryClass::Transient, 0, Some(S(0)), 1 << 63), MS(25));
    assert_eq!(wait(RetryClass::Refused, 0, Some(S(0)), 1 << 63), MS(500));
    assert_eq!(wait(RetryClass::Refused, 1, Some(S(0)), 1 << 63), S(1));
    assert_eq!(wait(RetryClass::Refused, 0, Some(S(1)), 1 << 63), MS(1025));
}

/// So GitHub reports its secondary limits.
#[test]
fn a_403_that_says_when_to_come_back_is_like_a_429() {
    let mut headers = HeaderMap::new();
    assert_eq!(RetryClass::of(StatusCode::FORBIDDEN, &headers, false), RetryClass::Final);
    headers.insert("retry-after", HeaderValue::from_static("60"));
    assert_eq!(RetryClass::of(StatusCode::FORBIDDEN, &headers, false), RetryClass::Refused);
    assert_eq!(RetryClass::of(StatusCode::NOT_FOUND, &headers, false), RetryClass::Final);
}

#[test]
fn the_bucket_gives_until_it_is_empty_and_takes_until_it_is_full() {
    let budget = Budget::new();
    budget.reward();
    assert_eq!(budget.tokens(), FULL);
    let mut given = 0;
    while let Some(token) = budget.withdraw(RetryClass::Transient) {
        token.spend();
        given += 1;
    }
    assert_eq!((given, budget.tokens()), (500 / 14, 500 % 14));
    let refused = budget.withdraw(RetryClass::Refused).unwrap();
    assert_eq!(budget.tokens(), 5);
    drop(refused);
    assert_eq!(budget.tokens(), 10);
    for _ in 0..1000 {
        budget.reward();
    }
    assert_eq!(budget.tokens(), FULL);
}

fn failure(class: RetryClass) -> Failure {
    Failure { class, retry_after: None, is_paced: false }
}

fn asking(seconds: u64) -> Failure {
    Failure { class: RetryClass::Refused, retry_after: Some(S(seconds)), is_paced: false }
}

/// The conditions of a second attempt, and the reason that is given if there is none.
#[test]
fn one_failure_leads_to_a_wait_or_to_a_reason() {
    let repeatable = Retry::default().plan(true, true);
    let unsafe_ = Retry::default().plan(false, true);
    let stream = Retry::default().plan(true, false);
    let never = Retry::never().plan(true, true);
    let declared = Retry::repeatable().plan(false, true);
    let patient = Retry::default().max_retry_after(S(120)).plan(false, true);
    let passing = failure(RetryClass::Transient);
    let half = |class| Some(wait(class, 0, None, 1 << 63));
    for (plan, failure, left, expected, retryable, not_retried) in [
        (repeatable, passing, LONG, half(RetryClass::Transient), true, None),
        (unsafe_, passing, LONG, None, false, None),
        (declared, passing, LONG, half(RetryClass::Transient), true, None),
        (never, passing, LONG, None, true, None),
        (stream, passing, LONG, None, true, Some(NotRetried::Stream)),
        (unsafe_, failure(RetryClass::Unsent), LONG, half(RetryClass::Unsent), true, None),
        (unsafe_, failure(RetryClass::Refused), LONG, half(RetryClass::Refused), true, None),
        (repeatable, failure(RetryClass::Permanent), LONG, None, false, None),
        (stream, failure(RetryClass::Permanent), LONG, None, false, None),
        (repeatable, passing, MS(26), Some(MS(25)), true, None),
        (repeatable, passing, MS(25), None, true, Some(NotRetried::Deadline)),
        (repeatable, passing, S(0), None, true, Some(NotRetried::Deadline)),
        (unsafe_, asking(60), LONG, Some(MS(60_025)), true, None),
        (unsafe_, asking(61), LONG, None, true, Some(NotRetried::TooLong(S(61)))),
        (unsafe_, asking(61), S(1), None, true, Some(NotRetried::TooLong(S(61)))),
        (unsafe_, asking(10), S(10), None, true, Some(NotRetried::Deadline)),
        (patient, asking(120), LONG, Some(MS(120_025)), true, None),
    ] {
        let budget = Budget::new();
        let mut attempts = Attempts::new(plan, &budget);
        attempts.begin();
        let waited = attempts.failed(failure, left, 1 << 63);
        let told = format!("{plan:?} {failure:?} {left:?}");
        assert_eq!(waited, expected, "{told}");
        let SendLog { attempts: made, retryable: may, not_retried: why } = attempts.sent();
        assert_eq!((made, may, why), (1, retryable, not_retried), "{told}");
        assert_eq!(budget.tokens() < FULL, waited.is_some(), "{told}");
    }
}

#[test]
fn attempts_are_counted_and_the_last_one_is_known_before() {
    for (retry, count) in [
        (Retry::default(), 3),
        (Retry::never(), 1),
        (Retry::default().attempts(0), 1),
        (Retry::repeatable().attempts(5), 5),
        (Retry::default().or(Retry::default().attempts(4)), 4),
        (Retry::never().or(Retry::repeatable().attempts(4)), 1),
    ] {
        let budget = Budget::new();
        let mut attempts = Attempts::new(retry.plan(true, true), &budget);
        for nth in 1..=count {
            assert_eq!(attempts.next_is_last(), nth == count, "{retry:?} {nth}");
            attempts.begin();
            let wait = attempts.failed(failure(RetryClass::Transient), LONG, 0);
            assert_eq!(wait.is_none(), nth == count, "{retry:?} {nth}");
        }
        assert_eq!(attempts.sent().attempts, count);
        assert_eq!(budget.tokens(), FULL - 14 * (count - 1));
    }
    let budget = Budget::new();
    assert!(Attempts::new(Retry::default().plan(true, false), &budget).next_is_last());
}

#[test]
fn the_nearer_place_says_and_the_farther_one_fills_in() {
    let near = Retry::repeatable();
    let far = Retry::default().attempts(2).max_retry_after(S(5));
    let both = far.or(near);
    assert_eq!(near.or(far), both);
    let plan = both.plan(false, true);
    assert_eq!((plan.attempts, plan.max_retry_after, plan.repeatable), (2, S(5), true));
}

fn plan() -> Plan {
    Retry::default().plan(true, true)
}

/// A call whose first attempt failed, with a second one under way.
fn retrying(budget: &Budget) -> Attempts<'_> {
    let mut attempts = Attempts::new(plan(), budget);
    attempts.begin();
    attempts.failed(failure(RetryClass::Transient), LONG, 0).unwrap();
    attempts.begin();
    assert_eq!(budget.tokens(), FULL - 14);
    attempts
}

#[test]
fn tokens_come_back_unless_the_retry_failed() {
    let budget = Budget::new();
    retrying(&budget).settled();
    assert_eq!(budget.tokens(), FULL);
    drop(retrying(&budget));
    assert_eq!(budget.tokens(), FULL);
    let mut attempts = retrying(&budget);
    attempts.failed(failure(RetryClass::Permanent), LONG, 0);
    drop(attempts);
    assert_eq!(budget.tokens(), FULL - 14);
    // A success at once brings one.
    let mut attempts = Attempts::new(plan(), &budget);
    attempts.begin();
    attempts.settled();
    assert_eq!(budget.tokens(), FULL - 13);
}

#[test]
fn a_deadline_that_passes_spends_the_token() {
    let budget = Budget::new();
    let mut attempts = retrying(&budget);
    attempts.late();
    assert!(attempts.sent().retryable);
    drop(attempts);
    assert_eq!(budget.tokens(), FULL - 14);
    let mut attempts = Attempts::new(Retry::default().plan(false, true), &budget);
    attempts.begin();
    attempts.late();
    assert!(!attempts.sent().retryable);
}

#[test]
fn a_call_that_is_kept_in_may_be_made_again_if_its_class_says_so() {
    let budget = Budget::new();
    for (class, again) in [(RetryClass::Unsent, true), (RetryClass::Permanent, false)] {
        let mut attempts = Attempts::new(Retry::default().plan(false, true), &budget);
        attempts.not_sent(class);
        let sent = attempts.sent();
        assert_eq!((sent.retryable, sent.attempts), (again, 0));
    }
}

#[test]
fn an_empty_bucket_stops_retries_and_says_so() {
    let budget = Budget::new();
    let fail_all = || {
        let mut attempts = Attempts::new(plan(), &budget);
        loop {
            attempts.begin();
            if attempts.failed(failure(RetryClass::Transient), LONG, 0).is_none() {
                return attempts.sent();
            }
        }
    };
    let sent: u32 = (0..1000).map(|_| fail_all().attempts).sum();
    assert_eq!(sent, 1000 + FULL / 14);
    assert_eq!(fail_all().not_retried, Some(NotRetried::Budget));
    assert!(fail_all().retryable);
}

#[test]
fn a_stream_cannot_be_sent_twice_and_is_never_sent_as_nothing() {
    let stream = http_body_util::Empty::<bytes::Bytes>::new();
    assert!(Body::wrap(stream).replay().is_none());
    for bytes in ["", "text"] {
        assert_eq!(Body::from(bytes).replay().unwrap().as_bytes(), Some(bytes.as_bytes()));
    }
    assert_eq!(Body::empty().replay().unwrap().as_bytes(), Some(&[][..]));
}

#[test]
fn reasons_say_what_to_do() {
    for (why, text) in [
        (NotRetried::Stream, "not sent again: its body is a stream, which can be read only once"),
        (
            NotRetried::TooLong(S(61)),
            "not sent again: the server asks to wait 61s, more than `Retry::max_retry_after`",
        ),
        (NotRetried::Deadline, "not sent again: the wait before that would outlast the deadline"),
        (NotRetried::Now, "not sent again: the call waits for nothing (`try_now`)"),
        (NotRetried::Budget, "not sent again: too many retries of this client failed lately"),
    ] {
        assert_eq!(why.to_string(), text);
    }
}
