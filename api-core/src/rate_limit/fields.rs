//! The header fields in which an API tells its limits, and reading them.
//!
//! A server may write anything there. A field that cannot be read counts as absent: it changes nothing,
//! and nothing panics.

use std::cmp::Reverse;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::{AGE, HeaderMap, HeaderName, HeaderValue};

use super::LONGEST_WAIT;
use super::reading::{Reading, Refusal};
use super::reset_unit::ResetUnit;
use super::structured::{self, Item};
use crate::retry::{retry_after, server_time};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The longest name of a bucket that is taken from a response, in bytes.
const LONGEST_NAME: usize = 128;

/// The fields of one API.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) limit: Option<HeaderName>,
    pub(super) remaining: Option<HeaderName>,
    pub(super) reset: Option<(HeaderName, ResetUnit)>,
    /// The wait that a refusal asks for, where that is not in `Retry-After`.
    pub(super) wait: Option<(HeaderName, ResetUnit)>,
    pub(super) bucket: Option<HeaderName>,
    pub(super) global: Option<HeaderName>,
    /// True if `RateLimit` and `RateLimit-Policy` are read, as structured fields.
    pub(super) structured: bool,
    /// Statuses that mean "limited" only together with `Retry-After` or with nothing remaining.
    pub(super) doubtful: Vec<StatusCode>,
    /// Statuses that mean "limited".
    pub(super) refusals: Vec<StatusCode>,
    /// The pause after a refusal that names none and says that requests remain.
    pub(super) secondary: Option<Duration>,
}

impl Fields {
    /// True if a response can tell how many requests remain.
    pub(super) fn tell_remaining(&self) -> bool {
        self.structured || self.remaining.is_some() && self.reset.is_some()
    }

    /// The statement of a response. `limited` says that its envelope means "limited"; `now` is
    /// asked for only where a field is a point in time.
    pub(super) fn read(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        limited: bool,
        now: impl Fn() -> SystemTime + Copy,
    ) -> Reading {
        let mut reading = Reading::default();
        let mut is_cached = false;
        // One look at each header takes a third of the instructions of a look for each field.
        for (name, value) in headers {
            let is = |field: &Option<HeaderName>| field.as_ref() == Some(name);
            if reading.limit.is_none() && is(&self.limit) {
                reading.limit = self.number(value);
            } else if reading.remaining.is_none() && is(&self.remaining) {
                reading.remaining = self.number(value);
            } else if reading.bucket.is_none() && is(&self.bucket) {
                reading.bucket = bucket_name(value);
            } else if reading.reset_after.is_none()
                && let Some((field, unit)) = &self.reset
                && field == name
                && let Ok(text) = value.to_str()
            {
                let text = text.trim_ascii();
                reading.reset_after = unit.until(text, || server_time(headers, now));
                reading.granularity = unit.granularity(text);
            } else if name == AGE {
                is_cached = number(value).is_some_and(|age| age > 0);
            }
        }
        if self.structured && reading.remaining.is_none() {
            self.read_structured(headers, &mut reading);
        }
        if is_cached {
            // A cache repeats what a server said to another request, a while ago.
            reading = Reading::default();
        }
        reading.refused = self.refusal(status, headers, limited, &reading, now);
        reading
    }

