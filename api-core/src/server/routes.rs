//! The routes of an API: axum finds the path, and a [`Group`] which of its endpoints is meant.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use http::{Method, StatusCode, header};
use tower::util::MapResponseLayer;

use super::group::Group;
use super::input::Input;
use super::into_response::{HttpResponse, IntoResponse, IntoServerError};
use super::rejection::{Rejection, ServeError};
use super::sealer::{RejectionHandler, Sealer};
use crate::response::ReturnType;
use crate::wire::path::template::Pattern;
use crate::{ApiError, Endpoint, Seal};

/// A call that is being served.
pub(super) type ResponseFuture =
    Pin<Box<dyn Future<Output = Result<HttpResponse, ServeError>> + Send>>;

/// How an endpoint answers.
#[derive(Clone, Copy, Debug)]
pub struct Responder {
    pub(super) seal: Seal,
    pub(crate) endpoint: &'static Endpoint,
}

/// How an outcome becomes an answer. Named without its arguments, so that the compiler shows at the
/// declared type what is wrong with it.
#[must_use]
pub fn respond<R: ReturnType, K>() -> fn(Responder, R) -> Result<HttpResponse, ServeError>
where
    R::Value: IntoResponse<K>,
    R::Error: IntoServerError,
{
    |Responder { seal, endpoint }, outcome| {
        let value =
            outcome.into_result().map_err(|error| ServeError::Failed(error.into_error()))?;
        Ok(value.into_response(seal, endpoint)?)
    }
}

/// How one endpoint is served by an implementation `S`: reads the arguments, calls it, answers.
pub struct Handler<S: ?Sized> {
    endpoint: &'static Endpoint,
    seal: Seal,
    streams: bool,
    serve: fn(Arc<S>, Input, Responder) -> ResponseFuture,
}

impl<S: ?Sized> Handler<S> {
    /// Serves an endpoint with a function.
    pub fn new(
        endpoint: &'static Endpoint,
        seal: Seal,
        serve: fn(Arc<S>, Input, Responder) -> ResponseFuture,
    ) -> Self {
        Self { endpoint, seal, streams: false, serve }
    }

    /// The same; its body is handed over unread.
    #[must_use]
    pub fn streaming(mut self) -> Self {
        self.streams = true;
        self
    }
}

impl<S: ?Sized> fmt::Debug for Handler<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handler({})", self.endpoint)
    }
}

/// The routes of an API, whose implementation is known to the handlers only.
#[derive(Clone)]
pub struct Routes {
    /// Of what is answered where no endpoint is meant.
    sealing: Sealer,
    routes: Vec<Arc<Route>>,
}

/// An endpoint, and how it is served.
pub(super) struct Route {
    pub(super) endpoint: &'static Endpoint,
    pub(super) pattern: Pattern,
    pub(super) seal: Seal,
    pub(super) streams: bool,
    pub(super) serve: Box<dyn Fn(Input, Responder) -> ResponseFuture + Send + Sync>,
}

impl Route {
    pub(super) fn takes(&self, method: &Method) -> bool {
        self.endpoint.method() == method.as_str()
    }
}

impl Routes {
    /// No routes yet. `seal` is the envelope of the API as a whole.
    #[must_use]
    pub fn new(seal: Seal) -> Self {
        let rejections: RejectionHandler = Arc::new(|rejection: &Rejection| rejection.into());
        Self { sealing: Sealer { seal, rejections }, routes: Vec::new() }
    }

    /// Adds an endpoint.
    pub fn add<S>(&mut self, implementation: &Arc<S>, handler: Handler<S>)
    where
        S: ?Sized + Send + Sync + 'static,
    {
        let Handler { endpoint, seal, streams, serve } = handler;
        let implementation = Arc::clone(implementation);
        let serve = Box::new(move |input, reply| serve(Arc::clone(&implementation), input, reply));
        let pattern = Pattern::new(endpoint.pieces());
        self.routes.push(Arc::new(Route { endpoint, pattern, seal, streams, serve }));
    }

    /// Says how a request that cannot be read is refused.
    pub fn set_rejections(
        &mut self,
        rejections: impl Fn(&Rejection) -> ApiError + Send + Sync + 'static,
    ) {
        self.sealing.rejections = Arc::new(rejections);
    }

    /// The router. Nothing in it is a fallback of ours, so that it can be merged with others.
    pub fn into_router(self) -> Router {
        router(&self.routes, &self.sealing)
    }
}

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoints = self.routes.iter().map(|route| route.endpoint.to_string());
        f.debug_list().entries(endpoints).finish()
    }
}

/// The seal of an endpoint whose envelope is `E`.
#[must_use]
pub fn seal<E: crate::Envelope>() -> Seal {
    Seal::new::<E>()
}

/// One route of axum's for each path that it can tell apart.
fn router(routes: &[Arc<Route>], sealing: &Sealer) -> Router {
    let mut router = Router::new().without_v07_checks();
    let mut known: Vec<&Pattern> = Vec::new();
    for route in routes {
        let pattern = &route.pattern;
        let folds = routes.iter().any(|other| pattern.folds_into(&other.pattern));
        if folds || known.iter().any(|other| pattern.is_same(other)) {
            continue;
        }
        known.push(pattern);
        let may_be_meant = |other: &&Arc<Route>| {
            other.pattern.covers(pattern) || other.pattern.folds_into(pattern)
        };
        let group: Vec<_> = routes.iter().filter(may_be_meant).cloned().collect();
        router = router.route(&pattern.axum(), Group::new(group, sealing.clone()).into_methods());
    }
    let sealing = sealing.clone();
    router.layer(MapResponseLayer::new(move |response| unrouted(response, &sealing)))
}

/// Marks what an endpoint, or a group of them, has answered.
#[derive(Clone, Copy)]
pub(super) struct Ours;

/// Seals what axum says where it finds no path, or no method. Its own fallbacks are kept for that: a
/// router with fallbacks of its own could not be merged with another.
fn unrouted(response: Response, sealing: &Sealer) -> Response {
    let why = match response.status() {
        _ if response.extensions().get::<Ours>().is_some() => return response,
        StatusCode::NOT_FOUND => NO_ENDPOINT,
        StatusCode::METHOD_NOT_ALLOWED => OTHER_METHOD,
        _ => return response,
    };
    let rejection = Rejection::new(response.status(), why);
    let mut sealed = sealing.rejection(&rejection);
    for (name, value) in response.headers() {
        if *name == header::ALLOW {
            sealed.headers_mut().insert(name.clone(), value.clone());
        }
    }
    sealed.map(axum::body::Body::new)
}

pub(super) const NO_ENDPOINT: &str = "no endpoint has this path";
pub(super) const OTHER_METHOD: &str = "this path takes other methods, which `Allow` names";
