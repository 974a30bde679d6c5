//! One request that is being served: its span and its metrics, until the last byte of the response.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Waiting, Poll, ready};
use std::time::Instant;

use api_core::endpoint::{Location, Param};
use api_core::http::header::{CONTENT_LENGTH, HOST, USER_AGENT};
use api_core::http::uri::Authority;
use api_core::http::{Request, Response};
use api_core::server::MatchedEndpoint;
use bytes::Buf;
use http_body::{Body, Frame, SizeHint};
use opentelemetry::trace::{SpanKind, Status, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, KeyValue, global};

use super::Telemetry;
use crate::metric::{method, protocol};
use crate::propagation::Incoming;

/// A request that is being served. Recorded when it is dropped, whatever became of it.
pub(super) struct Serving {
    telemetry: Arc<Telemetry>,
    pub(super) context: Context,
    matched: MatchedEndpoint,
    begun: Instant,
    method: &'static str,
    path: String,
    begun_with: Vec<KeyValue>,
    attributes: Vec<KeyValue>,
    request_size: Option<u64>,
    response_size: u64,
    error_type: Option<String>,
}

impl Serving {
    pub(super) fn begin<B>(
        telemetry: Arc<Telemetry>,
        request: &Request<B>,
        matched: MatchedEndpoint,
    ) -> Self {
        let headers = request.headers();
        let parent = match &telemetry.propagator {
            Some(propagator) => propagator.extract(&Incoming(headers)),
            None => global::get_text_map_propagator(|it| it.extract(&Incoming(headers))),
        };
        let sent = request.method().as_str();
        let method = method(sent);
        let scheme = request.uri().scheme_str().unwrap_or("http").to_owned();
        let begun_with =
            vec![KeyValue::new("http.request.method", method), KeyValue::new("url.scheme", scheme)];
        let mut of_span = begun_with.clone();
        if method == "_OTHER" {
            of_span.push(KeyValue::new("http.request.method_original", sent.to_owned()));
        }
        of_span.extend(protocol(request.version()));
        of_span.extend(server(request));
        let query = request.uri().query().filter(|query| !query.is_empty()).map(redacted);
        of_span.extend(query.map(|query| KeyValue::new("url.query", query)));
        let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        of_span.extend(agent.map(|it| KeyValue::new("user_agent.original", it.to_owned())));
        // The route is not known yet, and until it is, no part of the path is recorded: it may hold secrets.
        let name = if method == "_OTHER" { "HTTP" } else { method };
        let builder = telemetry.tracer.span_builder(name).with_kind(SpanKind::Server);
        let span = builder.with_attributes(of_span).start_with_context(&*telemetry.tracer, &parent);
        telemetry.instruments.active.add(1, &begun_with);
        let mut attributes = begun_with.clone();
        attributes.extend(protocol(request.version()));
        let length = headers.get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse().ok());
        Self {
            context: parent.with_span(span),
            telemetry,
            matched,
            begun: Instant::now(),
            method,
            path: request.uri().path().to_owned(),
            begun_with,
            attributes,
            request_size: length,
            response_size: 0,
            error_type: None,
        }
    }

    /// The head of the response is there.
    pub(super) fn respond<R>(&mut self, response: &Response<R>) {
        let status = response.status();
        let code = KeyValue::new("http.response.status_code", i64::from(status.as_u16()));
        self.context.span().set_attribute(code.clone());
        self.attributes.push(code);
        if status.is_server_error() {
            self.fail(status.as_str());
        }
    }

    /// Ends with the body of the response.
    pub(super) fn until_the_end_of<R>(self, body: R) -> ServedBody<R> {
        ServedBody { body, serving: self, size: 0 }
    }

    pub(super) fn fail(&mut self, error_type: &str) {
        self.error_type = Some(error_type.to_owned());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.fail("panic");
        }
        let span = self.context.span();
        if let Some(endpoint) = self.matched.get() {
            let route = endpoint.template();
            let name = if self.method == "_OTHER" { "HTTP" } else { self.method };
            span.update_name(format!("{name} {route}"));
            span.set_attribute(KeyValue::new("http.route", route));
            let is_secret =
                |param: &&Param| param.is_sensitive() && param.location() == Location::Path;
            // The template in place of a path that has a secret in it.
            let path = match endpoint.params().iter().find(is_secret) {
                Some(_) => route.to_owned(),
                None => std::mem::take(&mut self.path),
            };
            span.set_attribute(KeyValue::new("url.path", path));
            self.attributes.push(KeyValue::new("http.route", route));
        } else {
            // It may be meant for an endpoint, and hold its secrets.
            span.set_attribute(KeyValue::new("url.path", "REDACTED"));
        }
        if let Some(error_type) = self.error_type.take() {
            span.set_status(Status::error(""));
            span.set_attribute(KeyValue::new("error.type", error_type.clone()));
            self.attributes.push(KeyValue::new("error.type", error_type));
        }
        span.end();
        let instruments = &self.telemetry.instruments;
        instruments.active.add(-1, &self.begun_with);
        instruments.duration.record(self.begun.elapsed().as_secs_f64(), &self.attributes);
        if let Some(size) = self.request_size {
            instruments.request_size.record(size, &self.attributes);
        }
        instruments.response_size.record(self.response_size, &self.attributes);
    }
}

/// The name and the port that the client asked for: in HTTP/2, they are of the URL.
fn server<B>(request: &Request<B>) -> Vec<KeyValue> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let Some(host) = request.uri().authority().map(Authority::as_str).or(host) else {
        return Vec::new();
    };
    // Not a user's name and password, if somebody sends them.
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) => match port.parse::<i64>() {
            Ok(port) => (name, Some(port)),
            Err(_) => (host, None),
        },
        None => (host, None),
    };
    let name = name.trim_start_matches('[').trim_end_matches(']').to_owned();
    let port = port.map(|port| KeyValue::new("server.port", port));
    [KeyValue::new("server.address", name)].into_iter().chain(port).collect()
}

/// A query without its values.
fn redacted(query: &str) -> String {
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((key, _)) => format!("{key}=REDACTED"),
        None => "REDACTED".to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The body of a response, whose end is the end of its request.
pub struct ServedBody<R> {
    body: R,
    serving: Serving,
    size: u64,
}

impl<R> fmt::Debug for ServedBody<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServedBody({} bytes so far)", self.size)
    }
}

impl<R: Body + Unpin> Body for ServedBody<R> {
    type Data = R::Data;
    type Error = R::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Waiting<'_>,
    ) -> Poll<Option<Result<Frame<R::Data>, R::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => {
                let size = frame.data_ref().map_or(0, Buf::remaining);
                self.size += size as u64;
                self.serving.response_size = self.size;
            }
            Some(Err(_)) => self.serving.fail("_OTHER"),
            None => {}
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
