//! Header values that nobody would send, in every dialect.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use proptest::prelude::*;

use crate::rate_limit::{Limiter, Name, RateLimits, ResetUnit, Route};

const NAMES: [&str; 16] = [
    "x-rate-limit-limit",
    "x-rate-limit-remaining",
    "x-rate-limit-reset",
    "x-rate-limit-bucket",
    "x-rate-limit-global",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-ratelimit-reset-after",
    "ratelimit",
    "ratelimit-policy",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "retry-after-ms",
    "date",
];

fn dialects() -> Vec<RateLimits> {
    let own = |unit| RateLimits::retry_after().remaining("ratelimit-remaining").reset("date", unit);
    vec![
        RateLimits::kook(),
        RateLimits::discord(),
        RateLimits::github(),
        RateLimits::ietf(),
        RateLimits::kook().shared_credential(),
        own(ResetUnit::Milliseconds),
        own(ResetUnit::EpochSeconds),
        own(ResetUnit::EpochMilliseconds),
    ]
}

fn values() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        "[0-9]{0,25}(\\.[0-9]{0,12})?".prop_map(String::into_bytes),
        "[-+]?(inf|nan|0x[0-9]{1,3}|1e[0-9]{1,4}|[0-9]{1,20})".prop_map(String::into_bytes),
        "\"[a-z]{0,4}\"(;[a-z]{1,2}(=(\"x\"|[0-9]{1,22}|:[A-Za-z=]{0,5}:|\\?1))?){0,3}(, ?a;r=0)?"
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn no_value_changes_an_outcome_or_panics(
        fields in proptest::collection::vec((0..NAMES.len(), values()), 0..8),
        status in prop_oneof![Just(200_u16), Just(429), Just(403), Just(503)],
    ) {
        let status = StatusCode::from_u16(status).unwrap();
        let mut headers = HeaderMap::new();
        for (name, value) in &fields {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                headers.append(HeaderName::from_static(NAMES[*name]), value);
            }
        }
        let route = || Route::new(0, Name::Declared("a"), None);
        for limits in dialects() {
            let limiter = Limiter::new(limits);
            for _ in 0..3 {
                let Ok(turn) = limiter.try_turn(&route()) else { break };
                let reading = limiter.read(status, &headers, None);
                // Nothing but its status makes a response a refusal.
                prop_assert_eq!(reading.refused.is_some() && status.is_success(), false);
                prop_assert_eq!(reading.refused.is_none() && status.as_u16() == 429, false);
                _ = turn.settle(&reading);
            }
            for state in limiter.states() {
                prop_assert_eq!((state.in_flight, state.waiting), (0, 0));
                // A day at most, whatever is asked for.
                prop_assert!(state.reset_after.is_none_or(|wait| wait.as_secs() <= 86_400));
            }
        }
    }
}
