//! One trait, both sides of it, and exporters that keep what they get.

use std::sync::LazyLock;

use api_core::{ApiError, Bytes, Client, ClientBuilder, Result, api, async_trait};
use api_tests::is_over_hyper;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tokio::net::TcpListener;
use tracing::Dispatch;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt as _;

#[api(server)]
pub(crate) trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String>;

    #[endpoint(POST, "/users")]
    async fn add(&self, name: &str) -> Result<u64>;

    #[endpoint(GET, "/users/{id}/photo", redirects = away)]
    async fn photo(&self, id: u64) -> Result<Bytes>;

    #[endpoint(GET, "/hooks/{token}")]
    async fn hook(&self, #[sensitive(in_url)] token: &str, secret: &str) -> Result<String>;
}

pub(crate) struct Two;

/// Makes the spans of this thread OpenTelemetry's.
pub(crate) fn bridge(tracers: &SdkTracerProvider) -> DefaultGuard {
    // A second subscriber that nobody uses. While there is one alone, a place in the code that is
    // reached first by a thread without a subscriber is taken to interest nobody.
    static SECOND: LazyLock<Dispatch> =
        LazyLock::new(|| Dispatch::new(tracing_subscriber::registry()));
    LazyLock::force(&SECOND);
    let bridge = tracing_opentelemetry::layer().with_tracer(tracers.tracer("client"));
    tracing::subscriber::set_default(tracing_subscriber::registry().with(bridge))
}

#[async_trait]
impl Users for Two {
    async fn get(&self, id: u64) -> Result<String> {
        match id {
            1 => Ok("Ann".to_owned()),
            2 => panic!("nobody may ask for this one"),
            _ => Err(ApiError::new(404, "no such user").into()),
        }
    }

    async fn add(&self, _: &str) -> Result<u64> {
        Ok(3)
    }

    async fn photo(&self, _: u64) -> Result<Bytes> {
        Ok(Bytes::from("photo"))
    }

    async fn hook(&self, _: &str, _: &str) -> Result<String> {
        Ok("hooked".to_owned())
    }
}

/// Serves the trait on a socket, with a layer around it. Returns the base URL.
pub(crate) async fn serve(layer: api_otel::ServerLayer) -> String {
    let router = UsersServer::new(Two).into_router().layer(layer);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { api_core::server::axum::serve(listener, router).await });
    base
}

/// A builder over the transport of the test.
pub(crate) fn builder(base: &str) -> ClientBuilder {
    let builder = Client::builder(base).no_env_proxy();
    if is_over_hyper() { builder.hyper() } else { builder }
}

/// The exporters of one test.
pub(crate) struct Telemetry {
    pub(crate) meters: SdkMeterProvider,
    pub(crate) tracers: SdkTracerProvider,
    metrics: InMemoryMetricExporter,
    spans: InMemorySpanExporter,
}

impl Telemetry {
    pub(crate) fn new() -> Self {
        let metrics = InMemoryMetricExporter::default();
        let reader = PeriodicReader::builder(metrics.clone()).build();
        let meters = SdkMeterProvider::builder().with_reader(reader).build();
        let spans = InMemorySpanExporter::default();
        let tracers = SdkTracerProvider::builder().with_simple_exporter(spans.clone()).build();
        Self { meters, tracers, metrics, spans }
    }

    pub(crate) fn client(&self) -> api_otel::ClientObserver {
        let observer = api_otel::ClientObserver::new().meter_provider(&self.meters);
        observer.propagator(TraceContextPropagator::new())
    }

    pub(crate) fn server(&self) -> api_otel::ServerLayer {
        let tracer = self.tracers.tracer("test");
        api_otel::ServerLayer::new()
            .meter_provider(&self.meters)
            .tracer(tracer)
            .propagator(TraceContextPropagator::new())
    }

    pub(crate) fn spans(&self) -> Vec<SpanData> {
        self.spans.get_finished_spans().unwrap()
    }

    /// The points of a metric.
    pub(crate) fn points(&self, name: &str) -> Vec<Point> {
        self.metrics.reset();
        self.meters.force_flush().unwrap();
        let resources = self.metrics.get_finished_metrics().unwrap();
        let scopes = resources.iter().flat_map(|resource| resource.scope_metrics());
        let metrics = scopes.flat_map(|scope| scope.metrics());
        let mut points = Vec::new();
        for metric in metrics.filter(|metric| metric.name() == name) {
            let unit = metric.unit().to_owned();
            match metric.data() {
                AggregatedMetrics::F64(MetricData::Histogram(histogram)) => {
                    points.extend(histogram.data_points().map(|point| Point {
                        unit: unit.clone(),
                        attributes: sorted(point.attributes()),
                        bounds: point.bounds().collect(),
                        count: point.count(),
                        sum: point.sum(),
                    }));
                }
                AggregatedMetrics::U64(MetricData::Histogram(histogram)) => {
                    points.extend(histogram.data_points().map(|point| Point {
                        unit: unit.clone(),
                        attributes: sorted(point.attributes()),
                        bounds: point.bounds().collect(),
                        count: point.count(),
                        sum: point.sum() as f64,
                    }));
                }
                AggregatedMetrics::I64(MetricData::Sum(sum)) => {
                    points.extend(sum.data_points().map(|point| Point {
                        unit: unit.clone(),
                        attributes: sorted(point.attributes()),
                        bounds: Vec::new(),
                        count: 0,
                        sum: point.value() as f64,
                    }));
                }
                other => panic!("{other:?}"),
            }
        }
        points
    }

    /// All that was recorded, as text.
    pub(crate) fn everything(&self) -> String {
        self.meters.force_flush().unwrap();
        format!("{:?} {:?}", self.metrics.get_finished_metrics().unwrap(), self.spans())
    }
}

#[derive(Debug)]
pub(crate) struct Point {
    pub(crate) unit: String,
    /// `name=value`, sorted.
    pub(crate) attributes: Vec<String>,
    pub(crate) bounds: Vec<f64>,
    pub(crate) count: u64,
    pub(crate) sum: f64,
}

pub(crate) fn sorted<'a>(attributes: impl Iterator<Item = &'a KeyValue>) -> Vec<String> {
    let mut attributes: Vec<String> =
        attributes.map(|one| format!("{}={:?}", one.key, one.value)).collect();
    attributes.sort();
    attributes
}
