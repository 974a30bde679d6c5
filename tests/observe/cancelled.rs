//! A call that is dropped at each of its stages: its spans end as cancelled, without an error.

use std::time::Duration;

use api_core::{ClientBuilder, Credentials, RateLimits, Retry};
use api_tests::{Server, Step, head, json, response};
use tokio::time::{sleep, timeout};

use crate::apis::{GOOD, builder, users};
use crate::ledger::Ledger;
use crate::subscriber::{Recording, Span};

const MOMENT: Duration = Duration::from_millis(200);

/// Makes a call that has no end, drops it, and gives its spans.
async fn dropped(builder: ClientBuilder) -> Vec<Span> {
    let ledger = Ledger::default();
    let api = users(builder.on(ledger.clone()));
    let recording = Recording::start();
    timeout(MOMENT, api.get(1).into_future()).await.unwrap_err();
    ledger.balanced();
    assert_eq!(ledger.take().last().unwrap().split(" after").next(), Some("ended cancelled"));
    let spans = recording.spans();
    for span in &spans {
        assert!(span.has_ended());
        // An attempt before the last may have failed.
        if span.get("http.response.status_code") != Some(503.into()) {
            let error = (span.get("error.type"), span.get("otel.status_code"));
            assert_eq!(error, (None, None), "{span:#?}");
        }
    }
    assert_eq!(spans[0].get("api.cancelled"), Some(true.into()));
    assert!(spans[0].event("cancelled").is_some());
    spans
}

#[api_tests::test]
async fn in_the_queue() {
    let server = Server::each([Step::ReadRequest, Step::Stall]);
    let ledger = Ledger::default();
    let api = users(builder(&server).max_concurrent(1).on(ledger.clone()));
    let first = tokio::spawn(api.get(1).into_future());
    server.received(1).await;
    let recording = Recording::start();
    timeout(MOMENT, api.get(2).into_future()).await.unwrap_err();
    let spans = recording.spans();
    let [call] = &spans[..] else { panic!("{spans:#?}") };
    assert_eq!(call.get("api.cancelled"), Some(true.into()));
    assert_eq!((call.get("error.type"), call.get("api.attempts")), (None, Some(0.into())));
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    ledger.balanced();
}

#[api_tests::test]
async fn in_a_limit() {
    let used = [("RateLimit-Policy", "\"a\";q=1;w=30"), ("RateLimit", "\"a\";r=0;t=30")];
    let server = Server::giving(response(200, &used, GOOD));
    let ledger = Ledger::default();
    let api = users(builder(&server).rate_limits(RateLimits::ietf()).on(ledger.clone()));
    api.get(1).await.unwrap();
    timeout(MOMENT, api.get(1).timeout(2 * Duration::from_secs(60)).into_future())
        .await
        .unwrap_err();
    assert_eq!(ledger.take().last().unwrap(), "ended cancelled after 0");
    ledger.balanced();
}

#[api_tests::test]
async fn in_credentials() {
    let server = Server::giving(json(200, GOOD));
    let credentials = Credentials::provider(|| async {
        sleep(Duration::from_secs(60)).await;
        Ok::<_, std::io::Error>(Credentials::bearer("canary"))
    });
    let spans = dropped(builder(&server).credentials(credentials)).await;
    assert_eq!((spans.len(), server.requests().len()), (1, 0));
}

#[api_tests::test]
async fn in_backoff() {
    let server = Server::giving(response(503, &[("Retry-After", "5")], ""));
    let spans = dropped(builder(&server).retry(Retry::default())).await;
    assert_eq!(spans.len(), 2);
    // The attempt was over.
    assert_eq!(spans[1].get("api.cancelled"), None);
    assert_eq!(spans[1].get("error.type"), Some("503".into()));
}

#[api_tests::test]
async fn in_the_head_and_in_the_body() {
    let part = [&head(200, &[("Content-Length", "100")])[..], b"{"].concat();
    for steps in [vec![Step::ReadRequest], vec![Step::ReadRequest, Step::Send(part)]] {
        let server = Server::each([&steps[..], &[Step::Stall]].concat());
        let spans = dropped(builder(&server)).await;
        assert_eq!(spans.len(), 2);
        assert_eq!(spans[1].get("api.cancelled"), Some(true.into()));
        let status = spans[1].get("http.response.status_code");
        assert_eq!(status.is_some(), steps.len() > 1);
    }
}

#[api_tests::test]
async fn behind_a_redirect() {
    let moved = response(302, &[("Location", "/elsewhere")], "");
    let server =
        Server::each([Step::ReadRequest, Step::Send(moved), Step::ReadRequest, Step::Stall]);
    let spans = dropped(builder(&server).follow_redirects(1)).await;
    assert_eq!(spans.len(), 3);
    assert_eq!(spans[1].get("api.cancelled"), None);
    assert_eq!(spans[2].get("api.cancelled"), Some(true.into()));
}
