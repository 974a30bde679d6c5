//! The modules of `main.rs`, over `hyper()`.

mod api;
mod client_metrics;
mod client_spans;
mod otlp;
mod propagation;
mod server_metrics;
