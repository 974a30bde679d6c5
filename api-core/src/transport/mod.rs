//! What carries a request to a server and its answer back.

mod base;
mod classify;
mod connect;
#[cfg(feature = "hyper")]
mod hyper;
mod outgoing;
mod raw;
mod reqwest;
mod sending;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt as _};

use crate::base_url::BaseUrl;
use crate::{Body, BoxError, Result};

pub(crate) use self::classify::{classify, classify_midway};
pub(crate) use self::connect::ConnectTimeout;
#[cfg(feature = "hyper")]
pub(crate) use self::hyper::hyper;
pub(crate) use self::outgoing::OutgoingRequest;
use self::reqwest::Sender;
pub(crate) use self::reqwest::default;
pub(crate) use self::sending::Sending;

/// What carries a request to a server and its answer back: any tower service, its type erased.
#[derive(Clone)]
pub struct Transport(Kind);

#[derive(Clone)]
enum Kind {
    /// Kept apart from the others to save the boxes of erasure on the way that most calls take.
    Reqwest(Sender),
    #[cfg(feature = "hyper")]
    Hyper(hyper::Sender),
    Service(BoxCloneSyncService<Request<Body>, Response<Body>, BoxError>),
}

impl Transport {
    pub(crate) fn new<S, B>(service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let service = service
            .map_response(|response: Response<B>| response.map(Body::wrap))
            .map_err(Into::into);
        Self(Kind::Service(BoxCloneSyncService::new(service)))
    }

    pub(crate) fn from_reqwest(client: impl Into<Sender>) -> Self {
        Self(Kind::Reqwest(client.into()))
    }

    #[cfg(feature = "hyper")]
    fn from_hyper(client: hyper::Sender) -> Self {
        Self(Kind::Hyper(client))
    }

    /// What to call its host in the requests to it, if that is known before they are made.
    pub(crate) fn host(&self) -> Option<&HeaderValue> {
        match &self.0 {
            Kind::Reqwest(client) => client.host(),
            #[cfg(feature = "hyper")]
            Kind::Hyper(client) => client.host(),
            Kind::Service(_) => None,
        }
    }

    /// Sends a request of ours.
    pub(crate) fn send(&self, draft: OutgoingRequest, base: &BaseUrl) -> Sending {
        match &self.0 {
            Kind::Reqwest(client) => client.send(draft),
            #[cfg(feature = "hyper")]
            Kind::Hyper(client) => Sending::or_fail(draft.into_http(base), |it| client.send(it)),
            Kind::Service(service) => Sending::or_fail(draft.into_shown(base), |request| {
                Sending::boxed(service.clone().oneshot(request))
            }),
        }
    }

    /// Sends a request that has been through layers of the user's.
    fn pass_on(&self, request: Request<Body>) -> Sending {
        match &self.0 {
            Kind::Reqwest(client) => client.pass_on(request),
            #[cfg(feature = "hyper")]
            Kind::Hyper(client) => client.pass_on(request),
            Kind::Service(service) => Sending::boxed(service.clone().oneshot(request)),
        }
    }
}

impl Service<Request<Body>> for Transport {
    type Response = Response<Body>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>;

    // Always ready: a call works on a clone, and waits there until that is ready.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(self.pass_on(request))
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Reqwest(_) => "Transport(reqwest)",
            #[cfg(feature = "hyper")]
            Kind::Hyper(_) => "Transport(hyper)",
            Kind::Service(_) => "Transport(service)",
        })
    }
}
