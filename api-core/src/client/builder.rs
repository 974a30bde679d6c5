//! The settings of a client, with defaults that are safe.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName, USER_AGENT};
use http::{HeaderMap, Request, Response};
use tower::{Layer, Service};

use super::{Client, Inner};
use crate::base_url::BaseUrl;
use crate::gate::{self, Gate};
use crate::headers::{DefaultHeaders, header_name};
use crate::retry::Budget;
use crate::timeouts::Timeouts;
use crate::wire::header::write::header_value;
use crate::{Body, BoxError, Credentials, Error, Result, Retry, Transport, transport};

/// The default cap of an answer's body, in bytes.
const MAX_BODY: usize = 8 << 20;

/// Default headers that may go to any origin; of the others, nobody knows what they prove.
const HARMLESS: [HeaderName; 3] = [USER_AGENT, ACCEPT, ACCEPT_LANGUAGE];

/// The settings of a [`Client`].
///
/// | setting | default |
/// | --- | --- |
/// | deadline of a call | 60 s |
/// | one attempt | 30 s |
/// | making a connection | 5 s |
/// | a pause within an answer | 15 s |
/// | attempts of a call | 3, where repeating it is safe: see [`Retry`] |
/// | largest answer | 8 MiB; of a failed call, 64 KiB |
/// | calls under way at a time | 64, and 1024 that wait |
/// | bodies that are handed over unread | 256 open at a time |
/// | redirects | none is followed |
/// | `http://` | to loopback only |
/// | proxy | as `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say |
#[must_use = "a builder makes nothing until `build()` is called"]
pub struct ClientBuilder {
    base: String,
    headers: HeaderMap,
    query: Vec<(String, String)>,
    credentials: Credentials,
    timeouts: Timeouts,
    retry: Retry,
    max_body: usize,
    gate: gate::Limits,
    redirects: u32,
    allow_http: bool,
    env_proxy: bool,
    transport: TransportChoice,
    layers: Vec<Box<dyn FnOnce(Transport) -> Transport + Send>>,
    error: Option<Error>,
}

/// What requests are sent through.
enum TransportChoice {
    /// reqwest, set up by us.
    Reqwest,
    /// hyper-util's client, set up by us.
    #[cfg(feature = "hyper")]
    Hyper,
    /// What the user gave us.
    Given(Transport),
}

impl ClientBuilder {
    pub(super) fn new(base: String) -> Self {
        Self {
            base,
            headers: HeaderMap::new(),
            query: Vec::new(),
            credentials: Credentials::none(),
            timeouts: Timeouts::OPEN,
            retry: Retry::default(),
            max_body: MAX_BODY,
            gate: gate::Limits::default(),
            redirects: 0,
            allow_http: false,
            env_proxy: true,
            transport: TransportChoice::Reqwest,
            layers: Vec::new(),
            error: None,
        }
    }

    /// Who calls.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// A header for every call. Declared headers and those of a call replace it.
    ///
    /// Not `Host`, which the base URL decides, nor any other header that only the transport writes:
    /// `Content-Length`, `Transfer-Encoding`, `Connection`, `Proxy-Connection`, `Keep-Alive`, `TE`,
    /// `Trailer`, `Upgrade`. [`build`](Self::build) refuses them, as a call does.
    pub fn header(mut self, name: &str, value: &str) -> Self {
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

    /// A query pair for every call.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// How long a call may take from beginning to end, every attempt and the answer included. 60 s
    /// unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.total = Some(timeout);
        self
    }

