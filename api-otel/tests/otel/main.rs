//! OpenTelemetry, held to its conventions: what the in-memory exporters of its SDK get.

mod api;
mod client_metrics;
mod client_spans;
mod otlp;
mod propagation;
mod server_metrics;
