//! The spans, held to the table of OpenTelemetry's semantic conventions for HTTP clients (1.44).

use std::collections::BTreeSet;
use std::time::Duration;

use api_core::Retry;
use api_tests::{Server, Step, is_over_hyper, json, response};
use tracing::Level;

use crate::apis::{GOOD, builder, users};
use crate::subscriber::{Recording, Value};

#[api_tests::test]
async fn required_attributes_are_there_from_the_start_and_typed() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    users(builder(&server)).get(7).await.unwrap();
    let span = recording.attempt();
    let port = server.authority().rsplit(':').next().unwrap().parse::<i64>().unwrap();
    let full = format!("{}/users/7", server.base());
    // Row by row: name, and the value that the span is made with.
    let rows = [
        ("http.request.method", Value::from("GET")),
        ("server.address", "127.0.0.1".into()),
        ("server.port", port.into()),
        ("url.full", full.as_str().into()),
    ];
    for (name, value) in rows {
        assert_eq!(span.first.get(name), Some(&value), "{name}");
    }
    assert_eq!(span.first.get("otel.kind"), Some(&"client".into()));
    assert_eq!(span.first.get("otel.name"), Some(&"GET /users/{id}".into()));
    assert_eq!(span.first.get("url.template"), Some(&"/users/{id}".into()));
    assert_eq!(span.first.get("url.scheme"), Some(&"http".into()));
    assert_eq!(span.level, Level::INFO);
}

#[api_tests::test]
async fn conditional_and_recommended_attributes_are_there_when_known() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    users(builder(&server)).get(7).await.unwrap();
    let span = recording.attempt();
    let port = server.authority().rsplit(':').next().unwrap().parse::<i64>().unwrap();
    let rows = [
        ("http.response.status_code", Some(Value::from(200))),
        ("error.type", None),
        ("otel.status_code", None),
        ("network.protocol.name", Some("http".into())),
        ("network.protocol.version", Some("1.1".into())),
        ("network.peer.address", Some("127.0.0.1".into())),
        ("network.peer.port", Some(port.into())),
        ("http.request.resend_count", None),
        ("http.request.method_original", None),
        ("http.request.body.size", Some(0.into())),
        ("http.response.body.size", Some((GOOD.len() as i64).into())),
    ];
    for (name, value) in rows {
        assert_eq!(span.get(name), value, "{name}");
    }
    assert!(span.has_ended());
}

#[api_tests::test]
async fn a_call_has_a_span_of_its_own_above_its_attempts() {
    let recording = Recording::start();
    let server = Server::by(|number| {
        let status = if number == 0 { 503 } else { 200 };
        vec![Step::ReadRequest, Step::Send(json(status, GOOD)), Step::Close]
    });
    let outer = tracing::info_span!(target: "observe", "outer");
    let call = users(builder(&server).retry(Retry::default()));
    tracing::Instrument::instrument(call.get(7).into_future(), outer).await.unwrap();
    let spans = recording.spans();
    let [outer, call, first, second] = &spans[..] else { panic!("{spans:#?}") };
    assert_eq!(outer.parent, None);
    assert_eq!(call.parent, Some(0));
    assert_eq!(call.first.get("otel.kind"), Some(&"internal".into()));
    assert_eq!(call.first.get("otel.name"), Some(&"Users::get".into()));
    assert_eq!(call.get("api.attempts"), Some(2.into()));
    assert_eq!(call.get("error.type"), None);
    assert_eq!((first.parent, second.parent), (Some(1), Some(1)));
    // The first has failed, and says so.
    assert_eq!(first.get("error.type"), Some("503".into()));
    assert_eq!(first.get("otel.status_code"), Some("ERROR".into()));
    assert_eq!(first.get("http.request.resend_count"), None);
    let warning = first.event("http.client.request.exception").unwrap();
    assert_eq!(warning.level, Level::WARN);
    assert_eq!(warning.fields["error.type"], "503".into());
    // The second is a resend.
    assert_eq!(second.first.get("http.request.resend_count"), Some(&1.into()));
    assert_eq!(second.get("error.type"), None);
    // Between them is a wait.
    let wait = call.event("wait").unwrap();
    assert_eq!(wait.level, Level::DEBUG);
    assert_eq!(wait.fields["reason"], "backoff".into());
    assert!(matches!(wait.fields["seconds"], Value::Float(seconds) if seconds > 0.0));
    assert!(spans.iter().all(|span| span.has_ended()));
}

