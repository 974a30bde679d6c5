//! The events that an observer gets, in order.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use api_core::observe::{
    Attempt, Began, CallResult, Ended, Failed, Observer, Received, Responded, Waited,
};
use api_core::{Credentials, RateLimits, Retry};
use api_tests::{Server, Step, json, response};

use crate::apis::{GOOD, builder, users};

/// Writes each event as a line.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Observer for Lines {
    type Call = &'static str;

    fn began(&self, began: &Began) -> &'static str {
        self.add(format!("began {}", began.endpoint.name()));
        began.endpoint.name()
    }

    fn waited(&self, _: &mut &'static str, waited: &Waited) {
        self.add(format!("waited {}", waited.reason));
    }

    fn attempt(&self, _: &mut &'static str, attempt: &mut Attempt<'_>) {
        self.add(format!("attempt {} resend {}", attempt.number, attempt.resend_count));
        attempt.headers.insert("x-told", http::HeaderValue::from_static("yes"));
    }

    fn responded(&self, _: &mut &'static str, responded: &Responded<'_>) {
        assert!(responded.connection.peer.is_some());
        self.add(format!("responded {}", responded.status.as_u16()));
    }

    fn received(&self, _: &mut &'static str, received: &Received) {
        self.add(format!("received {:?}", received.body_size));
    }

    fn failed(&self, _: &mut &'static str, failed: &Failed<'_>) {
        let again = if failed.retry_in.is_some() { " again" } else { "" };
        self.add(format!("failed {}{again}", failed.error_type));
    }

    fn ended(&self, name: &'static str, ended: &Ended<'_>) {
        let result = match ended.result {
            CallResult::Succeeded => "succeeded".to_owned(),
            CallResult::Failed(error) => format!("{:?}", error.kind()),
            CallResult::Cancelled => "cancelled".to_owned(),
            _ => "?".to_owned(),
        };
        self.add(format!("ended {name} {result} after {}", ended.attempts));
    }
}

#[api_tests::test]
async fn a_call_is_seen_from_beginning_to_end() {
    let server = Server::giving(json(200, GOOD));
    let lines = Lines::default();
    users(builder(&server).on(lines.clone())).get(1).await.unwrap();
    let size = Some(GOOD.len());
    assert_eq!(
        lines.take(),
        [
            "began get",
            "attempt 1 resend 0",
            "responded 200",
            &format!("received {size:?}"),
            "ended get succeeded after 1"
        ]
    );
    assert_eq!(server.request().header("x-told"), ["yes"]);
}

#[api_tests::test]
async fn a_retry_is_seen_with_its_wait() {
    let responses = |number| {
        let status = if number == 0 { 503 } else { 200 };
        vec![Step::ReadRequest, Step::Send(json(status, GOOD)), Step::Close]
    };
    let server = Server::by(responses);
    let lines = Lines::default();
    let client = builder(&server).retry(Retry::default()).on(lines.clone());
    users(client).get(1).await.unwrap();
    let seen = lines.take();
    let expected = [
        "began get",
        "attempt 1 resend 0",
        "responded 503",
        "failed 503 again",
        "waited backoff",
        "attempt 2 resend 1",
        "responded 200",
        "received Some(45)",
        "ended get succeeded after 2",
    ];
    assert_eq!(seen, expected);
}

#[api_tests::test]
async fn a_redirect_is_another_request_of_the_same_attempt() {
    let moved = response(302, &[("Location", "/elsewhere")], "");
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(moved),
        Step::ReadRequest,
        Step::Send(json(200, GOOD)),
    ]);
    let lines = Lines::default();
    users(builder(&server).follow_redirects(2).on(lines.clone())).get(1).await.unwrap();
    let expected = [
        "began get",
        "attempt 1 resend 0",
        "responded 302",
        "received None",
        "attempt 1 resend 1",
        "responded 200",
        "received Some(45)",
        "ended get succeeded after 1",
    ];
    assert_eq!(lines.take(), expected);
}

/// Sets headers that say where a request ends, and who it is for.
struct Smuggler;

impl Observer for Smuggler {
    type Call = ();

    fn began(&self, _: &Began) {}

    fn attempt(&self, _: &mut (), attempt: &mut Attempt<'_>) {
        for (name, value) in [
            ("content-length", "3"),
            ("transfer-encoding", "chunked"),
            ("host", "elsewhere.example"),
            ("connection", "close"),
            ("x-told", "yes"),
        ] {
            attempt.headers.append(name, http::HeaderValue::from_static(value));
        }
    }
}

#[api_tests::test]
async fn an_observer_cannot_change_where_a_request_ends() {
    let server = Server::giving(json(200, GOOD));
    let api = users(builder(&server).on(Smuggler));
    api.add("Ann").await.unwrap();
    api.get(1).await.unwrap();
    assert_eq!(server.connections().len(), 1);
    let requests = server.requests();
    let [add, get] = &requests[..] else { panic!("{requests:#?}") };
    assert_eq!(add.header("content-length"), ["14"]);
    assert!(get.header("content-length").is_empty());
    for request in [add, get] {
        assert_eq!(request.header("host"), [server.authority()]);
        assert_eq!(request.header("x-told"), ["yes"]);
        assert!(request.header("transfer-encoding").is_empty());
        assert!(request.header("connection").is_empty());
    }
}

/// Keeps which requests go to strangers.
#[derive(Clone, Default)]
struct Away(Arc<Mutex<Vec<bool>>>);

impl Observer for Away {
    type Call = ();

    fn began(&self, _: &Began) {}

