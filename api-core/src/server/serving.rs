//! One request on its way through: the endpoint is picked, the body read, the implementation called.
//!
//! A state machine by hand. As an async block it is a future of over a kilobyte that axum moves
//! several times: six per cent of a GET.

use std::any::Any;
use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Waker, Poll, ready};

use axum::RequestExt as _;
use axum::extract::Request;
use axum::response::Response;

use super::content::{Collect, Content, Plan};
use super::group::{Group, Picked, PickedByConstants};
use super::input::Input;
use super::into_response::{HttpResponse, remove_framing};
use super::late_error;
use super::matched::MatchedEndpoint;
use super::rejection::{Rejection, ServeError};
use super::routes::{Responder, ResponseFuture, Route};
use super::sealer::Sealer;
use crate::wire::pairs::read::Pairs;
use crate::wire::path::read::Captures;
use crate::{Context, Error, ErrorKind};

/// The response to one request, under way.
pub(super) struct Serving {
    group: Arc<Group>,
    stage: Stage,
}

enum Stage {
    /// Constants of the body tell which endpoint it is.
    Picking(Pin<Box<dyn Future<Output = PickedByConstants> + Send>>),
    /// The body is read to its end. In a box, so that a request without a body is small to move.
    Collecting(Box<Collecting>),
    /// The implementation is called.
    Calling {
        route: Arc<Route>,
        call: ResponseFuture,
    },
    Done(HttpResponse),
}

struct Collecting {
    route: Arc<Route>,
    input: Input,
    body: Collect,
}

impl Serving {
    pub(super) fn new(group: Arc<Group>, request: Request) -> Self {
        let stage = match group.pick(request.method(), request.uri().path()) {
            Ok(Picked::Route(route, captures)) => Stage::begin(&group, route, captures, request),
            Ok(Picked::Several) => {
                let group = Arc::clone(&group);
                Stage::Picking(Box::pin(async move { group.pick_by_constants(request).await }))
            }
            Err(missed) => Stage::Done(group.missed(missed)),
        };
        Self { group, stage }
    }
}

impl Future for Serving {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Waker<'_>) -> Poll<Self::Output> {
        let Self { group, stage } = &mut *self;
        loop {
            let next = match stage {
                Stage::Picking(pick) => match ready!(pick.as_mut().poll(cx)) {
                    Ok((route, captures, request)) => Stage::begin(group, route, captures, request),
                    Err(missed) => Stage::Done(group.missed(missed)),
                },
                Stage::Collecting(collecting) => {
                    let Collecting { route, input, body } = &mut **collecting;
                    let bytes = ready!(Pin::new(body).poll(cx));
                    match bytes
                        .and_then(|b| Content::of(route.endpoint, input.context.headers(), b))
                    {
                        Ok(content) => {
                            input.content = content;
                            Stage::call(group, Arc::clone(route), input)
                        }
                        Err(rejection) => Stage::rejected(group, route, rejection),
                    }
                }
                Stage::Calling { route, call } => {
                    let response = match caught(|| call.as_mut().poll(cx)) {
                        Ok(Poll::Pending) => return Poll::Pending,
                        Ok(Poll::Ready(Ok(mut response))) => {
                            remove_framing(&mut response, route.endpoint);
                            response
                        }
                        Ok(Poll::Ready(Err(failure))) | Err(failure) => {
                            sealer(group, route).failure(failure)
                        }
                    };
                    return Poll::Ready(Ok(response.map(late_error::into_axum)));
                }
                Stage::Done(response) => {
                    let response = std::mem::take(response);
                    return Poll::Ready(Ok(response.map(late_error::into_axum)));
                }
            };
            *stage = next;
        }
    }
}

impl Stage {
    /// The first stage of a request whose endpoint is known.
    fn begin(group: &Group, route: Arc<Route>, captures: Captures, request: Request) -> Self {
        if let Some(matched) = request.extensions().get::<MatchedEndpoint>() {
            matched.set(route.endpoint);
        }
        let request = if route.has_body { request.with_limited_body() } else { request };
        let (parts, body) = request.into_parts();
        let mut input = Input::new(route.endpoint, Context::new(parts), captures);
        let query = Pairs::check(input.context.uri().query().unwrap_or_default());
        if let Err(invalid) = query {
            let rejection = Rejection::unreadable(format!("query: {invalid}"));
            return Self::rejected(group, &route, rejection);
        }
        if !route.has_body {
            return Self::call(group, route, &mut input);
        }
        match Content::plan(&route, input.context.headers(), body) {
            Ok(Plan::Collect(body)) => {
                let body = Collect::new(body);
                Self::Collecting(Box::new(Collecting { route, input, body }))
            }
            Ok(Plan::Ready(content)) => {
                input.content = content;
                Self::call(group, route, &mut input)
            }
            Err(rejection) => Self::rejected(group, &route, rejection),
        }
    }

    /// The response to a request whose arguments cannot be read.
    fn rejected(group: &Group, route: &Route, rejection: Rejection) -> Self {
        Self::Done(sealer(group, route).rejection(rejection))
    }

    /// The call of the implementation.
    fn call(group: &Group, route: Arc<Route>, input: &mut Input) -> Self {
        let responder = Responder { seal: route.seal, endpoint: route.endpoint };
        match caught(|| (route.serve)(input, responder)) {
            Ok(call) => Self::Calling { call, route },
            Err(panicked) => Self::Done(sealer(group, &route).failure(panicked)),
        }
    }
}

/// Writes the failures of an endpoint.
fn sealer(group: &Group, route: &Route) -> Sealer {
    Sealer { seal: route.seal, rejections: group.sealer.rejections.clone() }
}

/// Reads the arguments of a call, or polls it. A panic of the implementation becomes an error, which a
/// client gets as HTTP 500 in the envelope; without a response, it would take the connection for broken.
fn caught<T>(step: impl FnOnce() -> T) -> Result<T, ServeError> {
    // After a panic, the call is only dropped: nobody sees a value that is half changed.
    catch_unwind(AssertUnwindSafe(step)).map_err(|panic| {
        let message = panic_message(&*panic);
        Error::new(ErrorKind::Internal, format!("the implementation panicked: {message}")).into()
    })
}

/// The words of a panic; none if it has something else than a text.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or_default()
}
