//! Spans and events of the `tracing` crate, as OpenTelemetry's semantic conventions for HTTP clients
//! name them (version 1.44).
//!
//! The fields `otel.name`, `otel.kind` and `otel.status_code` are for the bridge
//! `tracing-opentelemetry`, which turns them into name, kind and status of a span. Numbers are
//! recorded as `i64`: of a `u64`, the bridge makes a text.

use std::fmt::Write as _;

use http::{HeaderName, Version};
use tracing::field::Empty;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Span, debug, event, info_span};

use super::{Attempt, Began, CallResult, Ended, Failed, Observer, Received, Responded, Waited};
use crate::Endpoint;

const TARGET: &str = "api_core";

/// True if a subscriber may want spans, or the warnings of failures alone. Without one, this is all that
/// a call pays.
pub(crate) fn are_wanted() -> bool {
    LevelFilter::current() >= LevelFilter::WARN
}

/// Tells the `tracing` crate of calls.
pub(super) struct Spans {
    /// The headers that are recorded.
    headers: Vec<HeaderName>,
}

/// The spans of one call.
pub(super) struct CallSpans {
    call: Span,
    /// The span of the attempt under way.
    attempt: Option<Span>,
    /// True if the last attempt failed, which has been told then.
    failed: bool,
}

impl CallSpans {
    /// The innermost span.
    fn current(&self) -> &Span {
        self.attempt.as_ref().unwrap_or(&self.call)
    }
}

impl Spans {
    pub(super) fn new(headers: Vec<HeaderName>) -> Self {
        Self { headers }
    }
}

/// The event of a header that is named.
fn tell_header(direction: &'static str, name: &HeaderName, value: &str) {
    debug!(name: "header", target: TARGET, direction, name = name.as_str(), value);
}

/// The span of a list that is read page by page, by calls of an endpoint or by a function.
pub(super) fn list(endpoint: Option<&Endpoint>) -> Span {
    let name = match endpoint {
        Some(endpoint) => format!("{}::{} pages", endpoint.trait_name(), endpoint.name()),
        None => "pages".to_owned(),
    };
    info_span!(target: TARGET, "list", "otel.name" = name, "otel.kind" = "internal")
}

impl Observer for Spans {
    type Call = CallSpans;

    fn began(&self, began: &Began) -> CallSpans {
        let endpoint = began.endpoint;
        let call = info_span!(
            target: TARGET,
            "call",
            "otel.name" = format_args!("{}::{}", endpoint.trait_name(), endpoint.name()),
            "otel.kind" = "internal",
            "otel.status_code" = Empty,
            "error.type" = Empty,
            "api.attempts" = Empty,
            "api.cancelled" = Empty,
        );
        CallSpans { call, attempt: None, failed: false }
    }

    fn waited(&self, spans: &mut CallSpans, waited: &Waited) {
        spans.current().in_scope(|| {
            debug!(
                name: "wait",
                target: TARGET,
                reason = waited.reason.as_str(),
                seconds = waited.elapsed.as_secs_f64(),
            );
        });
    }

    fn attempt(&self, spans: &mut CallSpans, attempt: &mut Attempt<'_>) {
        let (method, original) = method(attempt.method.as_str());
        let template = Some(attempt.endpoint.template()).filter(|template| !template.is_empty());
        let resend_count = Some(i64::from(attempt.resend_count)).filter(|count| *count > 0);
        // Within the call's span rather than with it as the parent: of one that is filtered out, it
        // would have none at all.
        let span = spans.call.in_scope(|| {
            info_span!(
                target: TARGET,
                "attempt",
                "otel.name" = span_name(attempt.endpoint, method),
                "otel.kind" = "client",
                "otel.status_code" = Empty,
                "http.request.method" = method,
                "http.request.method_original" = original,
                "server.address" = attempt.server_address(),
                "server.port" = i64::from(attempt.server_port()),
                "url.full" = attempt.url(),
                "url.scheme" = attempt.scheme(),
                "url.template" = template,
                "http.request.resend_count" = resend_count,
                "http.request.body.size" = attempt.body_size.map(number),
                "http.response.status_code" = Empty,
                "http.response.body.size" = Empty,
                "error.type" = Empty,
                "network.protocol.name" = Empty,
                "network.protocol.version" = Empty,
                "network.peer.address" = Empty,
                "network.peer.port" = Empty,
                "api.cancelled" = Empty,
            )
        });
        span.in_scope(|| {
            for name in &self.headers {
                attempt.header(name).for_each(|value| tell_header("request", name, value));
            }
        });
        spans.attempt = Some(span);
        spans.failed = false;
    }

