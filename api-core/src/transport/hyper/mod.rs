//! The second transport: hyper-util's client, told what reqwest would tell it, without the layers
//! that reqwest has around it and without a second parsing of every URL.

mod connector;
mod stream;
#[cfg(feature = "rustls")]
mod tls;

use std::sync::Arc;
use std::time::Duration;

use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{HeaderValue, Request, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use url::Url;

use self::connector::Connector;
use super::base::Base;
use super::connect::ConnectTimeout;
use super::reqwest::IDLE;
use super::{Sending, Transport};
use crate::{Body, Error, Result};

/// hyper-util's client, and what it has to know of a request before that is sent.
#[derive(Clone)]
pub(crate) struct Sender(Arc<Inner>);

struct Inner {
    client: Client<Connector, Body>,
    /// The proxies of the environment, unless they are ignored.
    proxies: Option<Arc<Matcher>>,
    base: Base,
}

/// A transport with these settings.
pub(crate) fn hyper(base: &Url, env_proxy: bool, connect: Duration) -> Result<Transport> {
    // By the same rules as reqwest, which asks the same table.
    let proxies = env_proxy.then(|| Arc::new(Matcher::from_system()));
    if let Ok(base) = base.as_str().parse::<Uri>() {
        check_tls(&base)?;
        if let Some(proxy) = proxies.as_ref().and_then(|proxies| proxies.intercept(&base)) {
            check_proxy(&proxy)?;
        }
    }
    // What reqwest leaves as it is stays so here. Of note: a request that was handed to a kept
    // connection, and that the connection gives back unsent because it was closed meanwhile, goes to
    // the next one. That repeats nothing that a server has seen, whatever the method.
    let client = Client::builder(TokioExecutor::new())
        .timer(TokioTimer::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .build(Connector::new(proxies.clone(), connect)?);
    Ok(Transport::from_hyper(Sender(Arc::new(Inner { client, proxies, base: Base::new(base) }))))
}

impl Sender {
    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.0.base.host()
    }

    /// Sends a request that has been through layers of the user's.
    pub(super) fn pass_on(&self, mut request: Request<Body>) -> Sending {
        let base = &self.0.base;
        if base.is_of(request.uri()) {
            base.name_in(request.headers_mut());
        }
        self.send(request)
    }

    /// Sends a request of ours.
    pub(super) fn send(&self, mut request: Request<Body>) -> Sending {
        let Inner { client, proxies, .. } = &*self.0;
        Sending::or_fail(check_tls(request.uri()), |()| {
            if let Some(proxies) = proxies {
                authorize(&mut request, proxies);
            }
            let connect = request.extensions_mut().remove::<ConnectTimeout>();
            let response = answer(client, request);
            match connect {
                None => response,
                Some(connect) => Sending::boxed(connect.bounds(response)),
            }
        })
    }
}

/// The answer, its body as it came.
#[cfg(not(feature = "gzip"))]
fn answer(client: &Client<Connector, Body>, request: Request<Body>) -> Sending {
    Sending::Hyper(client.request(request))
}

/// The answer, its body decompressed, by the same library as in reqwest.
#[cfg(feature = "gzip")]
fn answer(client: &Client<Connector, Body>, request: Request<Body>) -> Sending {
    use http_body_util::BodyExt as _;
    use tower::Service as _;
    use tower_http::decompression::Decompression;

    use super::classify::Undecoded;

    // Others are switched on by any crate of a build that asks for them.
    let mut client = Decompression::new(client).no_br().no_deflate().no_zstd();
    let answer = client.call(request);
    Sending::boxed(async { Ok(answer.await?.map(|body| Body::wrap(body.map_err(Undecoded)))) })
}

/// The credentials for a proxy that is asked for the whole URL. One that makes a tunnel is told
/// them by [`Connector`].
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

/// Refuses a proxy that does not speak HTTP: reqwest would speak HTTP to it, in vain.
fn check_proxy(proxy: &Intercept) -> Result<()> {
    match proxy.uri().scheme_str() {
        Some("http" | "https") => Ok(()),
        scheme => Err(Error::build(format!(
            "the environment names a proxy that speaks `{}`; `hyper()` takes those that speak \
             `http` or `https`, or none, by `no_env_proxy()`",
            scheme.unwrap_or_default(),
        ))),
    }
}

/// Refuses `https` where nothing is there to speak it.
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
