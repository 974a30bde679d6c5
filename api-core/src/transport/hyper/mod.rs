//! The second transport: hyper-util's client, with the settings that reqwest gives it.
//!
//! It goes without reqwest's layers, and without parsing every URL twice.

mod connector;
mod stream;
#[cfg(feature = "rustls")]
mod tls;

use std::sync::Arc;

use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{HeaderValue, Request, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use self::connector::Connector;
#[cfg(feature = "http2")]
use super::MAX_HTTP2_HEADERS;
use super::base_origin::BaseOrigin;
use super::connect::{ConnectTimeout, FreshConnection};
use super::outgoing::{frame, respell};
use super::reqwest::IDLE;
use super::{ResponseFuture, Settings, Transport, proxy};
use crate::{Body, Error, Result};

/// A client of hyper-util.
#[derive(Clone)]
pub(crate) struct HyperTransport(Arc<Inner>);

struct Inner {
    client: Client<Connector, Body>,
    /// For requests that go over a new connection: it keeps none.
    fresh: Client<Connector, Body>,
    /// The proxies of the environment, unless they are ignored.
    proxies: Option<Arc<Matcher>>,
    base: BaseOrigin,
}

/// The transport that `ClientBuilder::hyper` asks for.
pub(crate) fn hyper(settings: &Settings) -> Result<Transport> {
    if let Ok(base) = settings.base.as_str().parse() {
        check_tls(&base)?;
    }
    #[cfg(not(feature = "rustls"))]
    settings.certificates.refuse()?;
    let proxies = if settings.env_proxy { proxy::from_env(&settings.base)? } else { None };
    let proxies = proxies.map(Arc::new);
    // All else is as hyper-util has it, as in reqwest. So a kept connection that was closed meanwhile
    // gives a request back unsent, and the request goes to the next connection. No server has seen it
    // then, whatever the method.
    let mut client = Client::builder(TokioExecutor::new());
    client.timer(TokioTimer::new()).pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
    #[cfg(feature = "http2")]
    {
        let (interval, timeout) = settings.http2_keep_alive();
        client
            .http2_max_header_list_size(MAX_HTTP2_HEADERS)
            .http2_keep_alive_interval(interval)
            .http2_keep_alive_timeout(timeout);
    }
    let connector = Connector::new(proxies.clone(), settings)?;
    let fresh = client.clone().pool_max_idle_per_host(0).build(connector.clone());
    let client = client.build(connector);
    let base = BaseOrigin::new(&settings.base);
    Ok(Transport::from_hyper(HyperTransport(Arc::new(Inner { client, fresh, proxies, base }))))
}

impl HyperTransport {
    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.0.base.host()
    }

    /// Sends a request that has been through the user's layers.
    pub(super) fn send_http(&self, mut request: Request<Body>) -> Result<ResponseFuture> {
        frame(&mut request)?;
        respell(request.uri_mut())?;
        let base = &self.0.base;
        if base.is_origin_of(request.uri()) {
            base.set_host(request.headers_mut());
        }
        self.send(request)
    }

    pub(super) fn send(&self, mut request: Request<Body>) -> Result<ResponseFuture> {
        let Inner { client, fresh, proxies, .. } = &*self.0;
        check_tls(request.uri())?;
        if let Some(proxies) = proxies {
            authorize(&mut request, proxies);
        }
        let timeout = request.extensions_mut().remove::<ConnectTimeout>();
        let is_fresh = request.extensions_mut().remove::<FreshConnection>().is_some();
        let client = if is_fresh { fresh } else { client };
        let response = ResponseFuture::Hyper(client.request(request));
        Ok(match timeout {
            None => response,
            Some(timeout) => ResponseFuture::boxed(timeout.apply_to(response)),
        })
    }
}

/// Adds the credentials for a proxy that forwards requests. [`Connector`] gives them to a proxy that
/// makes a tunnel.
fn authorize(request: &mut Request<Body>, proxies: &Matcher) {
    if request.uri().scheme() != Some(&Scheme::HTTP)
        || request.headers().contains_key(PROXY_AUTHORIZATION)
    {
        return;
    }
    let proxy = proxies.intercept(request.uri());
    if let Some(credentials) = proxy.as_ref().and_then(Intercept::basic_auth) {
        request.headers_mut().insert(PROXY_AUTHORIZATION, credentials.clone());
    }
}

/// Refuses `https` in a build without TLS.
fn check_tls(to: &Uri) -> Result<()> {
    if cfg!(feature = "rustls") || to.scheme() != Some(&Scheme::HTTPS) {
        return Ok(());
    }
    Err(Error::build(
        "`hyper()` calls `https://` by the feature `rustls` of api-core, which is off; switch it \
         on, or leave out `hyper()`",
    ))
}

#[cfg(all(test, not(feature = "rustls")))]
mod tests {
    use crate::{Client, ErrorKind};

    #[test]
    fn https_without_tls_is_refused_before_any_call() {
        let error = Client::builder("https://example.com").hyper().build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().contains("feature `rustls`"), "{error}");
        assert!(Client::builder("http://localhost").hyper().build().is_ok());
    }
}
