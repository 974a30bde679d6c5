//! The units in which APIs tell when a window ends.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::retry::{milliseconds, seconds};

/// Seconds that are no wait, which would last 31 years, but a point in time: GitLab sends one where the
/// older fields of the IETF have seconds.
const A_POINT_IN_TIME: Duration = Duration::from_secs(1_000_000_000);

/// The unit of a field that tells when the window ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetUnit {
    /// Seconds from the response, perhaps with decimals. A thousand million or more are read as
    /// [`EpochSeconds`](Self::EpochSeconds).
    Seconds,
    /// Milliseconds from the response.
    Milliseconds,
    /// A point in time: seconds since 1970, perhaps with decimals.
    EpochSeconds,
    /// A point in time: milliseconds since 1970.
    EpochMilliseconds,
    /// A time from the response with its units, as Go writes it and OpenAI sends it: `6m0s`, `1h2.5s`,
    /// `250ms`.
    Spelled,
    /// A point in time as a date of RFC 3339, as Anthropic sends it (`2026-01-27T12:00:00Z`), or of HTTP.
    Date,
}

impl ResetUnit {
    /// The time until the window ends.
    pub(super) fn until(self, value: &str, now: impl Fn() -> SystemTime) -> Option<Duration> {
        // One that has passed: the window is over.
        let from_epoch =
            |at: Duration| at.saturating_sub(now().duration_since(UNIX_EPOCH).unwrap_or_default());
        match self {
            Self::Seconds => seconds(value).map(|wait| match wait {
                wait if wait < A_POINT_IN_TIME => wait,
                at => from_epoch(at),
            }),
            Self::Milliseconds => milliseconds(value),
            Self::EpochSeconds => seconds(value).map(from_epoch),
            Self::EpochMilliseconds => milliseconds(value).map(from_epoch),
            Self::Spelled => spelled(value),
            Self::Date => date(value).map(from_epoch),
        }
    }

    /// The smallest difference that a value can tell.
    pub(super) fn granularity(self, value: &str) -> Duration {
        let is_whole = match self {
            Self::Seconds | Self::EpochSeconds | Self::Date => !value.contains('.'),
            Self::Milliseconds | Self::EpochMilliseconds => false,
            // Where it has no smaller unit than seconds.
            Self::Spelled => !value.contains('.') && !value.contains("ms"),
        };
        Duration::from_millis(if is_whole { 1000 } else { 1 })
    }
}

/// Numbers with their units, the larger first.
fn spelled(mut text: &str) -> Option<Duration> {
    const UNITS: [(&str, u32, u32); 8] = [
        ("ms", 1, 1_000),
        ("us", 1, 1_000_000),
        ("µs", 1, 1_000_000),
        ("ns", 1, 1_000_000_000),
        ("d", 86_400, 1),
        ("h", 3_600, 1),
        ("m", 60, 1),
        ("s", 1, 1),
    ];
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let mut whole = None;
    while !text.is_empty() {
        let (number, rest) =
            text.split_at_checked(text.find(|c: char| !c.is_ascii_digit() && c != '.')?)?;
        let unit =
            UNITS.iter().find_map(|(name, times, of)| Some((rest.strip_prefix(name)?, times, of)));
        let (behind, times, of) = unit?;
        let part = seconds(number)?.saturating_mul(*times) / *of;
        whole = Some(whole.unwrap_or(Duration::ZERO).saturating_add(part));
        text = behind;
    }
    whole
}

