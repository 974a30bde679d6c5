//! The context that a request carries, with and without the feature `tracing` being listened to.

use api_core::{Bytes, Paginated, Result, Retry, api, async_trait};
use api_otel::{ClientObserver, ServerLayer};
use api_tests::{Server, Step, json, response};
use opentelemetry::baggage::BaggageExt as _;
use opentelemetry::propagation::TextMapCompositePropagator;
use opentelemetry::trace::{
    FutureExt as _, SpanKind, TraceContextExt as _, Tracer as _, TracerProvider as _,
};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::propagation::{BaggagePropagator, TraceContextPropagator};

use crate::api::{Telemetry, Users, UsersClient, UsersServer, bridge, builder};

/// A server that fails once, and then does not.
fn server() -> Server {
    Server::by(|number| {
        let status = if number == 0 { 503 } else { 200 };
        vec![Step::ReadRequest, Step::Send(json(status, "\"a\"")), Step::Close]
    })
}

fn propagator() -> TextMapCompositePropagator {
    TextMapCompositePropagator::new(vec![
        Box::new(TraceContextPropagator::new()),
        Box::new(BaggagePropagator::new()),
    ])
}

/// An observer that writes the trace and baggage.
fn observer(telemetry: &Telemetry) -> ClientObserver {
    telemetry.client().propagator(propagator())
}

fn users(telemetry: &Telemetry, server: &Server) -> UsersClient {
    let observer = observer(telemetry);
    let builder = builder(&server.base()).retry(Retry::default());
    UsersClient::new(builder.on(observer).build().unwrap())
}

/// A context with a span and baggage.
fn context(telemetry: &Telemetry) -> Context {
    let span = telemetry.tracers.tracer("test").start("caller");
    Context::current_with_span(span).with_baggage(vec![KeyValue::new("tenant", "blue")])
}

fn parents(server: &Server) -> Vec<String> {
    server.requests().iter().map(|it| it.header("traceparent").concat()).collect()
}

#[api_tests::test(flavor = "current_thread")]
async fn without_a_subscriber_each_attempt_carries_the_context_of_the_caller() {
    let (telemetry, server) = (Telemetry::new(), server());
    let context = context(&telemetry);
    let caller = context.span().span_context().clone();
    users(&telemetry, &server).get(1).into_future().with_context(context).await.unwrap();
    let expected = format!("00-{}-{}-01", caller.trace_id(), caller.span_id());
    assert_eq!(parents(&server), [expected.clone(), expected]);
    for request in server.requests() {
        assert_eq!(request.header("baggage"), ["tenant=blue"]);
    }
}

#[api_tests::test(flavor = "current_thread")]
async fn with_a_subscriber_each_attempt_carries_its_own_span() {
    let (telemetry, server) = (Telemetry::new(), server());
    let _guard = bridge(&telemetry.tracers);
    let context = context(&telemetry);
    let caller = context.span().span_context().clone();
    users(&telemetry, &server).get(1).into_future().with_context(context).await.unwrap();

    let spans = telemetry.spans();
    let ids: Vec<String> = spans
        .iter()
        .filter(|span| span.name == "GET /users/{id}")
        .map(|it| format!("00-{}-{}-01", it.span_context.trace_id(), it.span_context.span_id()))
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(parents(&server), ids);
    assert!(ids.iter().all(|id| id.contains(&caller.trace_id().to_string())));
    // The span of the call is below the caller's.
    let call = spans.iter().find(|span| span.name == "Users::get").unwrap();
    assert_eq!(call.parent_span_id, caller.span_id());
    for request in server.requests() {
        assert_eq!(request.header("baggage"), ["tenant=blue"]);
    }
}

#[api_tests::test]
async fn a_header_of_the_call_stays_and_propagation_can_be_off() {
    let telemetry = Telemetry::new();
    let server = Server::giving(json(200, "\"a\""));
    let context = context(&telemetry);
    let call = users(&telemetry, &server).get(1).header("traceparent", "mine");
    call.into_future().with_context(context.clone()).await.unwrap();
    let off = builder(&server.base()).on(telemetry.client().without_propagation());
    let call = UsersClient::new(off.build().unwrap()).get(1);
    call.into_future().with_context(context).await.unwrap();
    assert_eq!(parents(&server), ["mine", ""]);
}