    fn responded(&self, spans: &mut CallSpans, responded: &Responded<'_>) {
        let span = spans.current();
        let status = i64::from(responded.status.as_u16());
        span.record("http.response.status_code", status);
        span.record("network.protocol.name", "http");
        span.record("network.protocol.version", version(responded.version));
        if let Some(peer) = responded.connection.peer {
            span.record("network.peer.address", tracing::field::display(peer.ip()));
            span.record("network.peer.port", i64::from(peer.port()));
        }
        span.in_scope(|| {
            if let Some(reused) = responded.connection.reused {
                debug!(name: "connection", target: TARGET, reused);
            }
            let seconds = responded.elapsed.as_secs_f64();
            debug!(name: "head", target: TARGET, status, seconds);
            for name in &self.headers {
                responded.header(name).for_each(|value| tell_header("response", name, value));
            }
        });
    }

    fn received(&self, spans: &mut CallSpans, received: &Received) {
        let Some(span) = spans.attempt.take() else { return };
        end_of_body(&span, received.body_size);
    }

    fn failed(&self, spans: &mut CallSpans, failed: &Failed<'_>) {
        let Some(span) = spans.attempt.take() else { return };
        spans.failed = true;
        end_of_body(&span, failed.body_size);
        span.record("otel.status_code", "ERROR");
        span.record("error.type", failed.error_type);
        let retry_in = failed.retry_in.map(|wait| wait.as_secs_f64());
        span.in_scope(|| warn_of(failed.endpoint, failed.error_type, retry_in));
    }

    fn ended(&self, mut spans: CallSpans, ended: &Ended<'_>) {
        spans.call.record("api.attempts", i64::from(ended.attempts));
        let attempt = spans.attempt.take();
        match ended.result {
            CallResult::Succeeded => {}
            CallResult::Failed(_) => {
                let error_type = ended.error_type().unwrap_or_default();
                spans.call.record("otel.status_code", "ERROR");
                spans.call.record("error.type", &*error_type);
                if !spans.failed {
                    spans.call.in_scope(|| warn_of(ended.endpoint, &error_type, None));
                }
            }
            CallResult::Cancelled => {
                for span in attempt.iter().chain([&spans.call]) {
                    span.record("api.cancelled", true);
                }
                spans.call.in_scope(|| debug!(name: "cancelled", target: TARGET, "cancelled"));
            }
        }
    }

    fn scope(&self, spans: &CallSpans, run: &mut dyn FnMut()) {
        spans.current().in_scope(run);
    }
}

/// A size as the bridge to OpenTelemetry keeps numbers.
fn number(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn end_of_body(span: &Span, size: Option<u64>) {
    let Some(size) = size.map(number) else { return };
    span.record("http.response.body.size", size);
    span.in_scope(|| debug!(name: "body", target: TARGET, size));
}

/// The event of a failure. Without a message: that may hold words of the server. With the endpoint, for
/// those who see no spans.
fn warn_of(endpoint: &Endpoint, error_type: &str, retry_in: Option<f64>) {
    event!(
        name: "http.client.request.exception",
        target: TARGET,
        Level::WARN,
        endpoint = format_args!("{}::{}", endpoint.trait_name(), endpoint.name()),
        "error.type" = error_type,
        retry_in_seconds = retry_in,
    );
}

/// The method as a value of few: one that is not well known is `_OTHER`, with its own spelling beside
/// it.
fn method(sent: &str) -> (&str, Option<&str>) {
    const KNOWN: [&str; 10] =
        ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"];
    if KNOWN.contains(&sent) { (sent, None) } else { ("_OTHER", Some(sent)) }
}

fn span_name(endpoint: &Endpoint, method: &str) -> String {
    let mut name = if method == "_OTHER" { "HTTP" } else { method }.to_owned();
    if !endpoint.template().is_empty() {
        _ = write!(name, " {}", endpoint.template());
    }
    name
}

fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "0.9",
        Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "1.1",
    }
}
