//! Picks one of the endpoints that share one path of axum's.

use std::cmp::Reverse;
use std::fmt::Display;
use std::sync::Arc;

use axum::extract::Request;
use axum::routing::{MethodFilter, MethodRouter, any_service};
use http::{HeaderValue, Method, StatusCode, header};

use super::constants;
use super::into_response::HttpResponse;
use super::rejection::Rejection;
use super::routes::{NO_ENDPOINT, OTHER_METHOD, Route};
use super::sealer::Sealer;
use super::serving::Serving;
use crate::Endpoint;
use crate::wire::pairs::read::Pairs;
use crate::wire::path::read::Captures;
use crate::wire::path::template::Template;

/// The endpoints behind one path of axum's, the most specific template first.
pub(super) struct Group {
    routes: Vec<Ranked>,
    pub(super) sealer: Sealer,
}

/// A route of a group, with all that is known before a request comes.
struct Ranked {
    route: Arc<Route>,
    /// Equal for routes whose templates differ only in names.
    template: String,
    /// `true` if its template is the one that axum has matched.
    is_matched: bool,
    /// `false` if constants tell it from another route of its template and method.
    is_alone: bool,
    /// The constant headers that tell it from routes with the same other constants.
    headers: Vec<(&'static str, &'static str)>,
}

impl Group {
    /// `path` is the template that axum matches.
    pub(super) fn new(path: &Template, routes: Vec<Arc<Route>>, sealer: Sealer) -> Self {
        let constants = |route: &Arc<Route>| {
            let endpoint = route.endpoint;
            Reverse((endpoint.query().len(), endpoint.fields().len()))
        };
        let template = |route: &Arc<Route>| route.template.anonymous();
        let key = |route: &Arc<Route>| (template(route), route.endpoint.method());
        let keys: Vec<_> = routes.iter().map(key).collect();
        let endpoints: Vec<_> = routes.iter().map(|route| route.endpoint).collect();
        let ranked = routes.into_iter().map(|route| {
            let own = key(&route);
            let is_alone = keys.iter().filter(|key| **key == own).count() == 1;
            let is_matched = route.template.is_same(path);
            let headers = if is_alone {
                Vec::new()
            } else {
                let own = endpoints.iter().zip(&keys).filter(|(_, key)| **key == own);
                constants::headers(route.endpoint, own.map(|(endpoint, _)| endpoint))
            };
            Ranked { template: own.0, is_matched, is_alone, headers, route }
        });
        let mut routes: Vec<_> = ranked.collect();
        // Of routes with the same other constants, the one with the most headers is asked first.
        routes.sort_by_cached_key(|own| {
            (own.route.template.rank(), constants(&own.route), Reverse(own.headers.len()))
        });
        Self { routes, sealer }
    }

    /// Adds the methods of its endpoints. axum rejects all others, unless an endpoint has a method
    /// that axum does not know.
    pub(super) fn add_to(self, mut router: MethodRouter) -> MethodRouter {
        let methods: Vec<_> =
            self.routes.iter().map(|ranked| filter(ranked.route.endpoint)).collect();
        let known = methods.iter().copied().flatten().reduce(MethodFilter::or);
        let unknown = methods.contains(&None);
        let group = Arc::new(self);
        let service = tower::service_fn(move |request| Serving::new(Arc::clone(&group), request));
        if unknown {
            // With another fallback, axum would add an `Allow` of the methods that it knows to a success.
            router = any_service(service.clone());
        }
        match known {
            Some(known) => router.on_service(known, service),
            None => router,
        }
    }

    /// Picks the endpoint of a request by its method and path, if no constants are needed to tell it
    /// from others.
    pub(super) fn pick(&self, method: &Method, path: &str) -> Result<Picked, Missed> {
        match self.nearest(method, path) {
            Some((own, captures)) if own.is_alone => {
                Ok(Picked::Route(Arc::clone(&own.route), captures))
            }
            Some((_, _)) => Ok(Picked::Several),
            None => Err(self.none_fits(method, path)),
        }
    }