/// Baggage may hold private data, and trace ids are nobody's business.
#[api_tests::test(flavor = "current_thread")]
async fn other_origins_get_no_context_unless_they_are_meant_to() {
    for with_bridge in [false, true] {
        let telemetry = Telemetry::new();
        let _guard = with_bridge.then(|| bridge(&telemetry.tracers));
        let stranger = Server::giving(response(200, &[], "photo"));
        let there = format!("{}/photo", stranger.base());
        let server = Server::giving(response(302, &[("Location", &there)], ""));
        for observer in [observer(&telemetry), observer(&telemetry).propagate_away()] {
            let users = UsersClient::new(builder(&server.base()).on(observer).build().unwrap());
            let call = users.photo(1).into_future().with_context(context(&telemetry));
            assert_eq!(call.await.unwrap()[..], *b"photo");
        }
        for request in server.requests() {
            assert_eq!(request.header("baggage"), ["tenant=blue"]);
            assert_eq!(request.header("traceparent").len(), 1);
        }
        let kept = parents(&stranger);
        assert_eq!((kept.len(), &*kept[0]), (2, ""));
        // The trace is that of the call, and its baggage stays here.
        assert_eq!(kept[1].split('-').nth(1), parents(&server)[1].split('-').nth(1));
        assert!(stranger.requests().iter().all(|request| request.header("baggage").is_empty()));
    }
}

#[derive(serde::Deserialize, Paginated)]
struct Numbers {
    #[page(items)]
    numbers: Vec<u32>,
    #[page(next)]
    next: Option<u32>,
}

#[api]
trait Lists {
    #[endpoint(GET, "/numbers")]
    async fn numbers(&self, #[cursor] after: Option<u32>) -> Result<Numbers>;
}

/// Pages that are asked for ahead are so in a task of the client's own.
#[api_tests::test(flavor = "multi_thread")]
async fn every_page_of_a_list_carries_the_context() {
    let telemetry = Telemetry::new();
    let server = Server::responding(|request| match request.target().contains("after") {
        false => json(200, r#"{"numbers":[1],"next":2}"#),
        true => json(200, r#"{"numbers":[2]}"#),
    });
    let client = builder(&server.base()).on(observer(&telemetry)).build().unwrap();
    let lists = ListsClient::new(client);
    let context = context(&telemetry);
    let trace = context.span().span_context().trace_id().to_string();
    for ahead in [0, 1] {
        let numbers = lists.numbers(None).items().prefetch(ahead).try_collect::<Vec<_>>();
        assert_eq!(numbers.with_context(context.clone()).await.unwrap(), [1, 2]);
    }
    assert_eq!(server.requests().len(), 4);
    assert!(parents(&server).iter().all(|parent| parent.contains(&trace)), "{trace}");
    assert!(server.requests().iter().all(|it| it.header("baggage") == ["tenant=blue"]));
}

/// A server whose users are those of another one.
struct Relay(UsersClient);

#[async_trait]
impl Users for Relay {
    async fn get(&self, id: u64) -> Result<String> {
        self.0.get(id).await
    }

    async fn add(&self, name: &str) -> Result<u64> {
        self.0.add(name).await
    }

    async fn photo(&self, id: u64) -> Result<Bytes> {
        self.0.photo(id).await
    }

    async fn hook(&self, token: &str, secret: &str) -> Result<String> {
        self.0.hook(token, secret).await
    }
}

/// One trace goes from a caller through a server to the server behind it, and its baggage too.
#[api_tests::test(flavor = "current_thread")]
async fn a_server_that_calls_another_carries_the_trace_on() {
    for with_bridge in [false, true] {
        let telemetry = Telemetry::new();
        let _guard = with_bridge.then(|| bridge(&telemetry.tracers));
        let behind = Server::giving(json(200, "\"a\""));
        let relay = Relay(users(&telemetry, &behind));
        let tracer = telemetry.tracers.tracer("server");
        let layer = ServerLayer::new()
            .meter_provider(&telemetry.meters)
            .tracer(tracer)
            .propagator(propagator());
        let router = UsersServer::new(relay).into_router().layer(layer);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { api_core::server::axum::serve(listener, router).await });

        let client = builder(&base).on(observer(&telemetry)).build().unwrap();
        let context = context(&telemetry);
        let trace = context.span().span_context().trace_id();
        let call = UsersClient::new(client).get(1).into_future();
        assert_eq!(call.with_context(context).await.unwrap(), "a");
        assert!(parents(&behind)[0].contains(&trace.to_string()));
        assert_eq!(behind.request().header("baggage"), ["tenant=blue"]);
        let spans = telemetry.spans();
        let served = spans.iter().find(|span| span.span_kind == SpanKind::Server).unwrap();
        assert_eq!(served.span_context.trace_id(), trace);
        // The request behind is below the server's span: by itself, or below its call and attempt.
        let mut at = parents(&behind)[0].split('-').nth(2).unwrap().to_owned();
        while let Some(span) = spans.iter().find(|it| it.span_context.span_id().to_string() == at)
            && span.span_context.span_id() != served.span_context.span_id()
        {
            at = span.parent_span_id.to_string();
        }
        assert_eq!(at, served.span_context.span_id().to_string(), "with a bridge: {with_bridge}");
    }
}
