//! `Retry-After`, in every form that a server may think of.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderName;
use http::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

use super::{MS, S};
use crate::retry::{RetryClass, backoff::wait, retry_after};
/// Sun, 06 Nov 1994 08:49:37 GMT, the standard's own example.
fn now() -> SystemTime {
    UNIX_EPOCH + S(784_111_777)
}

fn headers(pairs: &[(HeaderName, &[u8])]) -> HeaderMap {
    let value = |bytes: &[u8]| HeaderValue::from_bytes(bytes).unwrap();
    let mut headers = HeaderMap::new();
    for (name, bytes) in pairs {
        headers.append(name, value(bytes));
    }
    headers
}

#[test]
fn retry_after_is_read_in_both_forms_and_in_no_other() {
    for (text, expected) in [
        ("0", Some(S(0))),
        ("1", Some(S(1))),
        (" 120 ", Some(S(120))),
        ("007", Some(S(7))),
        ("1.5", Some(MS(1500))),
        ("0.000000001999", Some(Duration::from_nanos(1))),
        ("4294967295", Some(S(4_294_967_295))),
        ("4294967296", Some(S(4_294_967_295))),
        ("18446744073709551615.999999999", Some(S(4_294_967_295))),
        ("1000000000000000000000000000000", Some(S(4_294_967_295))),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(S(0))),
        ("Sun, 06 Nov 1994 08:49:47 GMT", Some(S(10))),
        ("Sunday, 06-Nov-94 08:49:47 GMT", Some(S(10))),
        ("Sun Nov  6 08:49:47 1994", Some(S(10))),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some(S(4_294_967_295))),
        ("Sun, 06 Nov 1994 08:49:36 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("", None),
        ("-5", None),
        ("+5", None),
        (".5", None),
        ("5.", None),
        ("1.2.3", None),
        ("1e3", None),
        ("0x10", None),
        ("10s", None),
        ("1 2", None),
        ("1,5", None),
        ("NaN", None),
        ("inf", None),
        ("soon", None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
    ] {
        let headers = headers(&[(RETRY_AFTER, text.as_bytes())]);
        assert_eq!(retry_after(&headers, now), expected, "{text:?}");
    }
    assert_eq!(retry_after(&HeaderMap::new(), now), None);
    assert_eq!(retry_after(&headers(&[(RETRY_AFTER, "７".as_bytes())]), now), None);
    assert_eq!(retry_after(&headers(&[(RETRY_AFTER, b"\xff")]), now), None);
}

#[test]
fn of_several_the_longest_that_can_be_read_counts() {
    for (several, expected) in
        [(["1", "3"], Some(S(3))), (["x", "2"], Some(S(2))), (["2", ""], Some(S(2)))]
    {
        let headers = headers(&several.map(|text| (RETRY_AFTER, text.as_bytes())));
        assert_eq!(retry_after(&headers, now), expected, "{several:?}");
    }
}

#[test]
fn a_date_is_read_by_the_servers_clock_if_it_shows_one() {
    for (clock, expected) in
        [("Sun, 06 Nov 1994 08:00:00 GMT", Some(S(30))), ("nonsense", None), ("", None)]
    {
        let after: &[u8] = b"Sun, 06 Nov 1994 08:00:30 GMT";
        let headers = headers(&[(RETRY_AFTER, after), (DATE, clock.as_bytes())]);
        assert_eq!(retry_after(&headers, now), expected, "{clock:?}");
    }
}

#[test]
fn no_retry_after_panics() {
    const PIECES: [&str; 16] = [
        "0",
        "9",
        "18446744073709551615",
        ".",
        "-",
        "e",
        "inf",
        "NaN",
        " ",
        ":",
        "GMT",
        "Sun, ",
        "06 Nov 1994 ",
        "08:49:37",
        "99999",
        "\u{7f}",
    ];
    let mut random = fastrand::Rng::with_seed(6);
    for _ in 0..100_000 {
        let pieces = random.usize(0..6);
        let mut text: Vec<u8> =
            (0..pieces).flat_map(|_| random.choice(PIECES).unwrap().bytes()).collect();
        if random.bool() {
            text.push(random.u8(..));
        }
        let Ok(value) = HeaderValue::from_bytes(&text) else { continue };
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value)]);
        let stated = retry_after(&headers, now).unwrap_or_default();
        assert!(stated <= S(4_294_967_295));
        // What is done with it panics as little.
        _ = tokio::time::Instant::now()
            + wait(RetryClass::Refused, 9, Some(stated), random.u64(..));
    }
}
