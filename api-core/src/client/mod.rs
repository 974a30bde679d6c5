//! The client: where an API lives, who calls it, and through what.

mod base;
mod builder;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

pub(crate) use self::base::BaseUrl;
pub use self::builder::ClientBuilder;
use crate::{Credentials, Transport};

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
    headers: HeaderMap,
    query: Vec<(String, String)>,
    credentials: Credentials,
    timeout: Duration,
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

    pub(crate) fn default_headers(&self) -> &HeaderMap {
        &self.inner.headers
    }

    pub(crate) fn default_query(&self) -> &[(String, String)] {
        &self.inner.query
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.inner.credentials
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.inner.timeout
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
        let headers: Vec<&str> = self.inner.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("Client")
            .field("base", &self.inner.base)
            .field("headers", &headers)
            .field("credentials", &self.inner.credentials)
            .field("timeout", &self.inner.timeout)
            .finish_non_exhaustive()
    }
}
