//! The default transport: reqwest, with its unsafe defaults switched off.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue, Method, Request, Response};
use tower::Service as _;
use url::{ParseError, Url};

#[cfg(feature = "http2")]
use super::MAX_HTTP2_HEADERS;
use super::base_origin::BaseOrigin;
use super::connect::{ConnectTimeout, ConnectTimeoutLayer};
use super::connect_error::ConnectError;
use super::outgoing::{OutgoingRequest, frame};
use super::resolve::Resolver;
use super::{ResponseFuture, Settings, Transport, given_reqwest, proxy};
use crate::{Body, BoxError, Error, Result};

/// How long an idle connection is kept: less than common servers do, so that we close it first.
pub(super) const IDLE: Duration = Duration::from_secs(15);

/// A client of reqwest.
#[derive(Clone)]
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    /// None for a client of the user's own.
    timed: Option<Arc<TimedClient>>,
    base: Option<Arc<BaseOrigin>>,
}

/// A second client, for calls with a connect timeout of their own. The first of them makes it.
///
/// It has a layer around its connector, and such a client copies that layer for every request, which
/// takes eighteen allocations. All other calls go without.
struct TimedClient {
    settings: Settings,
    client: OnceLock<reqwest::Client>,
}

impl TimedClient {
    fn client(&self) -> Result<reqwest::Client, reqwest::Error> {
        if let Some(client) = self.client.get() {
            return Ok(client.clone());
        }
        let layer = ConnectTimeoutLayer(self.settings.connect_timeout);
        let client = builder(&self.settings).connector_layer(layer).build()?;
        Ok(self.client.get_or_init(|| client).clone())
    }
}

/// Safe settings.
///
/// No redirects: reqwest would turn a POST into a GET, and would send an `X-Api-Key` and a
/// `Referer` with the whole query to another origin. No retries: reqwest's know neither a delay nor
/// `Retry-After`.
fn builder(settings: &Settings) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder();
    let builder = match &settings.configure_reqwest {
        Some(configure) => configure(builder),
        None => builder,
    };
    let mut builder = builder
        .redirect(reqwest::redirect::Policy::none())
        // With this, reqwest keeps no copy of a request for a retry either.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        // Each of these is on once any crate of a build asks for it. See `compression` about ours.
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .no_gzip()
        .pool_idle_timeout(IDLE)
        .dns_resolver(Resolver);
    // The features of this crate decide about HTTP/2, too, and not those of any other.
    #[cfg(feature = "http2")]
    {
        let (interval, timeout) = settings.http2_keep_alive();
        builder = builder
            .http2_max_header_list_size(MAX_HTTP2_HEADERS)
            .http2_keep_alive_interval(interval)
            .http2_keep_alive_timeout(timeout);
    }
    #[cfg(not(feature = "http2"))]
    {
        builder = builder.http1_only();
    }
    if !settings.env_proxy {
        builder = builder.no_proxy();
    }
    builder
}

/// A client of the user's, whose own settings hold.
pub(crate) fn given(client: reqwest::Client) -> Result<Transport> {
    given_reqwest::refuse_redirects(&client)?;
    given_reqwest::refuse_framing(&client)?;
    Ok(Transport::from_reqwest(ReqwestTransport { client, timed: None, base: None }))
}

/// The default transport of a client.
pub(crate) fn reqwest(mut settings: Settings) -> Result<Transport> {
    settings.env_proxy = settings.env_proxy && proxy::from_env(&settings.base)?.is_some();
    let client = builder(&settings)
        .connect_timeout(settings.connect_timeout)
        .build()
        .map_err(|error| Error::build("the HTTP client could not be set up").with_source(error))?;
    if settings.configure_reqwest.is_some() {
        given_reqwest::refuse_framing(&client)?;
    }
    let base = Some(Arc::new(BaseOrigin::new(&settings.base)));
    let timed = Some(Arc::new(TimedClient { settings, client: OnceLock::new() }));
    Ok(Transport::from_reqwest(ReqwestTransport { client, timed, base }))
}

impl ReqwestTransport {
    #[cfg(feature = "__decompression")]
    pub(super) fn is_ours(&self) -> bool {
        self.base.is_some()
    }

    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.base.as_ref()?.host()
    }

    pub(super) fn send(&self, request: OutgoingRequest) -> ResponseFuture {
        let OutgoingRequest { method, target, headers, extensions, body, .. } = request;
        self.execute(method, self.url(target), headers, &extensions, body)
    }

    /// Sends a request that has been through the user's layers.
    pub(super) fn send_http(&self, mut request: Request<Body>) -> ResponseFuture {
        ResponseFuture::send_prepared(frame(&mut request), |()| {
            let (Parts { method, uri, mut headers, extensions, .. }, body) = request.into_parts();
            if let Some(base) = self.base.as_ref().filter(|base| base.is_origin_of(&uri)) {
                base.set_host(&mut headers);
            }
            self.execute(method, self.url(uri.to_string()), headers, &extensions, body)
        })
    }

    fn url(&self, target: String) -> Result<Url, ParseError> {
        match &self.base {
            Some(base) => base.url(target),
            None => Url::parse(&target),
        }
    }

    fn execute(
        &self,
        method: Method,
        url: Result<Url, ParseError>,
        headers: HeaderMap,
        extensions: &Extensions,
        body: Body,
    ) -> ResponseFuture {
        ResponseFuture::send_prepared(url.map_err(no_url), |url| {
            let mut request = reqwest::Request::new(method, url);
            *request.headers_mut() = headers;
            *request.body_mut() = Some(body.into_reqwest());
            let timeout = extensions.get::<ConnectTimeout>().copied();
            match timeout.zip(self.timed.as_ref()) {
                None => ResponseFuture::Reqwest((&self.client).call(request)),
                Some((timeout, timed)) => ResponseFuture::send_prepared(timed.client(), |client| {
                    let response = timeout.apply_to(client.execute(request));
                    ResponseFuture::boxed(async { Self::response(response.await) })
                }),
            }
        })
    }

    /// A response of reqwest as one of `http`.
    pub(super) fn response(
        response: Result<reqwest::Response, reqwest::Error>,
    ) -> Result<Response<Body>, BoxError> {
        match response {
            Ok(response) => Ok(Response::from(response).map(Body::from_reqwest)),
            Err(error) => Err(without_url(error)),
        }
    }
}

/// The error without its URL, of which only host and port are kept if there was no connection.
#[cold]
fn without_url(error: reqwest::Error) -> BoxError {
    if !error.is_connect() {
        return error.without_url().into();
    }
    let to = error.url().cloned();
    ConnectError::to_url(to.as_ref(), error.without_url().into()).into()
}

#[cold]
fn no_url<E>(_: E) -> Error {
    Error::build("the request cannot be sent: its target is no URL")
}
