//! One trace from a client to a server across a socket, both sides of one trait, sent as OTLP and read
//! by programs that are not ours: here the types that OpenTelemetry generates of its own protocol, and in
//! `tests/otlp` its package for Python.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use api_tests::is_over_hyper;
use bytes::Bytes;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use prost::Message as _;

use crate::api::{UsersClient, bridge, builder, serve};

/// Keeps the bytes that an exporter posts.
#[derive(Clone, Debug, Default)]
struct Posted(Arc<Mutex<Vec<Bytes>>>);

#[api_core::async_trait]
impl HttpClient for Posted {
    async fn send_bytes(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, HttpError> {
        assert_eq!(request.headers()["content-type"], "application/x-protobuf");
        self.0.lock().unwrap().push(request.into_body());
        Ok(http::Response::new(Bytes::new()))
    }
}

fn exporting(service: &str, posted: &Posted) -> SdkTracerProvider {
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(posted.clone())
        .with_endpoint("http://localhost:4318/v1/traces")
        .build()
        .unwrap();
    let resource =
        opentelemetry_sdk::Resource::builder().with_service_name(service.to_owned()).build();
    SdkTracerProvider::builder().with_resource(resource).with_simple_exporter(exporter).build()
}

#[api_tests::test]
fn a_trace_goes_from_client_to_server() {
    let posted = Posted::default();
    let (ours, theirs) = (exporting("client", &posted), exporting("server", &posted));
    let meters = opentelemetry_sdk::metrics::SdkMeterProvider::builder().build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _guard = bridge(&ours);
    runtime.block_on(async {
        let propagator = TraceContextPropagator::new();
        let layer = api_otel::ServerLayer::new()
            .meter_provider(&meters)
            .tracer(theirs.tracer("server"))
            .propagator(propagator.clone());
        let base = serve(layer).await;
        let observer =
            api_otel::ClientObserver::new().meter_provider(&meters).propagator(propagator);
        let users = UsersClient::new(builder(&base).on(observer).build().unwrap());
        assert_eq!(users.get(1).await.unwrap(), "Ann");
        users.get(2).await.unwrap_err();
    });
    drop(runtime);
    ours.shutdown().unwrap();
    theirs.shutdown().unwrap();

    let posts = posted.0.lock().unwrap();
    let kept = if is_over_hyper() { "otlp-hyper" } else { "otlp" };
    let kept = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(kept);
    _ = std::fs::remove_dir_all(&kept);
    std::fs::create_dir_all(&kept).unwrap();
    let mut spans = BTreeMap::new();
    for (number, bytes) in posts.iter().enumerate() {
        std::fs::write(kept.join(format!("{number:02}.bin")), bytes).unwrap();
        let request = ExportTraceServiceRequest::decode(&**bytes).unwrap();
        for resource in request.resource_spans {
            for span in resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
                spans.insert(span.span_id.clone(), span);
            }
        }
    }
    // Of the server's spans, each hangs below an attempt, and that below a call.
    let servers: Vec<_> = spans.values().filter(|span| span.kind == 2).collect();
    let attempts = spans.values().filter(|span| span.kind == 3).count();
    assert_eq!((servers.len(), attempts), (4, 4), "one call, and one of three attempts");
    for server in servers {
        let attempt = &spans[&server.parent_span_id];
        let call = &spans[&attempt.parent_span_id];
        assert_eq!(server.name, "GET /users/{id}");
        assert_eq!((&*attempt.name, attempt.kind), ("GET /users/{id}", 3));
        assert_eq!((&*call.name, call.kind), ("Users::get", 1));
        assert_eq!(server.trace_id, call.trace_id);
        let port = attempt.attributes.iter().find(|it| it.key == "server.port").unwrap();
        assert!(matches!(port.value.as_ref().unwrap().value, Some(Value::IntValue(_))));
    }
}
