//! Picks one of the endpoints that share one path of axum's.

use std::cmp::Reverse;
use std::convert::Infallible;
use std::fmt::Display;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;

use axum::RequestExt as _;
use axum::extract::Request;
use axum::routing::{MethodFilter, MethodRouter};
use http::{HeaderValue, Method, StatusCode, header};

use super::constants;
use super::input::Input;
use super::into_response::HttpResponse;
use super::rejection::{Rejection, ServeError};
use super::routes::{NO_ENDPOINT, OTHER_METHOD, Responder, ResponseFuture, Route};
use super::sealer::Sealer;
use crate::wire::pairs::read::Pairs;
use crate::wire::path::read::Captures;
use crate::{Endpoint, Error};

/// The endpoints behind one path of axum's, the most specific template first.
#[derive(Clone)]
pub(super) struct Group {
    routes: Arc<[Ranked]>,
    sealer: Sealer,
}

/// A route of a group, with all that is known before a request comes.
struct Ranked {
    route: Arc<Route>,
    /// Equal for routes whose templates differ only in names.
    template: String,
    /// `false` if constants tell it from another route of its template and method.
    is_alone: bool,
}

impl Group {
    pub(super) fn new(mut routes: Vec<Arc<Route>>, sealer: Sealer) -> Self {
        let constants = |route: &Arc<Route>| {
            let endpoint = route.endpoint;
            Reverse((endpoint.query().len(), endpoint.fields().len()))
        };
        routes.sort_by_cached_key(|route| (route.template.rank(), constants(route)));
        let template = |route: &Arc<Route>| route.template.anonymous();
        let key = |route: &Arc<Route>| (template(route), route.endpoint.method());
        let keys: Vec<_> = routes.iter().map(key).collect();
        let ranked = routes.into_iter().map(|route| {
            let own = key(&route);
            let is_alone = keys.iter().filter(|key| **key == own).count() == 1;
            Ranked { template: own.0, is_alone, route }
        });
        Self { routes: ranked.collect(), sealer }
    }

    /// Adds the methods of its endpoints. axum rejects all others, unless an endpoint has a method
    /// that axum does not know.
    pub(super) fn add_to(self, mut router: MethodRouter) -> MethodRouter {
        let methods: Vec<_> =
            self.routes.iter().map(|ranked| filter(ranked.route.endpoint)).collect();
        let known = methods.iter().copied().flatten().reduce(MethodFilter::or);
        let unknown = methods.contains(&None);
        let service = tower::service_fn(move |request: Request| {
            let group = self.clone();
            async move { Ok::<_, Infallible>(group.serve(request).await) }
        });
        if let Some(known) = known {
            router = router.on_service(known, service.clone());
        }
        if unknown {
            router = router.fallback_service(service);
        }
        router
    }

    async fn serve(&self, request: Request) -> HttpResponse {
        match self.pick(request).await {
            Err(missed) => self.missed(missed),
            Ok((route, captures, request)) => {
                let sealer =
                    Sealer { seal: route.seal, rejections: self.sealer.rejections.clone() };
                let responded = serve(route, captures, request).await;
                responded.unwrap_or_else(|failure| sealer.failure(failure))
            }
        }
    }

    /// Picks the endpoint of a request, with the values of its placeholders. The body is looked at
    /// only if nothing else tells the endpoints apart.
    async fn pick(&self, request: Request) -> Result<(&Route, Captures, Request), Missed> {
        let nearest = match self.nearest(request.method(), request.uri().path()) {
            Some((own, captures)) if own.is_alone => return Ok((&own.route, captures, request)),
            Some((own, _)) => own,
            None => return Err(self.none_fits(&request)),
        };
        let mut fits = self.find(nearest, &request)?;
        let endpoints: Vec<_> = fits.iter().map(|(route, _)| route.endpoint).collect();
        let (request, at) =
            constants::pick(request, &endpoints).await.map_err(Missed::Unreadable)?;
        match at {
            Some(at) if at < fits.len() => {
                let (route, captures) = fits.swap_remove(at);
                Ok((route, captures, request))
            }
            _ => {
                let fields =
                    |endpoint: &&Endpoint| shown(constants::distinguishing(endpoint, &endpoints));
                Err(Missed::constants("body", endpoints.iter().map(fields)))
            }
        }
    }

    /// Finds the route whose template is the most specific one for a path and method. A GET endpoint
    /// serves HEAD too: axum removes the body.
    fn nearest(&self, method: &Method, path: &str) -> Option<(&Ranked, Captures)> {
        let find = |method: &Method| {
            let mut takes = self.routes.iter().filter(|ranked| ranked.route.takes(method));
            takes.find_map(|ranked| Some((ranked, ranked.route.template.captures(path)?)))
        };
        find(method).or_else(|| if *method == Method::HEAD { find(&Method::GET) } else { None })
    }