    /// How long one attempt may take, from the connection to the end of the answer; it then counts
    /// as failed, and another may follow. 30 s unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = Some(timeout);
        self
    }

    /// How long the making of a connection may take, name lookup and TLS included. 5 s unless set.
    /// Applies to the default transport, and to that of `hyper()`.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = Some(timeout);
        self
    }

    /// How long more of an answer's body may be waited for, once some of it is there. 15 s unless
    /// set.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = Some(timeout);
        self
    }

    /// Whether calls that failed are sent again, as far as endpoints and calls do not say.
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

    /// The `User-Agent` header; none is sent unless set.
    pub fn user_agent(self, user_agent: &str) -> Self {
        self.header(USER_AGENT.as_str(), user_agent)
    }

    /// The largest answer that is read, in bytes. 8 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// How many calls may be under way at a time, on this client and its clones together; others
    /// wait for their turn, within their deadline. 64 unless set; none counts as one.
    pub fn max_concurrent(mut self, calls: u32) -> Self {
        self.gate.concurrent = Some(calls);
        self
    }

    /// How many calls may wait for their turn; one more fails at once, with
    /// [`ErrorKind::Overloaded`](crate::ErrorKind::Overloaded). 1024 unless set.
    pub fn max_queued(mut self, calls: usize) -> Self {
        self.gate.queued = Some(calls);
        self
    }

    /// How many responses may be open at a time whose body is handed over unread, such as
    /// `http::Response<Body>`; one more fails at once, with
    /// [`ErrorKind::Overloaded`](crate::ErrorKind::Overloaded). 256 unless set.
    ///
    /// An open body takes no place among the concurrent calls, but it does keep its connection.
    pub fn max_open_bodies(mut self, bodies: usize) -> Self {
        self.gate.open_bodies = Some(bodies);
        self
    }

    /// Follows up to so many redirects in a row to the origin that was called: 301, 302 and 303 of
    /// a GET or HEAD, 307 and 308 of any method. One to another origin stays an error
    /// ([`ErrorKind::Redirect`](crate::ErrorKind::Redirect)), as they all are unless this is set.
    ///
    /// No `Referer` is sent, and no credentials in the query.
    pub fn follow_redirects(mut self, hops: u32) -> Self {
        self.redirects = hops;
        self
    }

    /// Permits `http://` to other machines than this one.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Ignores the proxies that the environment names. Applies to the default transport, and to that
    /// of `hyper()`.
    pub fn no_env_proxy(mut self) -> Self {
        self.env_proxy = false;
        self
    }

    /// Sends through `client`, whose own settings (redirects, proxies, timeouts) then hold.
    pub fn reqwest(mut self, client: reqwest::Client) -> Self {
        self.transport = TransportChoice::Given(Transport::from_reqwest(client));
        self
    }

    /// Sends through hyper-util's client instead of reqwest. Settings, timeouts and errors are the
    /// same; a call takes little more than half of the instructions.
    ///
    /// `https://` goes by the feature `rustls`, even if `native-tls` is on; of proxies, those that
    /// speak HTTP are taken.
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

    /// Sends through any tower service: an axum `Router` in this process, another HTTP stack, a
    /// test's closure in `tower::service_fn`.
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

    /// Wraps the transport in a tower layer. The layer added first sees a request first.
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

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the base URL, a default header or the
    /// credentials cannot be sent, or if TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let base = BaseUrl::parse(&self.base, self.allow_http)?;
        self.credentials.check()?;
        let mut transport = match self.transport {
            TransportChoice::Given(transport) => transport,
            TransportChoice::Reqwest => {
                transport::reqwest(base.url(), self.env_proxy, self.timeouts.connect())?
            }
            #[cfg(feature = "hyper")]
            TransportChoice::Hyper => {
                transport::hyper(base.url(), self.env_proxy, self.timeouts.connect())?
            }
        };
        for layer in self.layers.into_iter().rev() {
            transport = layer(transport);
        }
        let credentials = self.credentials.as_header();
        let headers = DefaultHeaders::new(self.headers, credentials, transport.host().cloned());
        Ok(Client {
            inner: Arc::new(Inner {
                base,
                headers,
                query: self.query,
                credentials: self.credentials,
                timeouts: self.timeouts,
                retry: self.retry,
                budget: Budget::new(),
                gate: Gate::new(self.gate),
                redirects: self.redirects,
                max_body: self.max_body,
                transport,
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
