//! Carries a request to a server and its response back.

mod assembled_url;
mod base_origin;
mod certificates;
mod classify;
#[cfg(feature = "__decompression")]
mod compression;
mod connect;
mod connect_error;
mod connection;
mod cut_stream;
mod given_reqwest;
#[cfg(feature = "hyper")]
mod hyper;
mod outgoing;
mod proxy;
mod request_body;
mod reqwest;
mod resolve;
mod response_future;
mod sign;

use std::fmt;
use std::future::Future;
#[cfg(unix)]
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
#[cfg(feature = "__decompression")]
use http::Method;
use http::{Extensions, HeaderValue, Request, Response};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt as _};
use url::Url;

use crate::base_url::BaseUrl;
#[cfg(feature = "hyper")]
use crate::observe::Observers;
use crate::{Body, BoxError, Result};

pub(crate) use self::certificates::Certificates;
pub(crate) use self::classify::{classify, classify_midway};
pub(crate) use self::connect::{ConnectTimeout, FreshConnection};
pub(crate) use self::connection::connection;
#[cfg(feature = "hyper")]
use self::hyper::HyperTransport;
#[cfg(feature = "hyper")]
pub(crate) use self::hyper::hyper;
pub(crate) use self::outgoing::OutgoingRequest;
use self::reqwest::ReqwestTransport;
pub(crate) use self::reqwest::{given, reqwest};
pub(crate) use self::response_future::ResponseFuture;
pub(crate) use self::sign::{NeverSigned, Signer};
pub use self::sign::{Sign, Unsigned};

/// True if the body of a response with these extensions is decompressed here: a place in it is none that
/// its server knows.
pub(crate) fn was_compressed(extensions: &Extensions) -> bool {
    #[cfg(feature = "__decompression")]
    return extensions.get::<crate::observe::Transferred>().is_some();
    #[cfg(not(feature = "__decompression"))]
    {
        _ = extensions;
        false
    }
}

/// Changes the settings of reqwest.
pub(crate) type ConfigureReqwest =
    Arc<dyn Fn(::reqwest::ClientBuilder) -> ::reqwest::ClientBuilder + Send + Sync>;

/// The settings of a transport that we set up.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) base: Url,
    pub(crate) env_proxy: bool,
    pub(crate) connect_timeout: Duration,
    /// Those who may want to know of connections.
    #[cfg(feature = "hyper")]
    pub(crate) observers: Observers,
    pub(crate) certificates: Certificates,
    /// Where all connections go, instead of to the hosts of URLs.
    #[cfg(unix)]
    pub(crate) unix_socket: Option<PathBuf>,
    /// Settings of the user's own for reqwest.
    pub(crate) configure_reqwest: Option<ConfigureReqwest>,
    #[cfg(feature = "http2")]
    pub(crate) attempt_timeout: Duration,
}

/// The most that the headers of a response over HTTP/2 may come to before they are not read at all,
/// each with 32 bytes more (RFC 9113 §6.5.2). It is about the limit that hyper has for HTTP/1. Below
/// it, the limit of a call decides.
#[cfg(feature = "http2")]
const MAX_HTTP2_HEADERS: u32 = 400 << 10;

#[cfg(feature = "http2")]
impl Settings {
    /// The longest silence of an HTTP/2 connection, while responses are due on it, before it is asked
    /// whether it is still there; and how long it may take to respond to that.
    ///
    /// A connection that a middlebox has forgotten would take all calls otherwise, for as long as there
    /// are any: HTTP/2 has one connection for all. It is found out within an attempt.
    fn http2_keep_alive(&self) -> (Duration, Duration) {
        let third = self.attempt_timeout / 3;
        let second = Duration::from_secs(1);
        (third.clamp(second, 10 * second), third.clamp(second, 5 * second))
    }
}

/// Carries a request to a server and its response back. Any tower service, its type erased.
#[derive(Clone)]
pub struct Transport(Kind);

#[derive(Clone)]
enum Kind {
    // Not erased, which would take two boxes per request.
    Reqwest(ReqwestTransport),
    #[cfg(feature = "hyper")]
    Hyper(HyperTransport),
    Service(BoxCloneSyncService<Request<Body>, Response<Body>, BoxError>),
    Signed(Box<Transport>, Arc<Signer>),
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

    fn from_reqwest(client: ReqwestTransport) -> Self {
        Self(Kind::Reqwest(client))
    }

