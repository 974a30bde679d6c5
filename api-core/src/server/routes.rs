//! The routes of an API: axum finds the path, and a [`Group`] picks one of its endpoints.

use std::convert::Infallible;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::MethodRouter;
use http::{Method, StatusCode};
use tower::util::MapResponseLayer;

use super::group::Group;
use super::input::Input;
use super::into_response::{HttpResponse, IntoResponse, IntoServerError};
use super::rejection::{Rejection, ServeError};
use super::sealer::Sealer;
use crate::endpoint::Location;
use crate::response::ReturnType;
use crate::wire::path::template::Template;
use crate::{ApiError, Endpoint, Seal};

/// The implementation under way, with what it borrows.
type Called<'a, R> = Pin<Box<dyn Future<Output = R> + Send + 'a>>;

/// The response to a call, under way.
pub(super) type ResponseFuture =
    Pin<Box<dyn Future<Output = Result<HttpResponse, ServeError>> + Send>>;

/// Everything a handler needs to write the response of its endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Responder {
    pub(super) seal: Seal,
    pub(crate) endpoint: &'static Endpoint,
}

/// Gives the function that turns the returned value into a response. It is a function of no arguments
/// so that the compiler reports a missing bound at the declared type alone.
#[must_use]
pub fn respond<R: ReturnType, K>() -> fn(Responder, R) -> Result<HttpResponse, ServeError>
where
    R::Value: IntoResponse<K>,
    R::Error: IntoServerError,
{
    |Responder { seal, endpoint }, returned| {
        let value =
            returned.into_result().map_err(|error| ServeError::Failed(error.into_error()))?;
        Ok(value.into_response(seal, endpoint)?)
    }
}

/// Serves one endpoint with an implementation `S`: reads the arguments, calls it, responds.
pub struct Handler<S: ?Sized> {
    endpoint: &'static Endpoint,
    seal: Seal,
    streams: bool,
    bind: Box<dyn FnOnce(Arc<S>) -> Serve>,
}

/// Serves a request with an implementation that it knows. The request is lent: to move it from function
/// to function took a per cent of a GET.
type Serve = Box<dyn Fn(&mut Input, Responder) -> ResponseFuture + Send + Sync>;

impl<S: ?Sized + Send + Sync + 'static> Handler<S> {
    /// Serves an endpoint with a function that does everything.
    pub fn new(
        endpoint: &'static Endpoint,
        seal: Seal,
        serve: fn(Arc<S>, Input, Responder) -> ResponseFuture,
    ) -> Self {
        Self::bound(endpoint, seal, move |implementation| {
            Box::new(move |input, responder| {
                serve(Arc::clone(&implementation), input.take(), responder)
            })
        })
    }

    /// Serves an endpoint in three steps: `read` the arguments, `call` the implementation with those
    /// that it borrows and those that it takes, `respond` with what it returned.
    ///
    /// The steps are functions and no future of their own. The compiler looks at each future once
    /// more than at a function, to lay it out, which was half of what checking a server cost.
    pub fn in_steps<L, M, R>(
        endpoint: &'static Endpoint,
        seal: Seal,
        read: fn(&mut Input) -> Result<(L, M), Rejection>,
        call: for<'a> fn(&'a S, &'a L, M) -> Called<'a, R>,
        respond: fn(Responder, R) -> Result<HttpResponse, ServeError>,
    ) -> Self
    where
        L: Send + Sync + 'static,
        M: Send + 'static,
        R: 'static,
    {
        Self::bound(endpoint, seal, move |implementation| {
            Box::new(move |input, responder| {
                // Here, so that the future need not hold the request.
                let (lent, moved) = match read(input) {
                    Ok(arguments) => arguments,
                    Err(rejection) => return Box::pin(ready(Err(rejection.into()))),
                };
                let implementation = Arc::clone(&implementation);
                Box::pin(async move {
                    let returned = call(&implementation, &lent, moved).await;
                    respond(responder, returned)
                })
            })
        })
    }

    pub(crate) fn bound(
        endpoint: &'static Endpoint,
        seal: Seal,
        bind: impl FnOnce(Arc<S>) -> Serve + 'static,
    ) -> Self {
        Self { endpoint, seal, streams: false, bind: Box::new(bind) }
    }

    /// Hands the body over unread, for an endpoint whose argument is a stream.
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

/// The routes of an API. Only the handlers know the type of the implementation.
#[derive(Clone)]
pub struct Routes {
    /// Writes the response where no endpoint matches.
    sealer: Sealer,
    routes: Vec<Arc<Route>>,
    /// The routes beside the endpoints.
    others: Router,
}

