//! Redirects that are followed: each is a request to the API, and counts as one.

use std::time::{Duration, Instant};

use api_core::{ErrorKind, RateLimits, Result, api};
use api_tests::{Request, Server, json, response};

use crate::support::calling;

#[api]
trait Files {
    #[endpoint(GET, "/{name}", rate_limit = "files")]
    async fn file(&self, name: &str) -> Result<String>;
}

fn api(server: &Server, limits: RateLimits) -> FilesClient {
    let client = calling(server.base()).follow_redirects(5).rate_limits(limits).max_concurrent(1);
    FilesClient::new(client.build().unwrap())
}

/// Leads from `/a` by way of `/b` to `/c`; redirects say `headers`, too.
fn chain(headers: &'static [(&str, &str)]) -> Server {
    Server::responding(move |request: &Request| {
        let next = match request.target() {
            "/a" => "/b",
            "/b" => "/c",
            _ => return json(200, "\"here\""),
        };
        response(302, &[&[("Location", next)], headers].concat(), "")
    })
}

#[api_tests::test]
async fn each_is_counted_against_a_rate_that_is_known() {
    let server = chain(&[]);
    let api = api(&server, RateLimits::fixed(3, Duration::from_secs(20)));
    assert_eq!(api.file("a").await.unwrap(), "here");
    assert_eq!(server.requests().len(), 3);
    let error = api.file("c").try_now().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0), "{error}");
    assert_eq!(server.requests().len(), 3);
}

#[api_tests::test]
async fn one_waits_for_its_turn_and_stops_no_others() {
    let server = chain(&[]);
    let api = api(&server, RateLimits::fixed(2, Duration::from_millis(400)));
    let started = Instant::now();
    // The third request of `a` waits, and so does the call behind it, which has the only permit then.
    let (a, c) = tokio::join!(api.file("a"), api.file("c"));
    assert_eq!((a.unwrap(), c.unwrap()), ("here".to_owned(), "here".to_owned()));
    assert_eq!(server.requests().len(), 4);
    let took = started.elapsed();
    assert!((400..5_000).contains(&took.as_millis()), "{took:?}");
}

#[api_tests::test]
async fn what_one_says_of_a_limit_holds_for_the_next() {
    let server = chain(&[
        ("X-Rate-Limit-Limit", "5"),
        ("X-Rate-Limit-Remaining", "0"),
        ("X-Rate-Limit-Reset", "1"),
    ]);
    let api = api(&server, RateLimits::kook());
    let started = Instant::now();
    assert_eq!(api.file("b").await.unwrap(), "here");
    let took = started.elapsed();
    assert!(took >= Duration::from_millis(900), "{took:?}");
}
