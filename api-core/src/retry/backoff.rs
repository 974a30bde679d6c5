//! The wait before another attempt: exponential, with full jitter.
//!
//! Full jitter, uniform from zero to a ceiling, spreads clients that failed together most evenly.
//! Jitter on top of a fixed delay would keep them in step.

use std::time::Duration;

use super::RetryClass;

/// The ceiling of the first wait after a failure that passes by itself.
const TRANSIENT: Duration = Duration::from_millis(50);
/// The ceiling of the first wait after "too many requests", which only time changes.
const THROTTLE: Duration = Duration::from_secs(1);
/// The longest wait of our own.
const CAP: Duration = Duration::from_secs(20);

/// The wait before the `nth` retry, counted from 0. `random` is uniform over all of `u64`.
///
/// A wait that the server asks for is never cut short. The short jitter goes on top, because the
/// server asks all the clients that it refused together for the same wait.
pub(crate) fn wait(class: RetryClass, nth: u32, stated: Option<Duration>, random: u64) -> Duration {
    let base = if class == RetryClass::Refused { THROTTLE } else { TRANSIENT };
    let own = jittered(base, nth, random);
    match stated {
        // A server that asks for no wait has not asked for three attempts in a tenth of a second.
        Some(stated) => stated.saturating_add(jittered(TRANSIENT, nth, random)).max(own),
        None => own,
    }
}

fn jittered(base: Duration, nth: u32, random: u64) -> Duration {
    let factor = 1_u32.checked_shl(nth).unwrap_or(u32::MAX);
    let ceiling = base.saturating_mul(factor).min(CAP);
    // In integers, as a fraction of 2^64: a float could panic on its way to a `Duration`.
    let nanos = (ceiling.as_nanos() * u128::from(random)) >> 64;
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}
