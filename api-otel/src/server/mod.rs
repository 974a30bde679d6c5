//! The server's side: a layer around a router.

mod serving;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Waiting, Poll};

use api_core::http::{Request, Response};
use api_core::server::MatchedEndpoint;
use opentelemetry::global::{self, BoxedTracer, ObjectSafeTracer};
use opentelemetry::metrics::MeterProvider;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::FutureExt as _;
use tower::{Layer, Service};

pub use self::serving::ServedBody;
use self::serving::Serving;
use crate::metric::{Instruments, SCOPE};

/// Records the metrics of a router's requests, and a span per request, below that of its client.
///
/// `http.route` is the path template of the endpoint that the request was routed to; one that fits no
/// endpoint has none. The values of a query and of sensitive parameters are not recorded.
///
/// ```
/// # mod demo {
/// # use api_core::{Result, api};
/// #[api(server)]
/// pub trait Users {
///     #[endpoint(GET, "/users/{id}/name")]
///     async fn name(&self, id: u64) -> Result<String>;
/// }
/// # }
/// # use demo::*;
/// # fn run(implementation: impl Users + 'static) -> api_core::server::Router {
/// let router = UsersServer::new(implementation).into_router();
/// router.layer(api_otel::ServerLayer::new())
/// # }
/// ```
#[derive(Clone)]
pub struct ServerLayer(Arc<Telemetry>);

#[derive(Clone)]
struct Telemetry {
    instruments: Instruments,
    tracer: Arc<BoxedTracer>,
    propagator: Option<Arc<dyn TextMapPropagator + Send + Sync>>,
}

impl ServerLayer {
    /// By the global providers, as they are now, and the global propagator.
    #[must_use]
    pub fn new() -> Self {
        let instruments = Instruments::new(&global::meter(SCOPE), "server");
        let tracer = Arc::new(global::tracer(SCOPE));
        Self(Arc::new(Telemetry { instruments, tracer, propagator: None }))
    }

    /// Records by this meter provider.
    #[must_use]
    pub fn meter_provider(mut self, provider: &dyn MeterProvider) -> Self {
        Arc::make_mut(&mut self.0).instruments = Instruments::new(&provider.meter(SCOPE), "server");
        self
    }

    /// Makes the spans by this tracer.
    #[must_use]
    pub fn tracer(mut self, tracer: impl ObjectSafeTracer + Send + Sync + 'static) -> Self {
        let tracer = BoxedTracer::new(Box::new(tracer));
        Arc::make_mut(&mut self.0).tracer = Arc::new(tracer);
        self
    }

    /// Reads the client's context by this propagator.
    #[must_use]
    pub fn propagator(
        mut self,
        propagator: impl TextMapPropagator + Send + Sync + 'static,
    ) -> Self {
        Arc::make_mut(&mut self.0).propagator = Some(Arc::new(propagator));
        self
    }
}

impl Default for ServerLayer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ServerLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerLayer")
    }
}

impl<S> Layer<S> for ServerLayer {
    type Service = ServerService<S>;

    fn layer(&self, inner: S) -> ServerService<S> {
        ServerService { inner, telemetry: Arc::clone(&self.0) }
    }
}

/// A service with a [`ServerLayer`] around it.
#[derive(Clone)]
pub struct ServerService<S> {
    inner: S,
    telemetry: Arc<Telemetry>,
}

impl<S> fmt::Debug for ServerService<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerService")
    }
}

/// The response of a [`ServerService`], under way.
pub type ServerFuture<R, E> =
    Pin<Box<dyn Future<Output = Result<Response<ServedBody<R>>, E>> + Send>>;

impl<S, B, R> Service<Request<B>> for ServerService<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    S::Future: Send + 'static,
{
    type Response = Response<ServedBody<R>>;
    type Error = S::Error;
    type Future = ServerFuture<R, S::Error>;

    fn poll_ready(&mut self, cx: &mut Waiting<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let matched = MatchedEndpoint::new();
        request.extensions_mut().insert(matched.clone());
        let mut serving = Serving::begin(Arc::clone(&self.telemetry), &request, matched);
        // The service begins in the context, too, and not only when its future is polled.
        let response = {
            let _current = serving.context.clone().attach();
            self.inner.call(request)
        };
        let context = serving.context.clone();
        Box::pin(async move {
            match response.with_context(context).await {
                Ok(response) => {
                    serving.respond(&response);
                    Ok(response.map(|body| serving.until_the_end_of(body)))
                }
                Err(error) => {
                    serving.fail("_OTHER");
                    Err(error)
                }
            }
        })
    }
}