    /// `RateLimit: "default";r=50;t=30` and `RateLimit-Policy: "default";q=100;w=60` (draft 10 of
    /// the IETF's RateLimit fields). Of several limits, the one that is nearest to its end counts; of those
    /// that are used up, the one that stays so for longest.
    fn read_structured(&self, headers: &HeaderMap, reading: &mut Reading) {
        let Some(items) = list(headers, &RATE_LIMIT) else { return };
        let policies = list(headers, &RATE_LIMIT_POLICY).unwrap_or_default();
        let policy_of = |item: &Item| policies.iter().find(|policy| policy.name == item.name);
        // A limit of bytes, or of requests at a time, says nothing of how many may still be sent.
        let counts_requests = |item: &&Item| {
            policy_of(item)
                .and_then(|policy| policy.text("qu"))
                .is_none_or(|unit| unit == "requests")
        };
        let remaining = items.iter().filter(counts_requests);
        let remaining = remaining.filter_map(|item| Some((item.integer("r")?, item)));
        let nearest = remaining.min_by_key(|(left, item)| (*left, Reverse(item.integer("t"))));
        let Some((remaining, item)) = nearest else { return };
        reading.remaining = Some(clamp(remaining));
        reading.reset_after = item.integer("t").map(Duration::from_secs);
        reading.granularity = Duration::from_secs(1);
        reading.limit = policy_of(item).and_then(|policy| policy.integer("q")).map(clamp);
    }

    /// A count, in the words of this API.
    fn number(&self, value: &HeaderValue) -> Option<u32> {
        let plain = number(value);
        if plain.is_some() || !self.structured {
            return plain;
        }
        // With a policy behind it, as drafts before 07 have it: `100, 100;w=60`.
        structured::list(value.to_str().ok()?.trim())?.first()?.name.parse().ok()
    }

    fn refusal(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        limited: bool,
        reading: &Reading,
        now: impl Fn() -> SystemTime + Copy,
    ) -> Option<Refusal> {
        let own = || {
            let (name, unit) = self.wait.as_ref()?;
            unit.until(text(headers, name)?, || server_time(headers, now))
        };
        let doubtful = self.doubtful.contains(&status);
        if !limited && !doubtful && !self.refusals.contains(&status) {
            return None;
        }
        let asked = retry_after(headers, now).or_else(own);
        let proven = doubtful && (asked.is_some() || reading.remaining == Some(0));
        if !limited && !proven && !self.refusals.contains(&status) {
            return None;
        }
        let global = self.global.as_ref().is_some_and(|name| is_set(headers, name));
        let in_window = || match (reading.remaining, self.secondary) {
            // It was another limit, and the window is not over for that.
            (Some(1..), Some(pause)) => Some(pause),
            (None, Some(pause)) => Some(reading.reset_after.unwrap_or(pause)),
            _ => reading.reset_after,
        };
        let retry_after = asked.or_else(in_window).map(|wait| wait.min(LONGEST_WAIT));
        Some(Refusal { retry_after, global })
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    Some(headers.get(name)?.to_str().ok()?.trim())
}

/// A list, which may be spread over several fields of its name (RFC 9110 §5.3).
fn list(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<Item>> {
    let mut fields = headers.get_all(name).iter();
    let mut whole = fields.next()?.to_str().ok()?.to_owned();
    for field in fields {
        whole.push(',');
        whole.push_str(field.to_str().ok()?);
    }
    structured::list(whole.trim())
}

/// A flag: there, and not `false` or `0`. KOOK sends it without a value.
fn is_set(headers: &HeaderMap, name: &HeaderName) -> bool {
    headers.get(name).is_some_and(|value| !matches!(value.as_bytes(), b"false" | b"0"))
}

/// A count. One that is too large for a `u32` becomes the largest. Reddit writes decimals, `594.0`, which
/// are dropped.
fn number(value: &HeaderValue) -> Option<u32> {
    let text = value.as_bytes().trim_ascii();
    let (mut number, mut rest) = (0_u32, text);
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
        rest = tail;
    }
    let is_count = match rest {
        [] => true,
        [b'.', decimals @ ..] => !decimals.is_empty() && decimals.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    (is_count && rest.len() < text.len()).then_some(number)
}

fn clamp(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn bucket_name(value: &HeaderValue) -> Option<HeaderValue> {
    value.to_str().ok().filter(|name| is_bucket_name(name)).map(|_| value.clone())
}

/// True for the name of a bucket that a header can give: short, and without control characters.
pub(super) fn is_bucket_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(|it| matches!(it, b' '..=b'~'))
}