    fn attempt(&self, _: &mut (), attempt: &mut Attempt<'_>) {
        self.0.lock().unwrap().push(attempt.is_away);
    }
}

#[api_tests::test]
async fn a_request_to_another_origin_is_away() {
    let stranger = Server::giving(json(200, GOOD));
    let back = stranger.base();
    let server = Server::responding(move |request| match request.target() {
        "/users/1/away" => response(302, &[("Location", &format!("{back}/there"))], ""),
        _ => json(200, GOOD),
    });
    let away = Away::default();
    let api = users(builder(&server).on(away.clone()));
    api.away(1).await.unwrap();
    api.anywhere("/here").await.unwrap();
    api.anywhere(&format!("{}/there", stranger.base())).await.unwrap();
    assert_eq!(*away.0.lock().unwrap(), [false, true, false, true]);
}

#[api_tests::test]
async fn renewed_credentials_are_a_wait_and_a_resend() {
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(json(401, "{}")),
        Step::ReadRequest,
        Step::Send(json(200, GOOD)),
    ]);
    let lines = Lines::default();
    let credentials =
        Credentials::provider(|| async { Ok::<_, std::io::Error>(Credentials::bearer("a")) });
    users(builder(&server).credentials(credentials).on(lines.clone())).get(1).await.unwrap();
    let expected = [
        "began get",
        "waited credentials",
        "attempt 1 resend 0",
        "responded 401",
        "failed 401 again",
        "waited credentials",
        "attempt 2 resend 1",
        "responded 200",
        "received Some(45)",
        "ended get succeeded after 2",
    ];
    assert_eq!(lines.take(), expected);
}

#[api_tests::test]
async fn waits_for_a_turn_and_for_limits_have_their_reason() {
    let server = Server::giving(json(200, GOOD));
    let lines = Lines::default();
    let client = users(builder(&server).max_concurrent(1).on(lines.clone()));
    let (one, other) = tokio::join!(client.get(1).into_future(), client.get(2).into_future());
    one.unwrap();
    other.unwrap();
    assert!(lines.take().contains(&"waited turn".to_owned()));

    let reset = [("RateLimit-Policy", "\"a\";q=1;w=1"), ("RateLimit", "\"a\";r=0;t=1")];
    let server = Server::giving(response(200, &reset, GOOD));
    let client = users(builder(&server).rate_limits(RateLimits::ietf()).on(lines.clone()));
    client.get(1).await.unwrap();
    client.get(1).await.unwrap();
    assert!(lines.take().contains(&"waited limits".to_owned()));
}

#[api_tests::test]
async fn failures_are_named_by_status_or_kind() {
    let cases: [(Vec<u8>, &[&str]); 4] = [
        (json(404, "{}"), &["responded 404", "failed 404", "ended get Status after 1"]),
        (
            json(200, r#"{"code":1,"message":"no","data":{}}"#),
            &["responded 200", "received Some(35)", "ended get Api after 1"],
        ),
        (
            json(200, r#"{"code":0,"message":"","data":{}}"#),
            &["responded 200", "received Some(33)", "ended get Decode after 1"],
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec(),
            &["responded 200", "failed Transport", "ended get Transport after 1"],
        ),
    ];
    for (bytes, expected) in cases {
        let server = Server::each([Step::ReadRequest, Step::Send(bytes), Step::Close]);
        let lines = Lines::default();
        users(builder(&server).on(lines.clone())).get(1).await.unwrap_err();
        assert_eq!(lines.take()[2..], *expected);
    }
}

#[api_tests::test]
async fn a_call_that_cannot_be_built_or_sent_ends_too() {
    let server = Server::giving(json(200, GOOD));
    let lines = Lines::default();
    let client = builder(&server).on(lines.clone()).build().unwrap();
    let api = crate::apis::UsersClient::new(client.clone());
    api.hook("..", "..").await.unwrap_err();
    assert_eq!(lines.take(), ["began hook", "ended hook Build after 0"]);
    client.close().await;
    api.get(1).await.unwrap_err();
    assert_eq!(lines.take(), ["began get", "ended get Closed after 0"]);
}

#[api_tests::test]
async fn a_dropped_call_ends_as_cancelled() {
    let server = Server::each([Step::ReadRequest, Step::Stall]);
    let lines = Lines::default();
    let client = users(builder(&server).on(lines.clone()));
    let call = tokio::time::timeout(Duration::from_millis(200), client.get(1).into_future());
    call.await.unwrap_err();
    assert_eq!(lines.take(), ["began get", "attempt 1 resend 0", "ended get cancelled after 1"]);
}

#[api_tests::test]
async fn a_deadline_is_a_failure() {
    let server = Server::each([Step::ReadRequest, Step::Stall]);
    let lines = Lines::default();
    let client = users(builder(&server).on(lines.clone()).timeout(Duration::from_millis(200)));
    client.get(1).await.unwrap_err();
    let expected =
        ["began get", "attempt 1 resend 0", "failed Timeout", "ended get Timeout after 1"];
    assert_eq!(lines.take(), expected);
}

#[api_tests::test]
async fn several_observers_see_events_in_their_order() {
    let server = Server::giving(json(200, GOOD));
    let lines = Lines::default();
    let client = users(builder(&server).on(lines.clone()).on(lines.clone()));
    client.get(1).await.unwrap();
    let seen = lines.take();
    assert_eq!(seen.len(), 10);
    assert_eq!(seen[..2], ["began get", "began get"]);
    assert_eq!(seen[8..], ["ended get succeeded after 1", "ended get succeeded after 1"]);
}