#[api_tests::test]
async fn head_and_end_of_the_body_and_the_connection_are_events() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    let api = users(builder(&server));
    api.get(7).await.unwrap();
    api.get(7).await.unwrap();
    let attempts = recording.attempts();
    for (number, span) in attempts.iter().enumerate() {
        let head = span.event("head").unwrap();
        assert_eq!((head.level, &head.fields["status"]), (Level::DEBUG, &200.into()));
        let body = span.event("body").unwrap();
        assert_eq!((body.level, &body.fields["size"]), (Level::DEBUG, &45.into()));
        let connection = span.event("connection").map(|it| it.fields["reused"].clone());
        // reqwest does not tell.
        assert_eq!(connection, is_over_hyper().then_some(Value::from(number > 0)));
    }
}

#[api_tests::test]
async fn every_failing_status_is_an_error_unless_it_is_declared() {
    for (status, error) in [(400, true), (404, true), (500, true), (201, false)] {
        let recording = Recording::start();
        let server = Server::giving(json(status, GOOD));
        _ = users(builder(&server)).get(7).await;
        let span = recording.attempt();
        let text = status.to_string();
        assert_eq!(span.get("error.type"), error.then(|| Value::from(&*text)), "{status}");
        assert_eq!(span.get("otel.status_code").is_some(), error, "{status}");
        assert_eq!(recording.calls()[0].get("otel.status_code").is_some(), error, "{status}");
    }
    // The endpoint knows better.
    let recording = Recording::start();
    let server = Server::giving(json(404, "{}"));
    assert_eq!(users(builder(&server)).friends(7).await.unwrap(), None);
    let span = recording.attempt();
    assert_eq!(span.get("http.response.status_code"), Some(404.into()));
    assert_eq!((span.get("error.type"), span.get("otel.status_code")), (None, None));
}

#[api_tests::test]
async fn failures_without_a_status_have_the_name_of_their_kind() {
    let recording = Recording::start();
    let server = Server::each([Step::ReadRequest, Step::Close]);
    users(builder(&server)).get(7).await.unwrap_err();
    assert_eq!(recording.attempt().get("error.type"), Some("Transport".into()));
    assert_eq!(recording.calls()[0].get("error.type"), Some("Transport".into()));

    // Found after the attempt, which was fine.
    let recording = Recording::start();
    let server = Server::giving(json(200, r#"{"code":4,"message":"secret","data":{}}"#));
    users(builder(&server)).get(7).await.unwrap_err();
    assert_eq!(recording.attempt().get("error.type"), None);
    let call = &recording.calls()[0];
    assert_eq!(call.get("error.type"), Some("Api".into()));
    assert_eq!(call.event("http.client.request.exception").unwrap().level, Level::WARN);
    assert!(!recording.everything().contains("secret"));
}

#[api_tests::test]
async fn each_failure_warns_once() {
    let recording = Recording::start();
    let server = Server::giving(json(500, "{}"));
    users(builder(&server)).get(7).await.unwrap_err();
    let spans = recording.spans();
    let warnings = spans.iter().flat_map(|it| &it.events).filter(|it| it.level == Level::WARN);
    assert_eq!(warnings.count(), 1);
}

#[api_tests::test]
async fn a_dropped_call_ends_its_spans_as_cancelled_and_without_error() {
    let recording = Recording::start();
    let server = Server::each([Step::ReadRequest, Step::Stall]);
    let api = users(builder(&server));
    let call = tokio::time::timeout(Duration::from_millis(200), api.get(1).into_future());
    call.await.unwrap_err();
    for span in recording.spans() {
        assert_eq!(span.get("api.cancelled"), Some(true.into()));
        assert_eq!((span.get("error.type"), span.get("otel.status_code")), (None, None));
        assert!(span.has_ended());
        assert!(span.events.iter().all(|event| event.level == Level::DEBUG));
    }
}

#[api_tests::test]
async fn unknown_methods_are_other() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    users(builder(&server)).purge(7).await.unwrap();
    let span = recording.attempt();
    assert_eq!(span.first["http.request.method"], "_OTHER".into());
    assert_eq!(span.first["http.request.method_original"], "PURGE".into());
    assert_eq!(span.first["otel.name"], "HTTP /users/{id}".into());
}

#[api_tests::test]
async fn a_call_without_a_template_is_named_by_its_method() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    users(builder(&server)).anywhere("/elsewhere/9").await.unwrap();
    let span = recording.attempt();
    assert_eq!(span.first["otel.name"], "GET".into());
    assert_eq!(span.get("url.template"), None);
    assert!(span.text("url.full").ends_with("/elsewhere/9"));
}

