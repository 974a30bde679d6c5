//! Rate limits: the embedded server enforces them, and the client is never refused anything.

use std::time::{Duration, Instant};

use api_core::{Client, Credentials, ErrorKind, RateLimits, Retry};
use kook::UserChatClient;
use kook::server::{Limits, Server};

use crate::support::{TOKEN, block_on, client, kook, run};

const WINDOW: Duration = Duration::from_millis(200);

fn limited() -> Server {
    Server::limited(0, TOKEN, Limits { requests: 10, window: WINDOW }).unwrap()
}

#[test]
fn a_client_that_knows_no_limits_is_refused() {
    let server = limited();
    let api = client(&server.base_url(), TOKEN);
    block_on(async {
        for _ in 0..10 {
            api.list(None, None).await.unwrap();
        }
        let error = api.list(None, None).retry(Retry::never()).await.unwrap_err();
        assert!(error.is_rate_limited() && error.kind() == ErrorKind::Api, "{error}");
        assert_eq!(error.headers()["x-rate-limit-bucket"], "user-chat/list");
        // Each endpoint has a limit of its own.
        assert!(api.view("none").await.unwrap_err().is_api());
    });
    assert_eq!(server.received().refused, 1);
}

#[test]
fn a_client_that_learns_them_is_refused_nothing() {
    let server = limited();
    let client = Client::builder(server.base_url())
        .credentials(Credentials::scheme("Bot", TOKEN))
        .rate_limits(RateLimits::kook())
        .no_env_proxy()
        .build()
        .unwrap();
    let api = UserChatClient::new(client);
    let started = Instant::now();
    block_on(async {
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..60 {
            calls.spawn(api.list(None, None).into_future());
        }
        while let Some(call) = calls.join_next().await {
            call.unwrap().unwrap();
        }
    });
    let received = server.received();
    assert_eq!((received.accepted, received.refused), (60, 0));
    // Six windows, the last of which need not end.
    assert!(started.elapsed() >= WINDOW * 5, "{:?}", started.elapsed());
    let states = api.client().rate_limits();
    assert!(states.iter().any(|state| state.name == "user-chat/list"), "{states:?}");
}

#[test]
fn the_demonstration_shows_waits_and_no_refusal() {
    let output = run(&mut kook(&["demo", "--limits"])).ok();
    assert!(output.contains("calls wait 0."), "{output}");
    assert!(output.contains(" s for user-chat/view"), "{output}");
    assert!(output.contains("] 60/60\n"), "{output}");
    assert!(output.contains("\nrequests sent  60\n"), "{output}");
    assert!(output.contains("\n429s received  0 (none)\n"), "{output}");
    assert!(output.contains(" times the ideal of 1.50 s\n"), "{output}");
}

#[test]
fn the_demonstration_is_json_on_request() {
    let value = run(&mut kook(&["demo", "--limits", "--json"])).json();
    assert_eq!((value["sent"].as_u64(), value["refused"].as_u64()), (Some(60), Some(0)));
    let (took, ideal) = (value["milliseconds"].as_u64(), value["ideal_milliseconds"].as_u64());
    assert!(took >= ideal, "{value}");
}

#[test]
fn the_demonstration_has_a_server_of_its_own() {
    let error = run(&mut kook(&["demo", "--base-url", "http://127.0.0.1:1"])).failed(2);
    assert!(error.contains("`demo` takes no --base-url"), "{error}");
}
