//! The client's side: metrics of each request, and the context that it carries.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use api_core::observe::{Attempt, Began, Ended, Failed, Observer, Received, Responded};
use opentelemetry::metrics::MeterProvider;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, KeyValue, global};

use crate::metric::{Instruments, SCOPE, method, protocol};
use crate::propagation::Outgoing;

/// Records the metrics of a client's requests, and lets each carry the current context.
///
/// A header that the call sets itself, such as a `traceparent`, is left as it is. A request that leaves the
/// origin of its base URL, by a redirect or by a URL that was given at run time, carries no context: see
/// [`propagate_away`](Self::propagate_away).
#[derive(Clone)]
pub struct ClientObserver {
    instruments: Instruments,
    propagator: Propagation,
    /// True if requests to other origins carry the trace, too.
    away: bool,
}

#[derive(Clone)]
enum Propagation {
    Global,
    Given(Arc<dyn TextMapPropagator + Send + Sync>),
    Off,
}

impl ClientObserver {
    /// By the global meter provider, as it is now, and the global propagator.
    #[must_use]
    pub fn new() -> Self {
        let instruments = Instruments::new(&global::meter(SCOPE), "client");
        Self { instruments, propagator: Propagation::Global, away: false }
    }

    /// Records by this meter provider.
    #[must_use]
    pub fn meter_provider(mut self, provider: &dyn MeterProvider) -> Self {
        self.instruments = Instruments::new(&provider.meter(SCOPE), "client");
        self
    }

    /// Writes the context by this propagator.
    #[must_use]
    pub fn propagator(
        mut self,
        propagator: impl TextMapPropagator + Send + Sync + 'static,
    ) -> Self {
        self.propagator = Propagation::Given(Arc::new(propagator));
        self
    }

    /// Writes no context, for an API of strangers: they would learn trace ids and baggage.
    #[must_use]
    pub fn without_propagation(mut self) -> Self {
        self.propagator = Propagation::Off;
        self
    }

    /// Writes the context of the trace into requests that leave the origin of their base URL, too. Never
    /// baggage, which may hold private data.
    #[must_use]
    pub fn propagate_away(mut self) -> Self {
        self.away = true;
        self
    }

    /// Writes the context of a call that began in `began`.
    fn inject(&self, began: &Context, is_away: bool, mut headers: Outgoing<'_>) {
        if is_away && !self.away {
            return;
        }
        let mut context = Context::current();
        // A task of the client's own, such as that of a page which is asked for ahead, has none.
        if !context.has_active_span() {
            context = began.clone();
        }
        if is_away {
            let trace = context.span().span_context().clone();
            context = Context::new().with_remote_span_context(trace);
        }
        match &self.propagator {
            Propagation::Off => {}
            Propagation::Given(propagator) => propagator.inject_context(&context, &mut headers),
            Propagation::Global => global::get_text_map_propagator(|propagator| {
                propagator.inject_context(&context, &mut headers);
            }),
        }
    }

    /// A request is over.
    fn end(&self, call: &mut ClientCall, error_type: Option<&str>, size: Option<u64>) {
        let Some(mut request) = call.request.take() else { return };
        self.instruments.active.add(-1, &request.begun_with);
        if let Some(error_type) = error_type {
            request.attributes.push(KeyValue::new("error.type", error_type.to_owned()));
        }
        let attributes = &request.attributes;
        self.instruments.duration.record(request.begun.elapsed().as_secs_f64(), attributes);
        if let Some(size) = request.size {
            self.instruments.request_size.record(size, attributes);
        }
        if let Some(size) = size {
            self.instruments.response_size.record(size, attributes);
        }
    }
}

impl Default for ClientObserver {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ClientObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientObserver")
    }
}

/// A call and its request under way, as [`ClientObserver`] keeps them.
#[derive(Debug)]
pub struct ClientCall {
    /// The context in which the call began.
    began: Context,
    request: Option<Request>,
}

#[derive(Debug)]
struct Request {
    begun: Instant,
    /// The attributes that are known at the beginning.
    begun_with: Vec<KeyValue>,
    attributes: Vec<KeyValue>,
    size: Option<u64>,
}

impl Observer for ClientObserver {
    type Call = ClientCall;

    fn began(&self, _: &Began) -> ClientCall {
        ClientCall { began: Context::current(), request: None }
    }

    fn attempt(&self, call: &mut ClientCall, attempt: &mut Attempt<'_>) {
        let mut attributes = vec![
            KeyValue::new("http.request.method", method(attempt.method.as_str())),
            KeyValue::new("server.address", attempt.server_address()),
            KeyValue::new("server.port", i64::from(attempt.server_port())),
            KeyValue::new("url.scheme", attempt.scheme().to_owned()),
        ];
        let template = attempt.endpoint.template();
        if !template.is_empty() {
            attributes.push(KeyValue::new("url.template", template));
        }
        self.instruments.active.add(1, &attributes);
        self.inject(&call.began, attempt.is_away, Outgoing(attempt.headers));
        call.request = Some(Request {
            begun: Instant::now(),
            begun_with: attributes.clone(),
            attributes,
            size: attempt.body_size,
        });
    }

    fn responded(&self, call: &mut ClientCall, responded: &Responded<'_>) {
        let Some(request) = &mut call.request else { return };
        let status = i64::from(responded.status.as_u16());
        request.attributes.push(KeyValue::new("http.response.status_code", status));
        request.attributes.extend(protocol(responded.version));
    }

    fn received(&self, call: &mut ClientCall, received: &Received) {
        self.end(call, None, received.body_size);
    }

    fn failed(&self, call: &mut ClientCall, failed: &Failed<'_>) {
        self.end(call, Some(failed.error_type), failed.body_size);
    }

    /// A request that is still under way was cancelled, which is no error.
    fn ended(&self, mut call: ClientCall, _: &Ended<'_>) {
        self.end(&mut call, None, None);
    }
}
