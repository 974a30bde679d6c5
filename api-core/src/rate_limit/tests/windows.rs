//! Small situations, one each.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::{Instant, advance};

use crate::Code;
use crate::rate_limit::entry::{Rules, Step};
use crate::rate_limit::global::Rate;
use crate::rate_limit::reading::Reading;
use crate::rate_limit::table::Table;
use crate::rate_limit::{Limiter, Name, RateLimits, ResetUnit, Route};

fn route(name: &'static str, values: &str) -> Route {
    Route::new(0, Name::Declared(name), Some(values.into()))
}

fn headers(fields: &[(&'static str, &str)]) -> HeaderMap {
    let pairs = fields.iter().map(|(name, value)| {
        (HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap())
    });
    pairs.collect()
}

/// Sends one request that is responded to with these fields.
fn send(limiter: &Limiter, route: &Route, status: StatusCode, fields: &[(&'static str, &str)]) {
    let turn = limiter.try_turn(route).expect("it may be sent");
    _ = turn.settle(&limiter.read(status, &headers(fields), None));
}

fn kook(remaining: &str, reset: &str) -> Vec<(&'static str, String)> {
    vec![
        ("x-rate-limit-limit", "3".to_owned()),
        ("x-rate-limit-remaining", remaining.to_owned()),
        ("x-rate-limit-reset", reset.to_owned()),
    ]
}

fn lent<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_window_that_is_used_up_opens_again() {
    let limiter = Limiter::new(RateLimits::kook());
    let route = route("a", "");
    send(&limiter, &route, StatusCode::OK, &lent(&kook("0", "14")));
    assert_eq!(limiter.try_turn(&route).unwrap_err(), Some(Duration::from_secs(14)));
    advance(Duration::from_secs(14)).await;
    assert!(limiter.try_turn(&route).is_ok());
}

#[tokio::test(start_paused = true)]
async fn requests_in_flight_count_before_their_responses_do() {
    let limiter = Limiter::new(RateLimits::kook());
    let route = route("a", "");
    send(&limiter, &route, StatusCode::OK, &lent(&kook("2", "14")));
    let _flying = [limiter.try_turn(&route).unwrap(), limiter.try_turn(&route).unwrap()];
    assert!(limiter.try_turn(&route).is_err());
}

#[tokio::test(start_paused = true)]
async fn the_first_request_of_a_bucket_goes_alone() {
    let limiter = Limiter::new(RateLimits::kook());
    let route = route("a", "");
    let first = limiter.try_turn(&route).unwrap();
    assert_eq!(limiter.try_turn(&route).unwrap_err(), None);
    drop(first);
    assert!(limiter.try_turn(&route).is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_api_without_fields_is_not_held_back() {
    let limiter = Limiter::new(RateLimits::kook());
    let route = route("a", "");
    send(&limiter, &route, StatusCode::OK, &[]);
    let flying: Vec<_> = (0..100).map(|_| limiter.try_turn(&route).unwrap()).collect();
    assert_eq!(limiter.states()[0].in_flight, 100);
    drop(flying);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_pauses_its_bucket_and_a_global_one_all() {
    let limiter = Limiter::new(RateLimits::kook());
    let [a, b] = [route("a", ""), route("b", "")];
    send(&limiter, &a, StatusCode::TOO_MANY_REQUESTS, &[("retry-after", "7")]);
    assert_eq!(limiter.try_turn(&a).unwrap_err(), Some(Duration::from_secs(7)));
    send(&limiter, &b, StatusCode::OK, &[]);
    let global = [("retry-after-ms", "1500"), ("x-rate-limit-global", "")];
    send(&limiter, &b, StatusCode::TOO_MANY_REQUESTS, &global);
    assert_eq!(limiter.try_turn(&b).unwrap_err(), Some(Duration::from_millis(1500)));
    // Another credential is not concerned.
    assert!(limiter.try_turn(&Route::new(1, Name::Declared("b"), Some("".into()))).is_ok());
}

#[tokio::test(start_paused = true)]
async fn routes_of_one_bucket_share_it_once_its_name_is_known() {
    let limiter = Limiter::new(RateLimits::kook());
    let mut fields = kook("0", "9");
    fields.push(("x-rate-limit-bucket", "user/info".to_owned()));
    let [a, b] = [route("a", ""), route("b", "")];
    send(&limiter, &a, StatusCode::OK, &lent(&fields));
    send(&limiter, &b, StatusCode::OK, &lent(&fields));
    let names: Vec<_> = limiter.states().into_iter().map(|state| state.name).collect();
    assert!(names.contains(&"user/info".to_owned()), "{names:?}");
    assert_eq!(limiter.try_turn(&b).unwrap_err(), Some(Duration::from_secs(9)));
    // Values keep buckets apart.
    assert!(limiter.try_turn(&route("a", "channel-2")).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_rate_that_is_known_holds_in_any_span() {
    let limiter = Limiter::new(RateLimits::fixed(5, Duration::from_secs(1)));
    let route = route("a", "");
    send(&limiter, &route, StatusCode::OK, &[]);
    for _ in 0..4 {
        drop(limiter.try_turn(&route).unwrap());
    }
    assert_eq!(limiter.try_turn(&route).unwrap_err(), Some(Duration::from_secs(1)));
    advance(Duration::from_millis(999)).await;
    assert!(limiter.try_turn(&route).is_err());
    advance(Duration::from_millis(1)).await;
    assert!(limiter.try_turn(&route).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_deadline_fails_at_once() {
    let limiter = Limiter::new(RateLimits::kook());
    let route = route("a", "");
    send(&limiter, &route, StatusCode::OK, &lent(&kook("0", "60")));
    let before = Instant::now();
    let deadline = before + Duration::from_secs(10);
    let late = limiter.turn(route, deadline.into_std(), Duration::ZERO).await.unwrap_err();
    assert_eq!((late.0, before.elapsed()), (Some(Duration::from_secs(60)), Duration::ZERO));
    assert_eq!(limiter.states()[0].waiting, 0);
}

#[tokio::test(start_paused = true)]
async fn one_that_shares_its_credential_notices_the_others() {
    let limiter = Limiter::new(RateLimits::kook().shared_credential());
    let route = route("a", "");
    send(&limiter, &route, StatusCode::OK, &lent(&kook("9", "60")));
    // Ours leave eight; the server counted two more.
    send(&limiter, &route, StatusCode::OK, &lent(&kook("6", "60")));
    let _one = limiter.try_turn(&route).unwrap();
    assert_eq!(limiter.try_turn(&route).unwrap_err(), None);
}

#[tokio::test(start_paused = true)]
async fn fields_of_all_units_are_read_and_hostile_ones_change_nothing() {
    let in_90_s = std::time::SystemTime::now() + Duration::from_secs(90);
    let epoch = in_90_s.duration_since(std::time::UNIX_EPOCH).unwrap();
    let seconds = epoch.as_secs().to_string();
    let date = httpdate::fmt_http_date(std::time::SystemTime::now());
    let fields = [
        ("x-ratelimit-limit", "5000"),
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", seconds.as_str()),
        ("date", date.as_str()),
    ];
    let github = Limiter::new(RateLimits::github());
    let reading = github.read(StatusCode::FORBIDDEN, &headers(&fields), None);
    assert!(reading.refused.is_some());
    assert!((88..=91).contains(&reading.reset_after.unwrap().as_secs()));
    let plain = github.read(StatusCode::FORBIDDEN, &headers(&fields[..1]), None);
    assert_eq!(plain.refused, None);

    let ietf = Limiter::new(RateLimits::ietf());
    let fields = [
        ("ratelimit-policy", "\"burst\";q=100;w=60, \"daily\";q=1000;w=86400"),
        ("ratelimit", "\"daily\";r=50;t=3000, \"burst\";r=4;t=30"),
    ];
    let reading = ietf.read(StatusCode::OK, &headers(&fields), None);
    let shown = (reading.limit, reading.remaining, reading.reset_after);
    assert_eq!(shown, (Some(100), Some(4), Some(Duration::from_secs(30))));

    let own = RateLimits::retry_after().reset("x-reset", ResetUnit::Milliseconds).code(42);
    let own = Limiter::new(own.remaining("x-left"));
    let read = |value: &str| {
        let fields = headers(&[("x-left", value), ("x-reset", value)]);
        own.read(StatusCode::OK, &fields, None)
    };
    assert_eq!(read("70").reset_after, Some(Duration::from_millis(70)));
    for hostile in ["", "-1", "inf", "NaN", "0x10", "1e9", "\u{e9}", "70 ", "++", "."] {
        let reading = read(hostile);
        let trimmed = hostile.trim();
        if trimmed.bytes().all(|byte| byte.is_ascii_digit()) && !trimmed.is_empty() {
            continue;
        }
        assert_eq!((reading.remaining, reading.reset_after), (None, None), "{hostile:?}");
    }
    assert_eq!(read("99999999999999999999999").remaining, Some(u32::MAX));
    let limited = own.read(StatusCode::OK, &HeaderMap::new(), Some(&Code::from(42)));
    assert!(limited.refused.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_hundred_thousand_keys_take_bounded_memory() {
    let limiter = Limiter::new(RateLimits::kook());
    for number in 0..100_000 {
        let route = route("a", &number.to_string());
        send(&limiter, &route, StatusCode::OK, &lent(&kook("2", "3600")));
    }
    assert!(limiter.states().len() <= 4096);
}

/// Of credentials and of names that a server makes up, too; also if it makes them up for one endpoint.
#[test]
fn a_hundred_thousand_accounts_and_names_take_bounded_memory() {
    let now = std::time::Instant::now();
    let accounts: [fn(u64) -> u64; 2] = [|number| number, |_| 0];
    let rate = |requests| Some(Rate { requests, per: Duration::from_secs(3600) });
    let cases =
        [(accounts[0], None), (accounts[1], None), (accounts[0], rate(1)), (accounts[0], rate(9))];
    for (account, rate) in cases {
        let mut table = Table::new(Rules::new(rate, true, false));
        let mut most = 0;
        for number in 0..100_000_u64 {
            let route = Route::new(account(number), Name::Declared("a"), None);
            let Step::Go(lease) = table.enter(&route, now) else { panic!("nobody waits") };
            let reading = Reading {
                remaining: Some(1),
                reset_after: Some(Duration::from_secs(3600)),
                bucket: Some(HeaderValue::from(number)),
                ..Reading::default()
            };
            table.settle(lease, &reading, now);
            most = most.max(table.size());
        }
        assert!(most <= 4 * 4096, "{most}");
    }
}

/// Each of a full table's new keys makes room.
#[test]
fn a_known_rate_is_not_forgotten_for_many_keys() {
    let rate = Rate { requests: 5000, per: Duration::from_secs(3600) };
    let mut table = Table::new(Rules::new(Some(rate), true, false));
    let now = std::time::Instant::now();
    let mut sent = 0;
    for number in 0..20_000_u64 {
        let route = Route::new(0, Name::Declared("a"), Some(number.to_string().into()));
        let Step::Go(lease) = table.enter(&route, now) else { continue };
        let reading = Reading {
            remaining: Some(1),
            reset_after: Some(Duration::from_secs(3600)),
            ..Reading::default()
        };
        table.settle(lease, &reading, now);
        sent += 1;
    }
    assert_eq!(sent, 5000);
}

#[tokio::test(start_paused = true)]
async fn those_who_come_first_are_served_first() {
    let limiter = Arc::new(Limiter::new(RateLimits::kook()));
    let order = Arc::new(Mutex::new(Vec::new()));
    send(&limiter, &route("a", ""), StatusCode::OK, &lent(&kook("0", "9")));
    let deadline = (Instant::now() + Duration::from_secs(3600)).into_std();
    let mut tasks = Vec::new();
    for number in 0..8 {
        let (limiter, order) = (limiter.clone(), order.clone());
        tasks.push(tokio::spawn(async move {
            let turn = limiter.turn(route("a", ""), deadline, Duration::ZERO).await.unwrap();
            order.lock().unwrap().push(number);
            tokio::time::sleep(Duration::from_millis(20)).await;
            let left = 2 - number % 3;
            let fields = kook(&left.to_string(), "9");
            _ = turn.settle(&limiter.read(StatusCode::OK, &headers(&lent(&fields)), None));
        }));
        tokio::task::yield_now().await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), [0, 1, 2, 3, 4, 5, 6, 7]);
}
