//! The spans of a client as the bridge hands them to OpenTelemetry, row by row.

use api_core::Retry;
use api_tests::{Server, Step, json};
use opentelemetry::Value;
use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::trace::SpanData;

use crate::api::{Telemetry, UsersClient, bridge, builder};

fn attribute(span: &SpanData, name: &str) -> Option<Value> {
    let mut found = span.attributes.iter().filter(|it| it.key.as_str() == name);
    let value = found.next().map(|it| it.value.clone());
    assert!(found.next().is_none(), "{name} is there twice");
    value
}

/// The spans of attempts and of calls.
fn spans(telemetry: &Telemetry) -> (Vec<SpanData>, Vec<SpanData>) {
    telemetry.spans().into_iter().partition(|span| span.span_kind == SpanKind::Client)
}

fn text(text: &str) -> Option<Value> {
    Some(Value::from(text.to_owned()))
}

#[api_tests::test]
async fn kinds_names_status_and_typed_attributes() {
    let telemetry = Telemetry::new();
    let _guard = bridge(&telemetry.tracers);
    let server = Server::by(|number| {
        let status = if number == 0 { 503 } else { 200 };
        vec![Step::ReadRequest, Step::Send(json(status, "\"a\"")), Step::Close]
    });
    let client = builder(&server.base()).retry(Retry::default()).build().unwrap();
    UsersClient::new(client).get(7).await.unwrap();

    let (attempts, calls) = spans(&telemetry);
    let [first, second] = &attempts[..] else { panic!("{attempts:#?}") };
    let [call] = &calls[..] else { panic!("{calls:#?}") };
    assert_eq!((&*call.name, &call.span_kind), ("Users::get", &SpanKind::Internal));
    assert_eq!(call.status, Status::Unset);
    assert_eq!(attribute(call, "api.attempts"), Some(Value::I64(2)));

    let port = Some(Value::I64(server.authority().rsplit(':').next().unwrap().parse().unwrap()));
    let full = format!("{}/users/7", server.base());
    for (span, status, resends) in [(first, 503, None), (second, 200, Some(Value::I64(1)))] {
        assert_eq!(span.name, "GET /users/{id}");
        assert_eq!(span.parent_span_id, call.span_context.span_id());
        let rows = [
            ("http.request.method", text("GET")),
            ("server.address", text("127.0.0.1")),
            ("server.port", port.clone()),
            ("url.full", text(&full)),
            ("url.scheme", text("http")),
            ("url.template", text("/users/{id}")),
            ("http.response.status_code", Some(Value::I64(status))),
            ("http.request.resend_count", resends),
            ("http.request.body.size", Some(Value::I64(0))),
            ("http.response.body.size", Some(Value::I64(3))),
            ("network.protocol.name", text("http")),
            ("network.protocol.version", text("1.1")),
            ("network.peer.address", text("127.0.0.1")),
            ("network.peer.port", port.clone()),
            ("error.type", if status == 503 { text("503") } else { None }),
            ("http.request.method_original", None),
        ];
        for (name, value) in rows {
            assert_eq!(attribute(span, name), value, "{name}");
        }
        let event = |name: &str| span.events.iter().any(|event| event.name == name);
        assert!(event("head") && event("body"));
        assert_eq!(event("http.client.request.exception"), status == 503);
    }
    assert!(matches!(first.status, Status::Error { .. }));
    assert_eq!(second.status, Status::Unset);
    // What samplers see is there when the span is made, and so before what comes with the response.
    let place = |name: &str| first.attributes.iter().position(|it| it.key.as_str() == name);
    assert!(place("url.full") < place("http.response.status_code"));
}

#[api_tests::test]
async fn what_is_cancelled_is_no_error() {
    let telemetry = Telemetry::new();
    let _guard = bridge(&telemetry.tracers);
    let server = Server::each([Step::ReadRequest, Step::Stall]);
    let users = UsersClient::new(builder(&server.base()).build().unwrap());
    let pause = std::time::Duration::from_millis(200);
    tokio::time::timeout(pause, users.get(7).into_future()).await.unwrap_err();
    let spans = telemetry.spans();
    assert_eq!(spans.len(), 2);
    for span in spans {
        assert_eq!(span.status, Status::Unset);
        assert_eq!(attribute(&span, "error.type"), None);
        assert_eq!(attribute(&span, "api.cancelled"), Some(Value::Bool(true)));
        assert!(span.events.iter().all(|it| it.name != "http.client.request.exception"));
    }
}

/// The duration of the metric is that of the span.
#[api_tests::test]
async fn the_metric_is_as_long_as_the_span() {
    let telemetry = Telemetry::new();
    let _guard = bridge(&telemetry.tracers);
    let bytes = json(200, "\"a\"");
    let (size, pause) = (bytes.len().div_ceil(4), std::time::Duration::from_millis(60));
    let drip = Step::Drip { bytes, size, pause };
    let server = Server::each([Step::ReadRequest, drip, Step::Close]);
    let client = builder(&server.base()).on(telemetry.client()).build().unwrap();
    UsersClient::new(client).get(7).await.unwrap();
    let (attempts, _) = spans(&telemetry);
    let length = attempts[0].end_time.duration_since(attempts[0].start_time).unwrap();
    let recorded = telemetry.points("http.client.request.duration")[0].sum;
    assert!((length.as_secs_f64() - recorded).abs() < 0.05, "{length:?} and {recorded} s");
    assert!(recorded > 0.1, "{recorded} s");
}
