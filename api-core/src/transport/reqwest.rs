//! The default transport: reqwest, with its unsafe defaults switched off.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::request::Parts;
use http::{Extensions, HeaderValue, Request, Response};
use tower::Service as _;
use url::Url;

#[cfg(feature = "http2")]
use super::MAX_HTTP2_HEADERS;
use super::base_origin::BaseOrigin;
use super::connect::{ConnectTimeout, ConnectTimeoutLayer, FreshConnection};
use super::connect_error::ConnectError;
use super::cut_stream::of_stated_length;
use super::outgoing::{OutgoingRequest, frame};
use super::resolve::Resolver;
use super::{ResponseFuture, Settings, Transport, certificates, given_reqwest, proxy};
use crate::{Body, BoxError, Error, Result};

/// The time that an idle connection is kept: less than common servers do, so that we close it first.
pub(super) const IDLE: Duration = Duration::from_secs(15);

/// A client of reqwest.
#[derive(Clone)]
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    /// None for a client of the user's own.
    others: Option<Arc<OtherClients>>,
    base: Option<Arc<BaseOrigin>>,
    /// True if the environment names proxies: errors of connections say which one was meant. For that, the
    /// response takes a box.
    env_proxy: bool,
}

/// Further clients, each made by the first call that needs it.
///
/// They have a layer around their connectors, and such a client copies that layer for every request,
/// which takes eighteen allocations. Most calls go without.
struct OtherClients {
    settings: Settings,
    /// For calls with a connect timeout of their own.
    timed: OnceLock<reqwest::Client>,
    /// For calls that go over a new connection.
    fresh: OnceLock<reqwest::Client>,
}

impl OtherClients {
    fn new(settings: Settings) -> Self {
        Self { settings, timed: OnceLock::new(), fresh: OnceLock::new() }
    }

    fn client(&self, is_fresh: bool) -> Result<reqwest::Client> {
        let client = if is_fresh { &self.fresh } else { &self.timed };
        if let Some(client) = client.get() {
            return Ok(client.clone());
        }
        let layer = ConnectTimeoutLayer(self.settings.connect_timeout);
        let mut new = builder(&self.settings)?.connector_layer(layer);
        if is_fresh {
            new = new.pool_max_idle_per_host(0);
        }
        let new = new.build().map_err(not_set_up)?;
        Ok(client.get_or_init(|| new).clone())
    }
}

/// Safe settings.
///
/// No redirects: reqwest would turn a POST into a GET, and would send an `X-Api-Key` and a
/// `Referer` with the whole query to another origin. No retries: reqwest's know neither a delay nor
/// `Retry-After`.
fn builder(settings: &Settings) -> Result<reqwest::ClientBuilder> {
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
    #[cfg(unix)]
    if let Some(path) = &settings.unix_socket {
        builder = builder.unix_socket(path.as_path());
    }
    certificates::give_to_reqwest(&settings.certificates, builder)
}

/// A client of the user's, whose own settings hold.
pub(crate) fn given(client: reqwest::Client) -> Result<Transport> {
    given_reqwest::refuse_redirects(&client)?;
    given_reqwest::refuse_framing(&client)?;
    Ok(Transport::from_reqwest(ReqwestTransport {
        client,
        others: None,
        base: None,
        env_proxy: false,
    }))
}

/// The default transport of a client.
pub(crate) fn reqwest(mut settings: Settings) -> Result<Transport> {
    settings.env_proxy = settings.env_proxy && proxy::from_env(&settings.base)?.is_some();
    let client = builder(&settings)?.connect_timeout(settings.connect_timeout);
    let client = client.build().map_err(not_set_up)?;
    if settings.configure_reqwest.is_some() {
        given_reqwest::refuse_framing(&client)?;
    }
    let base = Some(Arc::new(BaseOrigin::new(&settings.base)));
    // A user may have given reqwest others.
    let env_proxy =
        settings.env_proxy && settings.configure_reqwest.is_none() && proxy::are_named();
    let others = Some(Arc::new(OtherClients::new(settings)));
    Ok(Transport::from_reqwest(ReqwestTransport { client, others, base, env_proxy }))
}

