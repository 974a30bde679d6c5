//! The settings of a client, and their defaults.

mod limits;
mod observe;
mod sending;

use std::fmt;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::Arc;

use http::HeaderMap;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName, USER_AGENT};

use super::bases::{Bases, Declared};
use super::{Client, Cookies, Inner, KeptConnections};
use crate::base_url::BaseUrl;
use crate::gate::{self, Gate};
use crate::headers::{DefaultHeaders, header_name};
use crate::observe::Observers;
use crate::rate_limit::{Limiter, RateLimits};
use crate::retry::Budget;
use crate::shown::Shown;
use crate::throughput::MinThroughput;
use crate::timeouts::Timeouts;
use crate::transport::{Sign, Signer};
use crate::wire::header::write::header_value;
use crate::{Credentials, Error, Result, Retry, Transport, transport};

/// The most of a failed response's body that is read unless set, in bytes.
const MAX_ERROR_BODY: usize = 64 << 10;

/// Default headers that may go to any origin. Any other may be a credential.
const HARMLESS: [HeaderName; 3] = [USER_AGENT, ACCEPT, ACCEPT_LANGUAGE];

/// The settings of a [`Client`].
///
/// | setting | default |
/// | --- | --- |
/// | [`timeout`](Self::timeout) of a call | 60 s |
/// | [`attempt_timeout`](Self::attempt_timeout) | 30 s; if a `timeout` is set, as long as that |
/// | [`connect_timeout`](Self::connect_timeout) | 5 s |
/// | [`read_timeout`](Self::read_timeout) within a body | 15 s |
/// | attempts of a call | 3, where repeating it does no harm: see [`Retry`] |
/// | [`max_body`](Self::max_body) | 8 MiB; none for a body that is handed over unread |
/// | [`max_error_body`](Self::max_error_body) | 64 KiB |
/// | [`min_throughput`](Self::min_throughput) | 64 bytes per second over 20 s, of downloads and streamed bodies |
/// | [`show_reasons`](Self::show_reasons) | the server's words are shown |
/// | [`max_concurrent`](Self::max_concurrent) calls | 64 |
/// | [`max_queued`](Self::max_queued) calls | 1024 |
/// | [`max_open_bodies`](Self::max_open_bodies) | 256 |
/// | redirects | not followed |
/// | `http://` | to loopback only |
/// | `User-Agent` | not sent |
/// | cookies | not kept |
/// | proxy | from `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` |
#[must_use = "a builder makes nothing until `build()` is called"]
pub struct ClientBuilder {
    base: String,
    pub(super) bases: Vec<Declared>,
    any_base: bool,
    headers: HeaderMap,
    query: Vec<(String, String)>,
    credentials: Credentials,
    timeouts: Timeouts,
    retry: Retry,
    max_body: Option<usize>,
    max_error_body: usize,
    min_throughput: Option<MinThroughput>,
    hides_reasons: bool,
    gate: gate::Limits,
    rate_limits: Option<RateLimits>,
    observers: Observers,
    redirects: u32,
    allow_http: bool,
    env_proxy: bool,
    transport: TransportChoice,
    configure_reqwest: Option<transport::ConfigureReqwest>,
    certificates: transport::Certificates,
    #[cfg(unix)]
    unix_socket: Option<PathBuf>,
    cookies: Option<Cookies>,
    layers: Vec<Box<dyn FnOnce(Transport) -> Transport + Send>>,
    sign: Option<Box<dyn Sign>>,
    error: Option<Error>,
}

/// The transport that was chosen.
enum TransportChoice {
    /// reqwest, with our settings.
    Reqwest,
    /// hyper-util's client, with our settings.
    #[cfg(feature = "hyper")]
    Hyper,
    /// One that the user made.
    Given(Transport),
}

impl ClientBuilder {
    pub(super) fn new(base: String) -> Self {
        Self {
            base,
            bases: Vec::new(),
            any_base: false,
            headers: HeaderMap::new(),
            query: Vec::new(),
            credentials: Credentials::none(),
            timeouts: Timeouts::OPEN,
            retry: Retry::default(),
            max_body: None,
            max_error_body: MAX_ERROR_BODY,
            min_throughput: Some(MinThroughput::DEFAULT),
            hides_reasons: false,
            gate: gate::Limits::default(),
            rate_limits: None,
            observers: Observers::default(),
            redirects: 0,
            allow_http: false,
            env_proxy: true,
            transport: TransportChoice::Reqwest,
            configure_reqwest: None,
            certificates: transport::Certificates::default(),
            #[cfg(unix)]
            unix_socket: None,
            cookies: None,
            layers: Vec::new(),
            sign: None,
            error: None,
        }
    }

