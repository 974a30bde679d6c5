//! Which of the endpoints that share a path of axum's a request is for.

use std::convert::Infallible;
use std::sync::Arc;

use axum::RequestExt as _;
use axum::extract::Request;
use axum::routing::{MethodFilter, MethodRouter};
use http::{HeaderValue, Method, StatusCode, header};

use super::input::Input;
use super::into_response::HttpResponse;
use super::rejection::{Rejection, ServeError};
use super::routes::{NO_ENDPOINT, OTHER_METHOD, Ours, Responder, Route};
use super::sealer::Sealer;
use crate::Endpoint;
use crate::wire::pairs::read::Pairs;
use crate::wire::path::template::Captures;

/// The endpoints that a path of axum's may be meant for, the nearest first.
#[derive(Clone)]
pub(super) struct Group {
    routes: Arc<[Arc<Route>]>,
    sealing: Sealer,
}

impl Group {
    pub(super) fn new(mut routes: Vec<Arc<Route>>, sealing: Sealer) -> Self {
        let constants = |route: &Arc<Route>| std::cmp::Reverse(route.endpoint.query().len());
        routes.sort_by_cached_key(|route| (route.pattern.rank(), constants(route)));
        Self { routes: routes.into(), sealing }
    }

    /// Answers the methods that its endpoints have. Others are left to axum, unless one of them is
    /// none that axum knows.
    pub(super) fn into_methods(self) -> MethodRouter {
        let methods: Vec<_> = self.routes.iter().map(|route| filter(route.endpoint)).collect();
        let known = methods.iter().copied().flatten().reduce(MethodFilter::or);
        let unknown = methods.contains(&None);
        let service = tower::service_fn(move |request: Request| {
            let group = self.clone();
            async move { Ok::<_, Infallible>(group.serve(request).await) }
        });
        let mut router = MethodRouter::new();
        if let Some(known) = known {
            router = router.on_service(known, service.clone());
        }
        if unknown {
            router = router.fallback_service(service);
        }
        router
    }

    async fn serve(&self, request: Request) -> HttpResponse {
        let mut answer = match self.find(&request) {
            Err(missed) => self.missed(missed),
            Ok((route, captures)) => {
                let sealing =
                    Sealer { seal: route.seal, rejections: self.sealing.rejections.clone() };
                let outcome = serve(route, captures, request).await;
                outcome.unwrap_or_else(|failure| sealing.failure(failure))
            }
        };
        answer.extensions_mut().insert(Ours);
        answer
    }

    /// The endpoint that a request is for, and what stands at its placeholders.
    fn find(&self, request: &Request) -> Result<(&Route, Captures), Missed> {
        let path = request.uri().path();
        let routes = self.routes.iter();
        let mut fits: Vec<(&Route, Captures)> =
            routes.filter_map(|route| Some((&**route, route.pattern.captures(path)?))).collect();
        if fits.is_empty() {
            return Err(Missed::Path);
        }
        let has = |method: &Method| fits.iter().any(|(route, _)| route.takes(method));
        // Who serves GET serves HEAD: axum takes the body off.
        let as_get = *request.method() == Method::HEAD && !has(&Method::HEAD);
        let method = if as_get { &Method::GET } else { request.method() };
        if !has(method) {
            return Err(Missed::Method(allowed(&fits)));
        }
        fits.retain(|(route, _)| route.takes(method));
        // The nearest template; constants tell endpoints of the same one apart.
        if let Some((nearest, _)) = fits.first() {
            let nearest = nearest.pattern.anonymous();
            fits.retain(|(route, _)| route.pattern.anonymous() == nearest);
        }
        if fits.len() > 1 {
            let query = Pairs::parse(request.uri().query().unwrap_or_default()).unwrap_or_default();
            let is_meant = |(route, _): &(&Route, Captures)| {
                route.endpoint.query().iter().all(|(name, value)| query.has(name, value))
            };
            let at = fits.iter().position(is_meant);
            return match at {
                Some(at) => Ok(fits.swap_remove(at)),
                None => Err(Missed::Constants(constants(&fits))),
            };
        }
        fits.pop().ok_or(Missed::Path)
    }

    fn missed(&self, missed: Missed) -> HttpResponse {
        match missed {
            Missed::Path => {
                self.sealing.rejection(&Rejection::new(StatusCode::NOT_FOUND, NO_ENDPOINT))
            }
            Missed::Method(allowed) => {
                let rejection = Rejection::new(StatusCode::METHOD_NOT_ALLOWED, OTHER_METHOD);
                let mut answer = self.sealing.rejection(&rejection);
                if let Ok(allowed) = HeaderValue::from_str(&allowed) {
                    answer.headers_mut().insert(header::ALLOW, allowed);
                }
                answer
            }
            Missed::Constants(constants) => {
                let message = format!("query: expected one of {constants}");
                self.sealing.rejection(&Rejection::unreadable(message))
            }
        }
    }
}

/// Why a request that axum found a path for is for none of its endpoints.
enum Missed {
    /// A segment is not as the template has it.
    Path,
    /// The methods that there are.
    Method(String),
    /// The constants of which some are expected.
    Constants(String),
}

/// The methods, as `Allow` names them.
fn allowed(fits: &[(&Route, Captures)]) -> String {
    let mut methods: Vec<&str> = Vec::new();
    for (route, _) in fits {
        let method = route.endpoint.method();
        for method in std::iter::once(method).chain((method == "GET").then_some("HEAD")) {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
    }
    methods.join(",")
}

/// What tells endpoints of one path and method apart.
fn constants(fits: &[(&Route, Captures)]) -> String {
    let constants = fits.iter().map(|(route, _)| {
        let pairs = route.endpoint.query().iter().map(|(name, value)| format!("{name}={value}"));
        format!("`{}`", pairs.collect::<Vec<_>>().join("&"))
    });
    constants.collect::<Vec<_>>().join(", ")
}

async fn serve(
    route: &Route,
    captures: Captures,
    request: Request,
) -> Result<HttpResponse, ServeError> {
    let Route { endpoint, seal, streams, .. } = *route;
    let request = request.with_limited_body();
    let input = Input::receive(endpoint, captures, request, streams).await?;
    (route.serve)(input, Responder { seal, endpoint }).await
}

/// axum's word for a method; none for one that it does not know.
fn filter(endpoint: &Endpoint) -> Option<MethodFilter> {
    Some(match endpoint.method() {
        "GET" => MethodFilter::GET,
        "HEAD" => MethodFilter::HEAD,
        "POST" => MethodFilter::POST,
        "PUT" => MethodFilter::PUT,
        "PATCH" => MethodFilter::PATCH,
        "DELETE" => MethodFilter::DELETE,
        "OPTIONS" => MethodFilter::OPTIONS,
        "TRACE" => MethodFilter::TRACE,
        "CONNECT" => MethodFilter::CONNECT,
        _ => return None,
    })
}
