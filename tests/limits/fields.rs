//! Odd spellings of the fields that tell limits, and what counts of several.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use api_core::{ErrorKind, RateLimits, ResetUnit, Result, api};
use api_tests::{Server, response};

use crate::support::calling;

/// Header fields of a response.
type Fields<'a> = &'a [(&'a str, &'a str)];

#[api]
trait Users {
    #[endpoint(GET, "/users/me")]
    async fn me(&self) -> Result<()>;

    #[endpoint(GET, "/sessions/{session}", rate_limit = "sessions/{kind}/{session}")]
    async fn session(
        &self,
        #[sensitive(in_url)] session: &str,
        #[header("X-Kind")] kind: &str,
    ) -> Result<()>;
}

fn api(server: &Server, limits: RateLimits) -> UsersClient {
    UsersClient::new(calling(server.base()).rate_limits(limits).build().unwrap())
}

/// The wait that a second call would have, in seconds, if the first has this response.
async fn wait_after(limits: RateLimits, fields: Fields<'_>) -> Option<u64> {
    let server = Server::giving(response(200, fields, "{}"));
    let api = api(&server, limits);
    api.me().await.unwrap();
    let error = api.me().try_now().await.err()?;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0), "{fields:?}");
    Some(error.retry_after().unwrap().as_secs_f64().ceil() as u64)
}

/// RFC 9651 has more types than draft 10 uses, and extensions may use any.
#[api_tests::test]
async fn structured_fields_are_read_as_the_standard_has_them() {
    for (limits, wait) in [
        (r#""a";r=0;t=90;x=@1659578233"#, Some(90)),
        (r#""a";r=0;t=90;x=%"f%c3%bc""#, Some(90)),
        (r#""a";r=0;t=90;x=1.5;y=-3;z=?0;pk=:dHJpYWw=:"#, Some(90)),
        (r#""a";r=7;r=0;t=90"#, Some(90)),
        ("\"a\";r=5;t=90\t,\t\"b\";r=0;t=80", Some(80)),
        (r#""a";t=5, "b";r=0;t=80"#, Some(80)),
        // No list at all.
        (r#""a";r=+0;t=90"#, None),
        (r#""a";r=0x;t=90, "b";r=0;t=80"#, None),
        (r#""a";r=0;t=1234567890123456"#, None),
        (r#""a";r=0;t=90;x=@1.5"#, None),
        (r#""a";r=0;t=90,"#, None),
        // No count.
        (r#""a";r=-1;t=90"#, None),
        (r#""a";r=0.0;t=90"#, None),
        (r#""a";r="0";t=90"#, None),
    ] {
        assert_eq!(
            wait_after(RateLimits::ietf(), &[("RateLimit", limits)]).await,
            wait,
            "{limits}"
        );
    }
}

/// The first to end its pause would be sent only to be refused.
#[api_tests::test]
async fn of_several_limits_that_are_used_up_the_longest_counts() {
    for limits in [
        r#""burst";r=0;t=1, "daily";r=0;t=3600"#,
        r#""daily";r=0;t=3600, "burst";r=0;t=1"#,
        r#""burst";r=0;t=1, "daily";r=0;t=3600, "hourly";r=0;t=60"#,
        r#""burst";r=1;t=9000, "daily";r=0;t=3600"#,
    ] {
        let wait = wait_after(RateLimits::ietf(), &[("RateLimit", limits)]).await;
        assert_eq!(wait, Some(3600), "{limits}");
    }
}

#[api_tests::test]
async fn a_limit_of_other_things_than_requests_is_none() {
    let bytes = [
        ("RateLimit-Policy", r#""b";q=65535;w=60;qu="content-bytes", "r";q=5;w=60;qu="requests""#),
        ("RateLimit", r#""b";r=0;t=10, "r";r=4;t=10"#),
    ];
    let at_a_time = [
        ("RateLimit-Policy", r#""c";q=10;qu="concurrent-requests""#),
        ("RateLimit", r#""c";r=0;t=10"#),
    ];
    assert_eq!(wait_after(RateLimits::ietf(), &bytes).await, None);
    assert_eq!(wait_after(RateLimits::ietf(), &at_a_time).await, None);
}

/// The words of APIs that no preset is for.
#[api_tests::test]
async fn other_apis_can_be_put_into_words() {
    let epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 90;
    let epoch = epoch.to_string();
    let soon = SystemTime::now() + Duration::from_secs(90);
    let date = jiff::Timestamp::try_from(soon).unwrap().to_string();
    let of =
        |remaining, reset, unit| RateLimits::retry_after().remaining(remaining).reset(reset, unit);
    let rows: [(&str, RateLimits, Fields<'_>); 6] = [
        (
            "OpenAI",
            of("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests", ResetUnit::Spelled),
            &[("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "1m29.5s")],
        ),
        (
            "Anthropic",
            of(
                "Anthropic-RateLimit-Requests-Remaining",
                "Anthropic-RateLimit-Requests-Reset",
                ResetUnit::Date,
            ),
            &[
                ("anthropic-ratelimit-requests-remaining", "0"),
                ("anthropic-ratelimit-requests-reset", &date),
            ],
        ),
        (
            "GitLab",
            RateLimits::ietf(),
            &[("RateLimit-Remaining", "0"), ("RateLimit-Reset", &epoch)],
        ),
        (
            "Reddit",
            of("x-ratelimit-remaining", "x-ratelimit-reset", ResetUnit::Seconds),
            &[("x-ratelimit-remaining", "0.0"), ("x-ratelimit-reset", "90")],
        ),
        (
            "a policy behind the count",
            RateLimits::ietf(),
            &[
                ("RateLimit-Limit", "100, 100;w=60"),
                ("RateLimit-Remaining", "0;w=60"),
                ("RateLimit-Reset", "90"),
            ],
        ),
        (
            "a name in capitals",
            of("X-Left", "X-Reset", ResetUnit::Milliseconds),
            &[("x-left", "0"), ("x-reset", "90000")],
        ),
    ];
    for (name, limits, fields) in rows {
        let wait = wait_after(limits, fields).await;
        assert!(wait.is_some_and(|wait| (88..=90).contains(&wait)), "{name}: {wait:?}");
    }
}

/// Keys are shown to people, and kept in stores.
#[api_tests::test]
async fn keys_hold_no_secret_and_are_short() {
    let server = Server::giving(response(200, &[], "{}"));
    let api = api(&server, RateLimits::kook());
    let long = "k".repeat(50_000);
    for (session, kind) in
        [("canary-1", "a"), ("canary-2", "a"), ("canary-1", ""), ("canary-1", &long)]
    {
        api.session(session, kind).await.unwrap();
    }
    // Not one bucket, although the texts are the same when they are joined.
    api.session("x", "a/b").await.unwrap();
    let states = api.client().rate_limits();
    assert_eq!(states.len(), 5, "{states:?}");
    for state in states {
        let text = format!("{state:?}");
        assert!(!text.contains("canary") && text.len() < 300, "{text}");
    }
}