impl ReqwestTransport {
    #[cfg(feature = "__decompression")]
    pub(super) fn is_ours(&self) -> bool {
        self.base.is_some()
    }

    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.base.as_ref()?.host()
    }

    pub(super) fn send(&self, request: OutgoingRequest) -> Result<ResponseFuture> {
        let OutgoingRequest { method, target, headers, extensions, body, .. } = request;
        let mut request = reqwest::Request::new(method, self.url(target)?);
        *request.headers_mut() = headers;
        // reqwest makes an empty body by itself.
        if body.as_bytes() != Some(&[]) {
            *request.body_mut() = Some(body.into_reqwest());
        }
        self.execute(request, &extensions)
    }

    /// Sends a request that has been through the user's layers.
    pub(super) fn send_http(&self, mut request: Request<Body>) -> Result<ResponseFuture> {
        frame(&mut request)?;
        let (Parts { method, uri, mut headers, extensions, .. }, body) = request.into_parts();
        if let Some(base) = self.base.as_ref().filter(|base| base.is_origin_of(&uri)) {
            base.set_host(&mut headers);
        }
        let mut request = reqwest::Request::new(method, self.url(uri.to_string())?);
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body.into_reqwest());
        self.execute(request, &extensions)
    }

    fn url(&self, target: String) -> Result<Url> {
        let url = match &self.base {
            Some(base) => base.url(target),
            None => Url::parse(&target),
        };
        url.map_err(|_| Error::build("the request cannot be sent: its target is no URL"))
    }

    fn execute(
        &self,
        request: reqwest::Request,
        extensions: &Extensions,
    ) -> Result<ResponseFuture> {
        let is_fresh = extensions.get::<FreshConnection>().is_some();
        let timeout = extensions.get::<ConnectTimeout>().copied();
        let others = self.others.as_ref().filter(|_| is_fresh || timeout.is_some());
        let Some(others) = others else {
            let response = (&self.client).call(request);
            return Ok(match self.env_proxy {
                false => ResponseFuture::Reqwest(response),
                true => ResponseFuture::boxed(async { Self::response(response.await, true) }),
            });
        };
        let client = others.client(is_fresh)?;
        let timeout = timeout.unwrap_or(ConnectTimeout(others.settings.connect_timeout));
        let response = timeout.apply_to(client.execute(request));
        let env_proxy = self.env_proxy;
        Ok(ResponseFuture::boxed(async move { Self::response(response.await, env_proxy) }))
    }

    /// A response of reqwest as one of `http`. `env_proxy` is true if the environment may have a proxy for
    /// its request.
    pub(super) fn response(
        response: Result<reqwest::Response, reqwest::Error>,
        env_proxy: bool,
    ) -> Result<Response<Body>, BoxError> {
        match response {
            Ok(mut response) => {
                let mut head = Response::new(());
                *head.status_mut() = response.status();
                *head.version_mut() = response.version();
                std::mem::swap(head.headers_mut(), response.headers_mut());
                std::mem::swap(head.extensions_mut(), response.extensions_mut());
                Ok(of_stated_length(head.map(|()| Body::from_reqwest(response))))
            }
            Err(error) => Err(without_url(error, env_proxy)),
        }
    }
}

/// The error without its URL. If there was no connection, host and port are kept.
#[cold]
fn without_url(error: reqwest::Error, env_proxy: bool) -> BoxError {
    if !error.is_connect() {
        return error.without_url().into();
    }
    let to = error.url().cloned();
    let proxy = to.as_ref().filter(|_| env_proxy).and_then(proxy::of_env);
    ConnectError::to_url(to.as_ref(), proxy, error.without_url().into()).into()
}

#[cold]
fn not_set_up(error: reqwest::Error) -> Error {
    Error::build("the HTTP client could not be set up").with_source(error)
}
