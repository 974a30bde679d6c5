//! The client: the address of an API, the credentials, and the transport.

mod bases;
mod builder;
mod cookie_date;
mod cookies;
mod kept;

use std::fmt;
use std::sync::Arc;

use url::Url;

use self::bases::Bases;
pub(crate) use self::bases::NamedBase;
pub use self::builder::ClientBuilder;
pub(crate) use self::cookies::Cookies;
pub(crate) use self::kept::KeptConnections;
use crate::base_url::BaseUrl;
use crate::gate::Gate;
use crate::headers::DefaultHeaders;
use crate::observe::Observers;
use crate::rate_limit::{BucketState, Limiter};
use crate::retry::Budget;
use crate::throughput::MinThroughput;
use crate::timeouts::Timeouts;
use crate::transport::Signer;
use crate::{Credentials, Endpoint, Result, Retry, Transport};

/// The address of an API, the credentials to call it with, and the transport that sends requests.
/// Cloning is cheap; clones share connections.
///
/// ```
/// # use api_core::{Client, Credentials};
/// let client = Client::builder("https://www.kookapp.cn")
///     .credentials(Credentials::scheme("Bot", "1/MTAx/secret=="))
///     .build()?;
/// # Ok::<(), api_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    base: BaseUrl,
    bases: Bases,
    headers: DefaultHeaders,
    query: Vec<(String, String)>,
    credentials: Credentials,
    timeouts: Timeouts,
    retry: Retry,
    budget: Budget,
    gate: Gate,
    limiter: Option<Limiter>,
    observers: Observers,
    redirects: u32,
    max_body: Option<usize>,
    max_error_body: usize,
    min_throughput: Option<MinThroughput>,
    hides_reasons: bool,
    transport: Transport,
    kept: KeptConnections,
    cookies: Option<Cookies>,
    signer: Option<Arc<Signer>>,
}

impl Client {
    /// Begins a client for the API at `base`, such as `https://example.com/v1`.
    pub fn builder(base: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base.into())
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.inner.base
    }

    /// The base that an endpoint names; none if it names none, or that is the client's own.
    ///
    /// # Errors
    ///
    /// The client has no base of that name.
    #[inline]
    pub(crate) fn named_base(&self, endpoint: &Endpoint) -> Result<Option<&NamedBase>> {
        match endpoint.base() {
            None => Ok(None),
            Some(name) => self.inner.bases.get(name),
        }
    }

    /// The base URL of an endpoint: the one that it names, or else the client's own.
    #[inline]
    pub(crate) fn base_of(&self, endpoint: &Endpoint) -> &BaseUrl {
        match endpoint.base().map(|name| self.inner.bases.get(name)) {
            Some(Ok(Some(named))) => named.url(),
            _ => &self.inner.base,
        }
    }

    /// True if the base URL or a named one has this origin.
    pub(crate) fn has_origin_of(&self, url: &Url) -> bool {
        let mut bases = std::iter::once(self.inner.base.url()).chain(self.inner.bases.urls());
        bases.any(|base| base.origin() == url.origin())
    }

    /// The headers of all requests.
    pub(crate) fn default_headers(&self) -> &DefaultHeaders {
        &self.inner.headers
    }

    pub(crate) fn default_query(&self) -> &[(String, String)] {
        &self.inner.query
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.inner.credentials
    }

    pub(crate) fn timeouts(&self) -> Timeouts {
        self.inner.timeouts
    }

    /// The number of tokens left for retries, of 500 that this client and its clones share. A metric.
    ///
    /// A retry takes 14 tokens, or 5 after a 429, and gives them back if it succeeds. A call that
    /// succeeds at once adds one. Without tokens, every call is sent once: while a server is down,
    /// retries would only add to its load.
    ///
    /// ```
    /// # use api_core::Client;
    /// let client = Client::builder("https://example.com").build()?;
    /// assert_eq!(client.retry_tokens(), 500);
    /// # Ok::<(), api_core::Error>(())
    /// ```
    #[must_use]
    pub fn retry_tokens(&self) -> u32 {
        self.inner.budget.tokens()
    }

    /// The number of calls of this client and its clones that are under way, and of bodies that were
    /// handed over and are still open. A metric.
    ///
    /// Calls that wait are not counted: for their turn, for credentials, or before another attempt.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.inner.gate.in_flight()
    }

    /// Closes this client and its clones, and waits until the calls that were made have ended.
    ///
    /// A new call fails with [`ErrorKind::Closed`](crate::ErrorKind::Closed) from now on. The wait
    /// ends at the last deadline of the calls at the latest. A body that was handed over unread, as in
    /// `http::Response<Body>`, is waited for until it is read or dropped, or until the deadline of its
    /// call. Put a timeout around this method to wait for less long.
    ///
    /// ```
    /// # async fn run() -> api_core::Result<()> {
    /// # use api_core::Client;
    /// let client = Client::builder("https://example.com").build()?;
    /// // At the end of the program:
    /// client.close().await;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn close(&self) {
        self.inner.gate.close().await;
    }

    /// The buckets of [`ClientBuilder::rate_limits`] about which something is known, in no order. For
    /// metrics.
    #[must_use]
    pub fn rate_limits(&self) -> Vec<BucketState> {
        self.limiter().map(Limiter::states).unwrap_or_default()
    }

    pub(crate) fn limiter(&self) -> Option<&Limiter> {
        self.inner.limiter.as_ref()
    }

    pub(crate) fn observers(&self) -> &Observers {
        &self.inner.observers
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.inner.gate
    }

    pub(crate) fn retry(&self) -> Retry {
        self.inner.retry
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.inner.budget
    }

    pub(crate) fn redirects(&self) -> u32 {
        self.inner.redirects
    }

    pub(crate) fn max_body(&self) -> Option<usize> {
        self.inner.max_body
    }

    pub(crate) fn min_throughput(&self) -> Option<MinThroughput> {
        self.inner.min_throughput
    }

    pub(crate) fn max_error_body(&self) -> usize {
        self.inner.max_error_body
    }

    pub(crate) fn hides_reasons(&self) -> bool {
        self.inner.hides_reasons
    }

    pub(crate) fn cookies(&self) -> Option<&Cookies> {
        self.inner.cookies.as_ref()
    }

    pub(crate) fn kept_connections(&self) -> &KeptConnections {
        &self.inner.kept
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.inner.transport
    }

    pub(crate) fn signer(&self) -> Option<&Signer> {
        self.inner.signer.as_deref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> =
            self.inner.headers.defaults().keys().map(|name| name.as_str()).collect();
        f.debug_struct("Client")
            .field("base", &self.inner.base)
            .field("headers", &headers)
            .field("credentials", &self.inner.credentials)
            .field("timeout", &self.inner.timeouts.total())
            .field("transport", &self.inner.transport)
            .finish_non_exhaustive()
    }
}