    /// Sets the rate limits of the API: calls then wait before they are sent, where a limit is used
    /// up. None unless set: a client that knows no limits holds nothing back.
    ///
    /// ```
    /// # use api_core::{Client, RateLimits};
    /// #
    /// let client = Client::builder("https://www.kookapp.cn").rate_limits(RateLimits::kook()).build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.rate_limits = Some(limits);
        self
    }

    /// Sets the credentials of every call. None unless set.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Sets a header of every call; endpoints and calls may replace it. Takes texts, and typed names
    /// and values.
    ///
    /// A header other than `User-Agent`, `Accept` and `Accept-Language` goes to the origin of the base
    /// URL only, because it may be a credential.
    ///
    /// [`build`](Self::build) fails for `Host`, which the base URL decides, and for the headers that
    /// only the transport writes: `Content-Length`, `Transfer-Encoding`, `Connection`,
    /// `Proxy-Connection`, `Keep-Alive`, `TE`, `Trailer`, `Upgrade`.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<[u8]>) -> Self {
        let (name, value) = (name.as_ref(), value.as_ref());
        let header =
            header_name(name).map_err(|why| format!(" {why}")).and_then(|name| match header_value(
                value,
            ) {
                Ok(value) => Ok((name, value)),
                Err(why) => Err(format!(": the value {why}")),
            });
        match header {
            Ok((name, mut value)) => {
                value.set_sensitive(!HARMLESS.contains(&name));
                self.headers.insert(name, value);
            }
            Err(why) => {
                let name = Shown::new(name);
                let error = Error::build(format!("default header `{name}`{why}"));
                self.error.get_or_insert(error);
            }
        }
        self
    }

    /// Adds a query parameter to every call to the origin of the base URL.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets the `User-Agent` header. None is sent unless set; some servers, such as GitHub's, refuse
    /// that with HTTP 403.
    pub fn user_agent(self, user_agent: &str) -> Self {
        self.header(USER_AGENT, user_agent)
    }

    /// Follows up to `hops` redirects in a row, if they lead to the origin that was called: 301, 302
    /// and 303 of a GET or HEAD, 307 and 308 of any method. Every other redirect is an error
    /// ([`ErrorKind::Redirect`](crate::ErrorKind::Redirect)), and all are unless this is set.
    ///
    /// A request that follows a redirect has no `Referer`, and no credentials in its query.
    pub fn follow_redirects(mut self, hops: u32) -> Self {
        self.redirects = hops;
        self
    }

    /// Lets every named base mean the client's own.
    #[cfg(feature = "server")]
    pub(crate) fn any_base(mut self) -> Self {
        self.any_base = true;
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the base URL, a default header or the
    /// credentials cannot be used, or if TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        if let Some(error) = self.error {
            return Err(error);
        }
        #[cfg(unix)]
        let is_local = self.unix_socket.is_some();
        #[cfg(not(unix))]
        let is_local = false;
        let allow_http = self.allow_http || is_local;
        let base = BaseUrl::parse("base URL", &self.base, allow_http)?;
        let bases = Bases::check(self.bases, self.any_base, &base, allow_http)?;
        self.credentials.check()?;
        let settings = transport::Settings {
            base: base.url().clone(),
            env_proxy: self.env_proxy && !is_local,
            certificates: self.certificates,
            #[cfg(unix)]
            unix_socket: self.unix_socket,
            connect_timeout: self.timeouts.connect(),
            #[cfg(feature = "hyper")]
            observers: self.observers.clone(),
            configure_reqwest: self.configure_reqwest,
            #[cfg(feature = "http2")]
            attempt_timeout: self.timeouts.attempt(),
        };
        let is_ours = !matches!(self.transport, TransportChoice::Given(_));
        let mut transport = match self.transport {
            TransportChoice::Given(transport) => transport,
            TransportChoice::Reqwest => transport::reqwest(settings)?,
            #[cfg(feature = "hyper")]
            TransportChoice::Hyper => transport::hyper(&settings)?,
        };
        let origins = || std::iter::once(base.url()).chain(bases.urls());
        let signer = self.sign.map(|sign| Arc::new(Signer::new(sign, origins())));
        if let Some(signer) = &signer {
            transport = transport.signed(Arc::clone(signer));
        }
        for layer in self.layers.into_iter().rev() {
            transport = layer(transport);
        }
        let credentials = self.credentials.headers();
        let headers = DefaultHeaders::new(self.headers, credentials, transport.host().cloned());
        Ok(Client {
            inner: Arc::new(Inner {
                base,
                bases,
                headers,
                query: self.query,
                credentials: self.credentials,
                timeouts: self.timeouts,
                retry: self.retry,
                budget: Budget::new(),
                gate: Gate::new(self.gate),
                limiter: self.rate_limits.map(Limiter::new),
                observers: self.observers,
                redirects: self.redirects,
                max_body: self.max_body,
                max_error_body: self.max_error_body,
                min_throughput: self.min_throughput,
                hides_reasons: self.hides_reasons,
                transport,
                cookies: self.cookies,
                kept: KeptConnections::new(is_ours),
                signer,
            }),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeouts.total())
            .finish_non_exhaustive()
    }
}
