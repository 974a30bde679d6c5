//! How long to wait before another attempt: exponential, with full jitter.
//!
//! Full jitter, uniform from nothing to the ceiling, is what spreads clients that failed together
//! most evenly; jitter on top of a fixed delay keeps them in step.

use std::time::Duration;

use super::RetryClass;

/// The ceiling of the first wait after something that passes by itself.
const TRANSIENT: Duration = Duration::from_millis(50);
/// The ceiling of the first wait after "too many requests", which only time will change.
const THROTTLE: Duration = Duration::from_secs(1);
/// No wait is longer, whatever the attempt.
const CAP: Duration = Duration::from_secs(20);

/// The wait before the `nth` retry, counted from 0. `random` is uniform over all of `u64`.
///
/// If the server stated a delay, that is waited out, and never cut short by luck. The short jitter
/// still goes on top: the clients that it refused together were all told the same.
pub(crate) fn wait(class: RetryClass, nth: u32, stated: Option<Duration>, random: u64) -> Duration {
    match stated {
        Some(stated) => stated.saturating_add(jittered(TRANSIENT, nth, random)),
        None if class == RetryClass::Refused => jittered(THROTTLE, nth, random),
        None => jittered(TRANSIENT, nth, random),
    }
}

fn jittered(base: Duration, nth: u32, random: u64) -> Duration {
    let factor = 1_u32.checked_shl(nth).unwrap_or(u32::MAX);
    let ceiling = base.saturating_mul(factor).min(CAP);
    // In integers, as a fraction of 2^64. A float could come out as something that panics on its
    // way to a `Duration`.
    let nanos = (ceiling.as_nanos() * u128::from(random)) >> 64;
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}
