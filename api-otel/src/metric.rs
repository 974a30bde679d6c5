//! The instruments of one side, and words that both sides use.

use api_core::http::Version;
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Histogram, Meter, UpDownCounter};

/// The name of this instrumentation.
pub(crate) const SCOPE: &str = "api-otel";

/// The buckets that the conventions ask for, in seconds.
const SECONDS: [f64; 14] =
    [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

/// The instruments of a client, or of a server.
#[derive(Clone, Debug)]
pub(crate) struct Instruments {
    pub(crate) duration: Histogram<f64>,
    pub(crate) active: UpDownCounter<i64>,
    pub(crate) request_size: Histogram<u64>,
    pub(crate) response_size: Histogram<u64>,
}

impl Instruments {
    /// Those of a `side`, which is `client` or `server`.
    pub(crate) fn new(meter: &Meter, side: &str) -> Self {
        let duration = meter
            .f64_histogram(format!("http.{side}.request.duration"))
            .with_description(format!("Duration of HTTP {side} requests."))
            .with_unit("s")
            .with_boundaries(SECONDS.to_vec())
            .build();
        let active = meter
            .i64_up_down_counter(format!("http.{side}.active_requests"))
            .with_description(format!("Number of active HTTP {side} requests."))
            .with_unit("{request}")
            .build();
        let size = |which: &str| {
            meter
                .u64_histogram(format!("http.{side}.{which}.body.size"))
                .with_description(format!("Size of HTTP {side} {which} bodies."))
                .with_unit("By")
                .build()
        };
        Self { duration, active, request_size: size("request"), response_size: size("response") }
    }
}

/// The method as a value of few: one that is not well known is `_OTHER`.
pub(crate) fn method(sent: &str) -> &'static str {
    const KNOWN: [&str; 10] =
        ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"];
    KNOWN.into_iter().find(|known| *known == sent).unwrap_or("_OTHER")
}

pub(crate) fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "0.9",
        Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "1.1",
    }
}

/// The attributes of a protocol.
pub(crate) fn protocol(of: Version) -> [KeyValue; 2] {
    [
        KeyValue::new("network.protocol.name", "http"),
        KeyValue::new("network.protocol.version", version(of)),
    ]
}
