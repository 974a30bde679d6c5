//! The client: where an API lives, who calls it, and through what.

mod builder;

use std::fmt;
use std::sync::Arc;

pub use self::builder::ClientBuilder;
use crate::base_url::BaseUrl;
use crate::gate::Gate;
use crate::headers::DefaultHeaders;
use crate::retry::Budget;
use crate::timeouts::Timeouts;
use crate::{Credentials, Retry, Transport};

/// Where an API lives, who calls it, and through what. Cheap to clone; clones share connections.
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
    headers: DefaultHeaders,
    query: Vec<(String, String)>,
    credentials: Credentials,
    timeouts: Timeouts,
    retry: Retry,
    budget: Budget,
    gate: Gate,
    redirects: u32,
    max_body: usize,
    transport: Transport,
}

impl Client {
    /// Begins a client for the API at `base`, such as `https://example.com/v1`.
    pub fn builder(base: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base.into())
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.inner.base
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

    /// What is left of the 500 tokens that the retries of this client and its clones share.
    ///
    /// A retry takes 14 of them, 5 after a 429, and gives them back if it succeeds; a call that
    /// succeeds at once adds one. With too few left, calls are sent once: while a server is down,
    /// retries would only add to its load. For metrics; there is nothing to do about it.
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

    /// How many calls of this client and its clones are under way: sent, between two attempts, or
    /// being read. Those that wait for their turn are not. For metrics.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.inner.gate.in_flight()
    }

    /// Ends this client and its clones: a new call fails with
    /// [`ErrorKind::Closed`](crate::ErrorKind::Closed), and those already made are waited for, each
    /// until its own deadline at the latest.
    ///
    /// An `http::Response<Body>` counts as under way until its body has been read or dropped. To
    /// wait for less long, put a timeout around this: nothing new is let in in any case.
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

    pub(crate) fn max_body(&self) -> usize {
        self.inner.max_body
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.inner.transport
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