    /// Finds the endpoints whose path, method and query are those of a request, with the values of
    /// their placeholders.
    fn find(&self, nearest: &Ranked, request: &Request) -> Result<Vec<(&Route, Captures)>, Missed> {
        let path = request.uri().path();
        // Constants tell endpoints of one template and method apart.
        let is_same = |own: &&Ranked| {
            own.template == nearest.template
                && own.route.endpoint.method() == nearest.route.endpoint.method()
        };
        let same = self.routes.iter().filter(is_same);
        let mut fits: Vec<(&Route, Captures)> = same
            .filter_map(|own| Some((&*own.route, own.route.template.captures(path)?)))
            .collect();
        if fits.len() > 1 {
            let query = Pairs::parse(request.uri().query().unwrap_or_default()).unwrap_or_default();
            let missed =
                Missed::constants("query", fits.iter().map(|(r, _)| shown(r.endpoint.query())));
            fits.retain(|(route, _)| {
                route.endpoint.query().iter().all(|(name, value)| query.has(name, value))
            });
            // The most constants come first, and fewer of them fit the same request.
            let most = fits.first().ok_or(missed)?.0.endpoint.query().len();
            fits.retain(|(route, _)| route.endpoint.query().len() == most);
        }
        Ok(fits)
    }

    /// The reason why no endpoint has the path and method of a request.
    fn none_fits(&self, request: &Request) -> Missed {
        let path = request.uri().path();
        let others = self.routes.iter().filter(|own| !own.route.takes(request.method()));
        let fits = others.filter(|own| own.route.template.captures(path).is_some());
        let methods = allowed(fits.map(|own| own.route.endpoint.method()));
        if methods.is_empty() { Missed::Path } else { Missed::Method(methods) }
    }

    fn missed(&self, missed: Missed) -> HttpResponse {
        match missed {
            Missed::Path => {
                self.sealer.rejection(&Rejection::new(StatusCode::NOT_FOUND, NO_ENDPOINT))
            }
            Missed::Method(allowed) => {
                let rejection = Rejection::new(StatusCode::METHOD_NOT_ALLOWED, OTHER_METHOD);
                let mut response = self.sealer.rejection(&rejection);
                if let Ok(allowed) = HeaderValue::from_str(&allowed) {
                    response.headers_mut().insert(header::ALLOW, allowed);
                }
                response
            }
            Missed::Unreadable(rejection) => self.sealer.rejection(&rejection),
        }
    }
}

/// The reason why none of the endpoints behind a path of axum's fits a request.
enum Missed {
    /// A segment does not match any template.
    Path,
    /// The method does not match; these do, as `Allow` lists them.
    Method(String),
    /// The constants do not match, or the body that has them could not be read.
    Unreadable(Rejection),
}

impl Missed {
    /// The constants of the query or the body do not match. These are the ones expected.
    fn constants(part: &str, expected: impl Iterator<Item = String>) -> Self {
        let expected: Vec<_> = expected.map(|constants| format!("`{constants}`")).collect();
        let message = format!("{part}: expected one of {}", expected.join(", "));
        Self::Unreadable(Rejection::unreadable(message))
    }
}

/// The methods, as `Allow` lists them.
fn allowed(own: impl Iterator<Item = &'static str>) -> String {
    let mut methods: Vec<&str> = Vec::new();
    for method in own {
        for method in std::iter::once(method).chain((method == "GET").then_some("HEAD")) {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
    }
    methods.join(",")
}

/// Constants, as a message names them: `a=1&b=2`.
fn shown<'a, V: Display + 'a>(
    constants: impl IntoIterator<Item = &'a (&'static str, V)>,
) -> String {
    let pairs = constants.into_iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}

async fn serve(
    route: &Route,
    captures: Captures,
    request: Request,
) -> Result<HttpResponse, ServeError> {
    let Route { endpoint, seal, streams, .. } = *route;
    let request = if route.has_body { request.with_limited_body() } else { request };
    let input = Input::receive(endpoint, captures, request, streams).await?;
    caught((route.serve)(input, Responder { seal, endpoint })).await
}

/// Awaits a call. A panic of the implementation becomes an error, which a client gets as HTTP 500 in the
/// envelope; without a response, it would take the connection for broken.
async fn caught(mut call: ResponseFuture) -> Result<HttpResponse, ServeError> {
    // After a panic, the call is only dropped: nobody sees a value that is half changed.
    poll_fn(|cx| {
        let polled = catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(cx)));
        polled.unwrap_or_else(|panic| {
            let message = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let message = message.or_else(|| panic.downcast_ref::<String>().cloned());
            let message = message.unwrap_or_default();
            Poll::Ready(Err(Error::build(format!("the implementation panicked: {message}")).into()))
        })
    })
    .await
}

/// The method as axum's filter; `None` if axum does not know it.
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