#[api_tests::test]
async fn a_thousand_calls_make_as_many_names_as_endpoints() {
    let recording = Recording::up_to(Level::INFO);
    let server = Server::giving(json(200, GOOD));
    let api = users(builder(&server));
    for id in 0..250 {
        api.get(id).await.unwrap();
        api.friends(id).await.unwrap();
        api.search(&format!("name {id}"), "key").await.unwrap();
        api.hook(&format!("token{id}"), &format!("what{id}")).await.unwrap();
    }
    let names: BTreeSet<String> =
        recording.spans().iter().map(|span| span.text("otel.name")).collect();
    let expected = [
        "GET /users",
        "GET /users/bot{token}/{what}",
        "GET /users/{id}",
        "GET /users/{id}/friends",
        "Users::friends",
        "Users::get",
        "Users::hook",
        "Users::search",
    ];
    assert_eq!(names.iter().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    assert_eq!(recording.spans().len(), 2000);
}

#[api_tests::test]
async fn redirects_and_renewals_are_resends() {
    let recording = Recording::start();
    let moved = response(302, &[("Location", "/elsewhere?a=b")], "");
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(moved),
        Step::ReadRequest,
        Step::Send(json(200, GOOD)),
    ]);
    users(builder(&server).follow_redirects(1)).get(7).await.unwrap();
    let attempts = recording.attempts();
    assert_eq!(attempts[0].get("http.response.status_code"), Some(302.into()));
    assert_eq!(attempts[0].get("error.type"), None);
    assert_eq!(attempts[1].get("http.request.resend_count"), Some(1.into()));
    assert!(attempts[1].text("url.full").ends_with("/elsewhere?a=REDACTED"));
}

#[api_tests::test]
async fn the_protocol_is_that_of_the_response() {
    let versions = [
        (http::Version::HTTP_10, "1.0"),
        (http::Version::HTTP_11, "1.1"),
        (http::Version::HTTP_2, "2"),
        (http::Version::HTTP_3, "3"),
    ];
    for (version, name) in versions {
        let recording = Recording::start();
        let service = tower::service_fn(move |_: http::Request<api_core::Body>| async move {
            let mut response = http::Response::new(api_core::Body::from(GOOD));
            *response.version_mut() = version;
            Ok::<_, std::io::Error>(response)
        });
        let client = api_core::Client::builder("http://localhost").transport(service);
        users(client).get(7).await.unwrap();
        let span = recording.attempt();
        assert_eq!(span.get("network.protocol.name"), Some("http".into()));
        assert_eq!(span.get("network.protocol.version"), Some(name.into()));
        // The port is that of the scheme; who is at the other end is not known.
        assert_eq!(span.get("server.port"), Some(80.into()));
        assert_eq!(span.get("network.peer.address"), None);
    }
}

/// What a layer of the user's logs belongs to the attempt.
#[api_tests::test]
async fn the_span_of_an_attempt_is_current_in_the_transport() {
    let recording = Recording::start();
    let service = tower::service_fn(|_: http::Request<api_core::Body>| async {
        tracing::info!(name: "inside", target: "observe", "inside");
        Ok::<_, std::io::Error>(http::Response::new(api_core::Body::from(GOOD)))
    });
    let client = api_core::Client::builder("http://localhost").transport(service);
    users(client).get(7).await.unwrap();
    assert!(recording.attempt().event("inside").is_some());
}

#[api_tests::test]
async fn calls_at_one_time_keep_their_spans_apart() {
    let recording = Recording::start();
    let server = Server::giving(json(200, GOOD));
    let api = users(builder(&server));
    let calls = (0..20).map(|id| api.get(id).into_future());
    futures_util::future::join_all(calls).await;
    let spans = recording.spans();
    let calls: BTreeSet<_> = recording.attempts().iter().map(|span| span.parent).collect();
    assert_eq!((spans.len(), calls.len()), (40, 20));
}