    #[cfg(feature = "hyper")]
    fn from_hyper(client: HyperTransport) -> Self {
        Self(Kind::Hyper(client))
    }

    /// This transport, with a signature on every request.
    pub(crate) fn signed(self, signer: Arc<Signer>) -> Self {
        Self(Kind::Signed(Box::new(self), signer))
    }

    /// The `Host` of requests to the base URL, if it is known before they are made.
    pub(crate) fn host(&self) -> Option<&HeaderValue> {
        match &self.0 {
            Kind::Reqwest(client) => client.host(),
            #[cfg(feature = "hyper")]
            Kind::Hyper(client) => client.host(),
            Kind::Service(_) => None,
            Kind::Signed(inner, _) => inner.host(),
        }
    }

    /// Sends a request. Sending begins now, not when the future is polled.
    pub(crate) fn send(&self, request: OutgoingRequest, base: &BaseUrl) -> ResponseFuture {
        #[cfg(feature = "__decompression")]
        if self.decompresses() {
            let mut request = request;
            let head = request.method == Method::HEAD;
            compression::ask(&request.method, &mut request.headers);
            return self.send_watched(request, base).decompressed(head);
        }
        self.send_watched(request, base)
    }

    /// True if compression is ours, and not that of a client or a service of the user's.
    #[cfg(feature = "__decompression")]
    fn decompresses(&self) -> bool {
        match &self.0 {
            Kind::Reqwest(client) => client.is_ours(),
            #[cfg(feature = "hyper")]
            Kind::Hyper(_) => true,
            Kind::Service(_) => false,
            Kind::Signed(inner, _) => inner.decompresses(),
        }
    }

    fn send_watched(&self, mut request: OutgoingRequest, base: &BaseUrl) -> ResponseFuture {
        if request.body.as_bytes().is_some() {
            return ResponseFuture::of_sent(self.send_now(request, base));
        }
        if request.body.length() == Some(0) {
            let body = std::mem::take(&mut request.body);
            let response = ResponseFuture::of_sent(self.send_now(request, base));
            return request_body::respond_if_empty(response, body);
        }
        let (body, failure) = request_body::watch(request.body);
        request.body = body;
        let response = ResponseFuture::of_sent(self.send_now(request, base));
        request_body::respond_or_fail(response, failure)
    }

    fn send_now(&self, request: OutgoingRequest, base: &BaseUrl) -> Result<ResponseFuture> {
        match &self.0 {
            Kind::Reqwest(client) => client.send(request),
            #[cfg(feature = "hyper")]
            Kind::Hyper(client) => client.send(request.into_http(base)?),
            Kind::Service(service) => {
                let request = request.into_http_for_layers(base)?;
                Ok(ResponseFuture::boxed(service.clone().oneshot(request)))
            }
            Kind::Signed(inner, signer) => {
                inner.send_http_now(signer.sign(request.into_http_for_layers(base)?)?)
            }
        }
    }

    /// Sends a request that has been through the user's layers.
    fn send_http(&self, request: Request<Body>) -> ResponseFuture {
        #[cfg(feature = "__decompression")]
        if self.decompresses() {
            let mut request = request;
            let (head, method) = (request.method() == Method::HEAD, request.method().clone());
            compression::ask(&method, request.headers_mut());
            return ResponseFuture::of_sent(self.send_http_now(request)).decompressed(head);
        }
        ResponseFuture::of_sent(self.send_http_now(request))
    }

    fn send_http_now(&self, request: Request<Body>) -> Result<ResponseFuture> {
        match &self.0 {
            Kind::Reqwest(client) => client.send_http(request),
            #[cfg(feature = "hyper")]
            Kind::Hyper(client) => client.send_http(request),
            Kind::Service(service) => Ok(ResponseFuture::boxed(service.clone().oneshot(request))),
            Kind::Signed(inner, signer) => inner.send_http_now(signer.sign(request)?),
        }
    }
}

impl Service<Request<Body>> for Transport {
    type Response = Response<Body>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>;

    // Always ready: each call waits until its own clone of the service is.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(self.send_http(request))
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Reqwest(_) => "Transport(reqwest)",
            #[cfg(feature = "hyper")]
            Kind::Hyper(_) => "Transport(hyper)",
            Kind::Service(_) => "Transport(service)",
            Kind::Signed(..) => "Transport(signed)",
        })
    }
}
