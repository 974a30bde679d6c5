//! The settings of a client, and their defaults.

mod observe;

use std::fmt;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName, USER_AGENT};
use http::{HeaderMap, Request, Response};
use tower::{Layer, Service};

use super::bases::{Bases, Declared};
use super::{Client, Cookies, Inner, KeptConnections};
use crate::base_url::BaseUrl;
use crate::gate::{self, Gate};
use crate::headers::{DefaultHeaders, header_name};
use crate::observe::Observers;
use crate::rate_limit::{Limiter, RateLimits};
use crate::retry::Budget;
use crate::throughput::MinThroughput;
use crate::timeouts::Timeouts;
use crate::transport::{Sign, Signer};
use crate::wire::header::write::header_value;
use crate::{Body, BoxError, Credentials, Error, Result, Retry, Transport, transport};

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

    /// The longest that a call may take, from its beginning to the end of the response, with all
    /// attempts and the waits between them. 60 s unless set.
    ///
    /// A body that is handed over unread must end within this time, too, but only if it is set: on the
    /// client, the endpoint or the call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.total = Some(timeout);
        self
    }

    /// The longest that one attempt may take, from the connection to the end of the response. A longer
    /// one has failed, and another may follow. 30 s unless set; where a [`timeout`](Self::timeout) is
    /// set, on the client, the endpoint or the call, an attempt may take as long as that.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = Some(timeout);
        self
    }

    /// The longest that making a connection may take, with name lookup and TLS. 5 s unless set.
    /// Applies to the default transport and to that of `hyper()`.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = Some(timeout);
        self
    }

    /// The longest pause within the body of a response, once some of it is there. 15 s unless set.
    ///
    /// In a body that is handed over unread, it is the longest wait for each piece, the first one
    /// included.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = Some(timeout);
        self
    }

    /// Sets when calls are sent again after a failure, unless an endpoint or a call decides it.
    ///
    /// ```
    /// # use api_core::{Client, Retry};
    /// let client = Client::builder("https://example.com").retry(Retry::never()).build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the `User-Agent` header. None is sent unless set; some servers, such as GitHub's, refuse
    /// that with HTTP 403.
    pub fn user_agent(self, user_agent: &str) -> Self {
        self.header(USER_AGENT, user_agent)
    }

    /// The largest body of a response, in bytes after decompression. 8 MiB unless set; a body that is
    /// handed over unread has no limit unless this is set, or `max_body` of the endpoint.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// The most of a failed response's body that is read and kept, in bytes, after decompression. What
    /// is behind it is cut off. 64 KiB unless set.
    pub fn max_error_body(mut self, bytes: usize) -> Self {
        self.max_error_body = bytes;
        self
    }

    /// The slowest transfer of a download ([`ByteStream`](crate::ByteStream)) or of a streamed body
    /// that goes on, in bytes per second over a grace period. A slower one fails with
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout). 64 bytes per second over 20 s unless set.
    ///
    /// Only the time counts in which the other side keeps this one waiting.
    pub fn min_throughput(mut self, bytes_per_second: u64, grace: Duration) -> Self {
        self.min_throughput = Some(MinThroughput { bytes: bytes_per_second, grace });
        self
    }

    /// Lets transfers be as slow as they like.
    pub fn no_min_throughput(mut self) -> Self {
        self.min_throughput = None;
        self
    }

    /// Sets whether errors show the server's own words about a failure that no envelope describes:
    /// see [`Error::reason`]. They do unless set. Turn it off for a server that repeats secrets.
    pub fn show_reasons(mut self, shown: bool) -> Self {
        self.hides_reasons = !shown;
        self
    }

    /// The number of calls of this client and its clones that may be sent at a time. Others wait for
    /// their turn, within their deadline. 64 unless set; 0 counts as 1.
    pub fn max_concurrent(mut self, calls: u32) -> Self {
        self.gate.concurrent = Some(calls);
        self
    }

    /// The number of calls that may wait for their turn. One more fails at once, with
    /// [`ErrorKind::Overloaded`](crate::ErrorKind::Overloaded). 1024 unless set.
    pub fn max_queued(mut self, calls: usize) -> Self {
        self.gate.queued = Some(calls);
        self
    }

    /// The number of bodies that may be open at a time, of those that are handed over unread, as in
    /// `http::Response<Body>`. One more call fails before it is sent, with
    /// [`ErrorKind::Overloaded`](crate::ErrorKind::Overloaded). 256 unless set.
    ///
    /// An open body does not count as a concurrent call, but it keeps a connection.
    pub fn max_open_bodies(mut self, bodies: usize) -> Self {
        self.gate.open_bodies = Some(bodies);
        self
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

    /// Permits `http://` to other machines.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Ignores the proxies in the environment. Applies to the default transport and to that of
    /// `hyper()`.
    pub fn no_env_proxy(mut self) -> Self {
        self.env_proxy = false;
        self
    }

    /// Trusts an authority besides those that the system trusts: one certificate in PEM, or several
    /// behind one another. May be called more than once. Applies to the default transport and to that of
    /// `hyper()`.
    ///
    /// [`build`](Self::build) fails if it is no certificate.
    ///
    /// ```no_run
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// # use api_core::Client;
    /// let client = Client::builder("https://intranet.example")
    ///     .root_certificate(std::fs::read("/etc/ssl/intranet.pem")?)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.certificates.roots.push(pem.as_ref().to_vec());
        self
    }

    /// Shows servers that ask for it who the client is (mutual TLS): a certificate in PEM, with those
    /// between it and its authority, and its private key, in any order. Applies as
    /// [`root_certificate`](Self::root_certificate) does.
    ///
    /// [`build`](Self::build) fails if a part is missing.
    pub fn identity(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.certificates.identity = Some(pem.as_ref().to_vec());
        self
    }

    /// Makes all connections to a Unix socket of this machine, whatever host the base URL names: that
    /// name is the `Host` of requests, and is not looked up. No proxy is used, and `http://` is
    /// permitted. Applies to the default transport and to that of `hyper()`.
    ///
    /// ```
    /// # use api_core::Client;
    /// let client = Client::builder("http://docker").unix_socket("/var/run/docker.sock").build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    #[cfg(unix)]
    pub fn unix_socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.unix_socket = Some(path.into());
        self
    }

    /// Keeps the cookies that servers set, and sends them back (RFC 6265). A cookie goes to the origin
    /// that set it and to no other, whatever its `Domain` is. Clones of the client share them, and they
    /// last as long as it does. None are kept unless this is called.
    ///
    /// A cookie that a call sets itself, as a header, stands in place of one of that name.
    ///
    /// ```
    /// # use api_core::Client;
    /// let client = Client::builder("https://example.com").cookies().build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn cookies(mut self) -> Self {
        self.cookies.get_or_insert_default();
        self
    }

    /// Changes settings of reqwest that have no word here, such as `resolve` or a local address. Not for
    /// `hyper()`, and not for a client that was made
    /// elsewhere.
    ///
    /// The safe settings are made after it and hold: no redirects, no retries and no `Referer` of
    /// reqwest's own, no decompression but that of this crate's features, the connect timeout, and
    /// HTTP/1 alone without the feature `http2`.
    ///
    /// ```
    /// # use api_core::Client;
    /// let client = Client::builder("https://example.com")
    ///     .configure_reqwest(|reqwest| reqwest.https_only(true))
    ///     .build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn configure_reqwest<F>(mut self, configure: F) -> Self
    where
        F: Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    {
        self.configure_reqwest = Some(Arc::new(configure));
        self
    }

    /// Sends through a client of reqwest that was made elsewhere. Its own settings hold then, and what
    /// this builder sets up of a transport is given up: the connect timeout of client, endpoint and
    /// call, [`no_env_proxy`](Self::no_env_proxy), decompression by this crate, and certificates, proxies
    /// and sockets that are set here. A timeout of its own ends calls, bodies included. Prefer
    /// [`configure_reqwest`](Self::configure_reqwest), which gives up nothing.
    ///
    /// [`build`](Self::build) refuses a client that follows redirects, as reqwest's own default does: it
    /// would carry an `X-Api-Key`, and in a `Referer` the whole query, to other origins. Make it with
    /// `redirect(reqwest::redirect::Policy::none())`.
    ///
    /// ```
    /// # use api_core::{Client, reqwest};
    /// let shared = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    /// let client = Client::builder("http://localhost").reqwest(shared.build().unwrap()).build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn reqwest(mut self, client: reqwest::Client) -> Self {
        match transport::given(client) {
            Ok(transport) => self.transport = TransportChoice::Given(transport),
            Err(error) => _ = self.error.get_or_insert(error),
        }
        self
    }

    /// Sends through hyper-util's client instead of reqwest. Settings, timeouts and errors are the
    /// same; a call takes little more than half of the instructions.
    ///
    /// `https://` needs the feature `rustls`, even if `native-tls` is on. Only HTTP proxies are used.
    ///
    /// ```
    /// # use api_core::Client;
    /// let client = Client::builder("https://www.kookapp.cn").hyper().build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    #[cfg(feature = "hyper")]
    pub fn hyper(mut self) -> Self {
        self.transport = TransportChoice::Hyper;
        self
    }

    /// Sends through any tower service: an axum `Router` in this process, another HTTP library, or a
    /// closure of a test in `tower::service_fn`.
    pub fn transport<S, B>(mut self, service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = TransportChoice::Given(Transport::new(service));
        self
    }

    /// Wraps the transport in a tower layer. The layer that was added first sees a request first. It
    /// sees each attempt, with credentials, and the declared [`Endpoint`](crate::Endpoint) in the
    /// extensions.
    ///
    /// ```
    /// use api_core::tower::util::MapRequestLayer;
    /// use api_core::{Body, Client, Endpoint, http};
    ///
    /// let client = Client::builder("https://example.com")
    ///     .layer(MapRequestLayer::new(|request: http::Request<Body>| {
    ///         if let Some(endpoint) = request.extensions().get::<&'static Endpoint>() {
    ///             println!("{endpoint}");
    ///         }
    ///         request
    ///     }))
    ///     .build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<Transport> + Send + 'static,
        L::Service: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Body>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Body>>>::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.layers.push(Box::new(move |inner| Transport::new(layer.layer(inner))));
        self
    }

    /// Has every request signed, by AWS Signature Version 4 or another scheme over the whole of it.
    ///
    /// This is the last step before the transport: `sign` sees the method, URL, headers and body that
    /// are sent, behind all layers, and is called again for every attempt, since a signature has a time
    /// of its own. [`Call::build`](crate::Call::build) gives a signed request, without what layers do.
    ///
    /// Requests to the client's base URL and to a [`base`](Self::base) are signed. Those to another
    /// origin are not, and neither are calls to endpoints with `credentials = none`.
    ///
    /// ```
    /// # use api_core::{Client, Result, Unsigned};
    /// # fn hmac(_: &str, _: &[u8]) -> String { String::new() }
    /// let client = Client::builder("https://example.com")
    ///     .sign(|request: &mut Unsigned| -> Result<()> {
    ///         let signature = hmac("key", request.body().unwrap_or_default());
    ///         request.set_header("X-Signature", signature)
    ///     })
    ///     .build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn sign(mut self, sign: impl Sign) -> Self {
        self.sign = Some(Box::new(sign));
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