    /// Picks the endpoint of a request, with the values of its placeholders, by its constants. The body
    /// is looked at only if nothing else tells the endpoints apart.
    pub(super) async fn pick_by_constants(&self, request: Request) -> PickedByConstants {
        let (method, path) = (request.method(), request.uri().path());
        let Some((nearest, _)) = self.nearest(method, path) else {
            return Err(self.none_fits(method, path));
        };
        let mut fits = self.find(nearest, &request)?;
        let endpoints: Vec<_> = fits.iter().map(|(own, _)| own.route.endpoint).collect();
        let (request, at) =
            constants::pick(request, &endpoints).await.map_err(Missed::Unreadable)?;
        match at {
            Some(at) if at < fits.len() => {
                let (own, captures) = fits.swap_remove(at);
                Ok((Arc::clone(&own.route), captures, request))
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
            takes.find_map(|ranked| {
                let template = &ranked.route.template;
                let captures = match ranked.is_matched {
                    true => template.captures_of_match(path),
                    false => template.captures(path),
                };
                Some((ranked, captures?))
            })
        };
        find(method).or_else(|| if *method == Method::HEAD { find(&Method::GET) } else { None })
    }

    /// Finds the endpoints whose path, method, query and headers are those of a request, with the values of
    /// their placeholders.
    fn find(
        &self,
        nearest: &Ranked,
        request: &Request,
    ) -> Result<Vec<(&Ranked, Captures)>, Missed> {
        let path = request.uri().path();
        // Constants tell endpoints of one template and method apart.
        let is_same = |own: &&Ranked| {
            own.template == nearest.template
                && own.route.endpoint.method() == nearest.route.endpoint.method()
        };
        let same = self.routes.iter().filter(is_same);
        let mut fits: Vec<(&Ranked, Captures)> =
            same.filter_map(|own| Some((own, own.route.template.captures(path)?))).collect();
        if fits.len() > 1 {
            let query = Pairs::new(request.uri().query().unwrap_or_default());
            let missed = Missed::constants(
                "query",
                fits.iter().map(|(own, _)| shown(own.route.endpoint.query())),
            );
            fits.retain(|(own, _)| {
                own.route.endpoint.query().iter().all(|(name, value)| query.has(name, value))
            });
            // The most constants come first, and fewer of them fit the same request.
            let most = fits.first().ok_or(missed)?.0.route.endpoint.query().len();
            fits.retain(|(own, _)| own.route.endpoint.query().len() == most);
        }
        if fits.len() > 1 && fits.iter().any(|(own, _)| !own.headers.is_empty()) {
            let missed =
                Missed::constants("headers", fits.iter().map(|(own, _)| shown(&own.headers)));
            fits.retain(|(own, _)| constants::are_sent(&own.headers, request.headers()));
            if fits.is_empty() {
                return Err(missed);
            }
        }
        Ok(fits)
    }

    /// The reason why no endpoint has the path and method of a request.
    fn none_fits(&self, method: &Method, path: &str) -> Missed {
        let others = self.routes.iter().filter(|own| !own.route.takes(method));
        let fits = others.filter(|own| own.route.template.captures(path).is_some());
        let methods = allowed(fits.map(|own| own.route.endpoint.method()));
        if methods.is_empty() { Missed::Path } else { Missed::Method(methods) }
    }

    /// The response to a request without an endpoint.
    pub(super) fn missed(&self, missed: Missed) -> HttpResponse {
        match missed {
            Missed::Path => {
                self.sealer.rejection(Rejection::new(StatusCode::NOT_FOUND, NO_ENDPOINT))
            }
            Missed::Method(allowed) => {
                let rejection = Rejection::new(StatusCode::METHOD_NOT_ALLOWED, OTHER_METHOD);
                let mut response = self.sealer.rejection(rejection);
                if let Ok(allowed) = HeaderValue::from_str(&allowed) {
                    response.headers_mut().insert(header::ALLOW, allowed);
                }
                response
            }
            Missed::Unreadable(rejection) => self.sealer.rejection(rejection),
        }
    }
}

/// The endpoint of a request, as far as its method and path tell.
pub(super) enum Picked {
    Route(Arc<Route>, Captures),
    /// Constants tell which of several it is.
    Several,
}

/// The endpoint of a request that only constants tell from others, and the request.
pub(super) type PickedByConstants = Result<(Arc<Route>, Captures, Request), Missed>;

/// The reason why none of the endpoints behind a path of axum's fits a request.
pub(super) enum Missed {
    /// A segment does not match any template.
    Path,
    /// The method does not match; these do, as `Allow` lists them.
    Method(String),
    /// The constants do not match, or the body that has them could not be read.
    Unreadable(Rejection),
}

impl Missed {
    /// The constants of the query, the headers or the body do not match. These are the ones expected.
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