/// An endpoint with its handler.
pub(super) struct Route {
    pub(super) endpoint: &'static Endpoint,
    /// None if no request can have it.
    method: Option<Method>,
    pub(super) template: Template,
    pub(super) seal: Seal,
    pub(super) streams: bool,
    /// False if no argument is in the body, which is then left alone.
    pub(super) has_body: bool,
    pub(super) serve: Serve,
}

impl Route {
    pub(super) fn takes(&self, method: &Method) -> bool {
        self.method.as_ref() == Some(method)
    }
}

impl Routes {
    /// Starts without routes. `seal` is the envelope of the API as a whole.
    #[must_use]
    pub fn new(seal: Seal) -> Self {
        Self {
            sealer: Sealer { seal, rejections: None },
            routes: Vec::new(),
            others: Router::new(),
        }
    }

    /// Adds an endpoint.
    pub fn add<S>(&mut self, implementation: &Arc<S>, handler: Handler<S>)
    where
        S: ?Sized + Send + Sync + 'static,
    {
        let Handler { endpoint, seal, streams, bind } = handler;
        let serve = bind(Arc::clone(implementation));
        let template = Template::new(endpoint.pieces());
        let has_body = endpoint.body_format().is_some()
            || endpoint.params().iter().any(|param| param.location() == Location::Body);
        let method = Method::from_bytes(endpoint.method().as_bytes()).ok();
        let route = Route { endpoint, method, template, seal, streams, has_body, serve };
        self.routes.push(Arc::new(route));
    }

    /// Sets how a rejection becomes an error of the API.
    pub fn set_rejections(
        &mut self,
        rejections: impl Fn(&Rejection) -> ApiError + Send + Sync + 'static,
    ) {
        self.sealer.rejections = Some(Arc::new(rejections));
    }

    /// Makes the router. It has no fallback of its own, so that it can be merged with others.
    pub fn into_router(self) -> Router {
        // In this order: of two fallbacks, axum keeps that of the second.
        self.others.merge(router(&self.routes, &self.sealer))
    }

    /// Serves something beside the endpoints, such as a description of them.
    pub fn merge(&mut self, other: Router) {
        self.others = std::mem::take(&mut self.others).merge(other);
    }
}

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoints = self.routes.iter().map(|route| route.endpoint.to_string());
        f.debug_list().entries(endpoints).finish()
    }
}

/// Makes the seal of an endpoint whose envelope is `E`.
#[must_use]
pub fn seal<E: crate::Envelope>() -> Seal {
    Seal::new::<E>()
}

/// Adds one route to axum for each path that it can tell apart.
///
/// Only the fallbacks of axum are wrapped, since a layer costs a request a box: they are there before
/// the routes are added. Fallbacks of our own would do, too, but two routers that each have one cannot
/// be merged.
fn router(routes: &[Arc<Route>], sealer: &Sealer) -> Router {
    let sealed = sealed(sealer);
    let mut router = Router::new().layer(sealed.clone()).without_v07_checks();
    let mut known: Vec<&Template> = Vec::new();
    for route in routes {
        let template = &route.template;
        let folds = routes.iter().any(|other| template.folds_into(&other.template));
        if folds || known.iter().any(|other| template.is_same(other)) {
            continue;
        }
        known.push(template);
        let may_be_meant = |other: &&Arc<Route>| {
            other.template.covers(template) || other.template.folds_into(template)
        };
        let group: Vec<_> = routes.iter().filter(may_be_meant).cloned().collect();
        let methods = MethodRouter::<(), Infallible>::new().layer(sealed.clone());
        let methods = Group::new(template, group, sealer.clone()).add_to(methods);
        router = router.route(&template.axum(), methods);
    }
    router
}

/// Seals the 404 or 405 of axum in the envelope.
fn sealed(sealer: &Sealer) -> MapResponseLayer<impl Fn(Response) -> Response + Clone + use<>> {
    let sealer = sealer.clone();
    MapResponseLayer::new(move |response: Response| {
        let why = match response.status() {
            StatusCode::METHOD_NOT_ALLOWED => OTHER_METHOD,
            _ => NO_ENDPOINT,
        };
        let rejection = Rejection::new(response.status(), why);
        sealer.rejection(rejection).map(axum::body::Body::new)
    })
}

pub(super) const NO_ENDPOINT: &str = "no endpoint has this path";
pub(super) const OTHER_METHOD: &str = "this path takes other methods, which `Allow` names";
