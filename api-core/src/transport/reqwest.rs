//! The default transport: reqwest, with what is unsafe in its defaults switched off.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue, Method, Request, Response};
use tower::Service as _;
use url::{ParseError, Url};

use super::base::Base;
use super::connect::{Bound, ConnectTimeout};
use super::outgoing::OutgoingRequest;
use super::{Sending, Transport};
use crate::{Body, BoxError, Error, Result};

/// How long an idle connection is kept: less than common servers do, so that we close first.
pub(super) const IDLE: Duration = Duration::from_secs(15);

/// A client of reqwest's, and what it takes to make another one like it.
#[derive(Clone)]
pub(crate) struct Sender {
    client: reqwest::Client,
    /// For the calls with a connect timeout of their own, made by the first of them. A client with
    /// a layer around its connector copies that layer for every request, which the others need not
    /// pay for: eighteen allocations.
    own_connect: Option<Arc<OwnConnect>>,
    /// What nearly all requests go to.
    base: Option<Arc<Base>>,
}

struct OwnConnect {
    env_proxy: bool,
    usual: Duration,
    client: OnceLock<reqwest::Client>,
}

impl OwnConnect {
    fn client(&self) -> Result<reqwest::Client, reqwest::Error> {
        if let Some(client) = self.client.get() {
            return Ok(client.clone());
        }
        let client = settings(self.env_proxy).connector_layer(Bound(self.usual)).build()?;
        Ok(self.client.get_or_init(|| client).clone())
    }
}

impl From<reqwest::Client> for Sender {
    /// A client of the user's, whose own settings hold.
    fn from(client: reqwest::Client) -> Self {
        Self { client, own_connect: None, base: None }
    }
}

/// Safe settings.
///
/// No redirects: reqwest would turn a POST into a GET, and would send an `X-Api-Key` and a
/// `Referer` with the whole query to another origin. No retries: its own know neither a delay nor
/// `Retry-After`.
fn settings(env_proxy: bool) -> reqwest::ClientBuilder {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        // Nor is a copy of every request kept for one.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        // Each is a way to turn few bytes into many, and is on as soon as any crate of a build asks
        // for it.
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .pool_idle_timeout(IDLE);
    if !cfg!(feature = "gzip") {
        builder = builder.no_gzip();
    }
    // The same: it is on by the features of this crate, and not by those of any other.
    if !cfg!(feature = "http2") {
        builder = builder.http1_only();
    }
    if !env_proxy {
        builder = builder.no_proxy();
    }
    builder
}

/// A transport with these settings.
pub(crate) fn default(base: &Url, env_proxy: bool, connect: Duration) -> Result<Transport> {
    let client = settings(env_proxy)
        .connect_timeout(connect)
        .build()
        .map_err(|error| Error::build("the HTTP client could not be set up").with_source(error))?;
    let own_connect = OwnConnect { env_proxy, usual: connect, client: OnceLock::new() };
    let (own_connect, base) = (Some(Arc::new(own_connect)), Some(Arc::new(Base::new(base))));
    Ok(Transport::from_reqwest(Sender { client, own_connect, base }))
}

impl Sender {
    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.base.as_ref()?.host()
    }

    /// Sends a request of ours.
    pub(super) fn send(&self, draft: OutgoingRequest) -> Sending {
        let OutgoingRequest { method, target, headers, extensions, body, .. } = draft;
        let url = match &self.base {
            Some(base) => base.url(target),
            None => Url::parse(&target),
        };
        self.execute(method, url, headers, &extensions, body)
    }

    /// Sends a request that has been through layers of the user's.
    pub(super) fn pass_on(&self, request: Request<Body>) -> Sending {
        let (Parts { method, uri, mut headers, extensions, .. }, body) = request.into_parts();
        let url = match self.base.as_ref().and_then(|base| base.url_of(&uri, &mut headers)) {
            Some(url) => Ok(url),
            None => Url::parse(&uri.to_string()),
        };
        self.execute(method, url, headers, &extensions, body)
    }

    fn execute(
        &self,
        method: Method,
        url: Result<Url, ParseError>,
        headers: HeaderMap,
        extensions: &Extensions,
        body: Body,
    ) -> Sending {
        Sending::or_fail(url.map_err(no_url), |url| {
            let mut request = reqwest::Request::new(method, url);
            *request.headers_mut() = headers;
            *request.body_mut() = Some(body.into_reqwest());
            let connect = extensions.get::<ConnectTimeout>().copied();
            match connect.zip(self.own_connect.as_ref()) {
                None => Sending::Reqwest((&self.client).call(request)),
                Some((connect, own)) => Sending::or_fail(own.client(), |client| {
                    let answer = connect.bounds(client.execute(request));
                    Sending::boxed(async { Self::answer(answer.await) })
                }),
            }
        })
    }

    /// An answer of reqwest's as ours.
    pub(super) fn answer(
        answer: Result<reqwest::Response, reqwest::Error>,
    ) -> Result<Response<Body>, BoxError> {
        let response = answer.map_err(reqwest::Error::without_url)?;
        Ok(Response::from(response).map(Body::from_reqwest))
    }
}

#[cold]
fn no_url(_: ParseError) -> Error {
    Error::build("the request cannot be sent: where it goes is no URL")
}
