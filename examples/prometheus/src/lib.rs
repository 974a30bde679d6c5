//! Prometheus's HTTP API: <https://prometheus.io/docs/prometheus/latest/querying/api/>.

use std::collections::BTreeMap;

use api_core::{Envelope, Result, Text, api};
use serde::Deserialize;

/// `{"status": "success", "data": …}`, or `{"status": "error", "errorType": …, "error": …}`.
#[derive(Envelope)]
pub struct Wrapped<T> {
    #[envelope(success = "success")]
    status: String,
    #[envelope(code, rename = "errorType")]
    kind: String,
    #[envelope(message)]
    error: String,
    #[envelope(payload)]
    data: T,
}

/// A time in seconds, and a value as text, which may be `NaN`.
pub type Sample = (f64, String);

/// The result of a query.
#[derive(Debug, Deserialize)]
#[serde(tag = "resultType", content = "result", rename_all = "lowercase")]
pub enum Data {
    Scalar(Sample),
    String(Sample),
    Vector(Vec<Instant>),
    Matrix(Vec<Range>),
}

/// A series with its value at one time.
#[derive(Debug, Deserialize)]
pub struct Instant {
    pub metric: BTreeMap<String, String>,
    pub value: Sample,
}

/// A series with its values over time.
#[derive(Debug, Deserialize)]
pub struct Range {
    pub metric: BTreeMap<String, String>,
    pub values: Vec<Sample>,
}

/// The server's build.
#[derive(Debug, Deserialize)]
pub struct BuildInfo {
    pub version: String,
}

/// A Prometheus server.
#[api(envelope = Wrapped, path = "/api/v1")]
pub trait Prometheus {
    /// Evaluates an expression, now or at `time`. A POST, because expressions can be long.
    #[endpoint(POST, "/query", body = form, retry = repeatable)]
    async fn query(&self, query: &str, time: Option<f64>) -> Result<Data>;

    /// Evaluates an expression every `step` seconds.
    #[endpoint(POST, "/query_range", body = form, retry = repeatable)]
    async fn query_range(&self, query: &str, start: f64, end: f64, step: f64) -> Result<Data>;

    /// The values of a label, in the series that match any of the selectors.
    #[endpoint(GET, "/label/{name}/values")]
    async fn label_values(
        &self,
        name: &str,
        #[query("match[]")] selectors: &[&str],
    ) -> Result<Vec<String>>;

    /// The server's build.
    #[endpoint(GET, "/status/buildinfo")]
    async fn build_info(&self) -> Result<BuildInfo>;

    /// Responds once the server is ready.
    #[endpoint(GET, "/-/ready", prefix = none, envelope = none)]
    async fn ready(&self) -> Result<Text>;
}