/// A date of RFC 3339 or of HTTP, as the time since 1970.
fn date(text: &str) -> Option<Duration> {
    if let Ok(date) = httpdate::parse_http_date(text) {
        return date.duration_since(UNIX_EPOCH).ok();
    }
    let (day, time) = text.split_once(['T', 't', ' '])?;
    let [year, month, day] = numbers(day, '-')?;
    let end = time.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')?;
    let (time, offset) = time.split_at_checked(end)?;
    let (time, decimals) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = numbers(time, ':')?;
    let is_date =
        (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !is_date || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let local = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    let seconds_of = |offset: &str| {
        let [hours, minutes] = numbers(offset, ':')?;
        (hours < 24 && minutes < 60).then_some(hours * 3_600 + minutes * 60)
    };
    let at = match offset.split_at_checked(1)? {
        ("Z" | "z", "") => local,
        ("+", offset) => local.saturating_sub(seconds_of(offset)?),
        ("-", offset) => local + seconds_of(offset)?,
        _ => return None,
    };
    Some(Duration::from_secs(at).saturating_add(seconds(&format!("0.{decimals}"))?))
}

/// So many numbers of two digits, or four at first.
fn numbers<const N: usize>(text: &str, between: char) -> Option<[u64; N]> {
    let parts = text.split(between).map(|part| {
        let is_number = matches!(part.len(), 2 | 4) && part.bytes().all(|it| it.is_ascii_digit());
        part.parse().ok().filter(|_| is_number)
    });
    parts.collect::<Option<Vec<_>>>()?.try_into().ok()
}

/// The days since 1970 of a day in the calendar, whose years begin with March here: so the day of a leap
/// year is the last.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let before = year * 365 + year / 4 - year / 100 + year / 400;
    // 719 468 days are between the first of March of the year 0 and 1970.
    (before + (month * 153 + 2) / 5 + day - 1).saturating_sub(719_468)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::ResetUnit::{self, Date, Seconds, Spelled};

    fn until(unit: ResetUnit, value: &str) -> Option<f64> {
        let now = UNIX_EPOCH + Duration::from_secs(1_769_515_200);
        unit.until(value, || now).map(|wait| wait.as_secs_f64())
    }

    #[test]
    fn units_of_all_kinds_are_read() {
        for (unit, value, wait) in [
            (Spelled, "6m0s", 360.0),
            (Spelled, "1h2m3.5s", 3723.5),
            (Spelled, "250ms", 0.25),
            (Spelled, "1d", 86_400.0),
            (Spelled, "7.66s", 7.66),
            (Spelled, "500µs", 0.0005),
            (Spelled, "0", 0.0),
            (Spelled, "0s", 0.0),
            (Date, "2026-01-27T12:00:30Z", 30.0),
            (Date, "2026-01-27t12:00:30.25z", 30.25),
            (Date, "2026-01-27T14:01:00+02:00", 60.0),
            (Date, "2026-01-27T06:31:00-05:30", 60.0),
            (Date, "2026-01-26T12:00:00Z", 0.0),
            (Date, "2028-02-29T12:00:00Z", 763.0 * 86_400.0),
            (Date, "Tue, 27 Jan 2026 12:00:09 GMT", 9.0),
            (Seconds, "9", 9.0),
            (Seconds, "1769515209", 9.0),
        ] {
            assert_eq!(until(unit, value), Some(wait), "{value}");
        }
    }

    #[test]
    fn what_is_malformed_is_none() {
        for value in ["", "5", "s", "5x", "5m5", "-5s", "1e3s", "..s", "5 s", "∞s"] {
            assert_eq!(until(Spelled, value), None, "{value}");
        }
        for value in [
            "",
            "soon",
            "2026-01-27",
            "2026-01-27T12:00:00",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-32T00:00:00Z",
            "2026-01-27T24:00:00Z",
            "2026-1-27T12:00:00Z",
            "2026-01-27T12:00:00+99:00",
            "0000-01-01T00:00:00Z",
            "99999-01-01T00:00:00Z",
            "2026-01-27T12:00:00.Z",
            "2026-01-27T12:00Z",
        ] {
            assert_eq!(until(Date, value), None, "{value}");
        }
        let longest = format!("{0}h{0}h", "9".repeat(30));
        assert!(until(Spelled, &longest).is_some());
    }
}
