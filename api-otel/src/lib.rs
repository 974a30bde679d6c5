//! OpenTelemetry for APIs that are declared with [`api_core`]: metrics, and the context that goes from a
//! client to a server. Names and attributes are those of the semantic conventions for HTTP, version 1.44.
//!
//! | | type | brings |
//! | --- | --- | --- |
//! | client | [`ClientObserver`] | metrics; `traceparent` and baggage in every request |
//! | server | [`ServerLayer`] (feature `server`) | metrics; a span per request, below that of its client |
//!
//! ```
//! use api_core::Client;
//! use api_otel::ClientObserver;
//! use opentelemetry::global;
//! use opentelemetry_sdk::metrics::SdkMeterProvider;
//! use opentelemetry_sdk::propagation::TraceContextPropagator;
//!
//! // Once in a program, and before its clients: where metrics go, and how a context is written. Without
//! // a propagator, requests carry none.
//! global::set_meter_provider(SdkMeterProvider::builder().build()); // with a reader
//! global::set_text_map_propagator(TraceContextPropagator::new());
//!
//! let client = Client::builder("https://example.com").on(ClientObserver::new()).build()?;
//! # Ok::<(), api_core::Error>(())
//! ```
//!
//! The spans of a client come from the feature `tracing` of api-core, by way of `tracing-opentelemetry`.
//! With it, a request carries the span of its attempt; without it, the context that is current where
//! the call is awaited.
//!
//! ```
//! use opentelemetry::trace::TracerProvider as _;
//! use opentelemetry_sdk::trace::SdkTracerProvider;
//! use tracing_subscriber::layer::SubscriberExt as _;
//!
//! let tracers = SdkTracerProvider::builder().build(); // with an exporter
//! let bridge = tracing_opentelemetry::layer().with_tracer(tracers.tracer("my-service"));
//! tracing::subscriber::set_global_default(tracing_subscriber::registry().with(bridge))?;
//! # Ok::<(), tracing::subscriber::SetGlobalDefaultError>(())
//! ```
//!
//! | metric | unit | of |
//! | --- | --- | --- |
//! | `http.client.request.duration` | s | each request: from sending it to the end of its response |
//! | `http.client.active_requests` | {request} | requests under way |
//! | `http.client.request.body.size` | By | bodies of a known length |
//! | `http.client.response.body.size` | By | bodies that were read |
//! | `http.server.request.duration` | s | each request: to the end of the response's body |
//! | `http.server.active_requests` | {request} | requests under way |
//! | `http.server.request.body.size` | By | bodies of a stated length |
//! | `http.server.response.body.size` | By | each response |
//!
//! Attributes are of few values: a path is there as its template, as `url.template` or `http.route`.

mod client;
mod metric;
mod propagation;
#[cfg(feature = "server")]
mod server;

pub use self::client::{ClientCall, ClientObserver};
#[cfg(feature = "server")]
pub use self::server::{ServedBody, ServerFuture, ServerLayer, ServerService};

/// Compiles the samples of the chapter.
#[cfg(all(doctest, feature = "server"))]
#[doc = include_str!("../../docs/tracing.md")]
mod chapter {}
