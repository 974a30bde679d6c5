//! The dates of cookies (RFC 6265 §5.1.1), which are written in more ways than those of HTTP:
//! `Thu, 01-Jan-1970 00:00:00 GMT` is common.

use std::time::{SystemTime, UNIX_EPOCH};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date of which each part is found by its looks.
pub(super) fn cookie_date(text: &str) -> Option<SystemTime> {
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    // A cookie is no longer than 4 KiB.
    for token in text.split(|c: char| !c.is_ascii_alphanumeric() && c != ':') {
        if time.is_none() && token.contains(':') {
            time = time_of_day(token);
        } else if day.is_none() && (1..=2).contains(&token.len()) {
            day = number(token);
        } else if month.is_none() && token.get(..3).is_some_and(is_month) {
            month = token.get(..3);
        } else if year.is_none() && matches!(token.len(), 2 | 4) {
            year = number(token);
        }
    }
    let year = match year? {
        year @ 0..70 => year + 2000,
        year @ 70..100 => year + 1900,
        year => year,
    };
    if (1601..1970).contains(&year) {
        return Some(UNIX_EPOCH);
    }
    let (month, day, time) = (capitalized(month?), day?, time?);
    // The name of the day is not looked at, and `httpdate` takes none but the right one.
    DAYS.iter().find_map(|name| {
        let date = format!("{name}, {day:02} {month} {year:04} {time} GMT");
        httpdate::parse_http_date(&date).ok()
    })
}

fn is_month(name: &str) -> bool {
    MONTHS.iter().any(|month| month.eq_ignore_ascii_case(name))
}

fn capitalized(month: &str) -> String {
    let (first, rest) = month.split_at_checked(1).unwrap_or(("", month));
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

fn number(token: &str) -> Option<u32> {
    token.parse().ok().filter(|_| token.bytes().all(|it| it.is_ascii_digit()))
}

/// Hours, minutes and seconds, each of two digits.
fn time_of_day(token: &str) -> Option<String> {
    let parts = token.split(':').map(|part| number(part).filter(|_| part.len() <= 2));
    match parts.collect::<Option<Vec<_>>>()?.as_slice() {
        [hour, minute, second] => Some(format!("{hour:02}:{minute:02}:{second:02}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::cookie_date;

    #[test]
    fn dates_are_read_in_all_their_forms() {
        for (text, seconds) in [
            ("Wed, 21 Oct 2015 07:28:00 GMT", Some(1_445_412_480)),
            ("Wed, 21-Oct-2015 07:28:00 GMT", Some(1_445_412_480)),
            ("Wednesday, 21-Oct-15 07:28:00 GMT", Some(1_445_412_480)),
            ("Wed Oct 21 07:28:00 2015", Some(1_445_412_480)),
            ("21 october 2015 7:28:0", Some(1_445_412_480)),
            ("Thu, 01-Jan-1970 00:00:00 GMT", Some(0)),
            ("Thu, 01-Jan-70 00:00:01 GMT", Some(1)),
            ("Mon, 01-Jan-1601 00:00:00 GMT", Some(0)),
            ("Wed, 21 Oct 07:28:00 GMT", None),
            ("21 Oct 2015", None),
            ("Wed, 21 Oct 2015 25:28:00 GMT", None),
            ("Wed, 41 Oct 2015 07:28:00 GMT", None),
            ("Wed, 21 Foo 2015 07:28:00 GMT", None),
            ("Wed, 21 Oct 2015 07:28 GMT", None),
            ("0", None),
            ("", None),
            ("é21 Oct 2015 07:28:00", Some(1_445_412_480)),
        ] {
            let date = seconds.map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds));
            assert_eq!(cookie_date(text), date, "{text}");
        }
    }
}
