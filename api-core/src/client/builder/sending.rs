//! The settings of what sends the requests: connections, certificates, cookies, layers, signatures.

#[cfg(unix)]
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use tower::{Layer, Service};

use super::{ClientBuilder, TransportChoice};
use crate::transport::{self, Sign};
use crate::{Body, BoxError, Transport};

impl ClientBuilder {
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

    /// Sets the certificate that the client shows to servers that ask for one (mutual TLS): in PEM, with the
    /// certificates between it and its authority, and its private key, in any order. Applies as
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
    /// A cookie that a call sets itself, as a header, replaces one of that name.
    ///
    /// A cookie whose name begins with `__Host-` or `__Secure-` is kept only if its attributes are as that
    /// promises (RFC 6265bis §4.1.3). A redirect that leads to another origin and back to one of the client's
    /// own gets no cookies there.
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

    /// Changes settings of reqwest that this builder does not have, such as `resolve` or a local address.
    /// Has no effect with `hyper()`, or on a client that was made elsewhere.
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

    /// Signs every request, by AWS Signature Version 4 or another scheme over the whole request.
    ///
    /// This is the last step before the transport: `sign` sees the method, URL, headers and body that
    /// are sent, after all layers, and is called again for every attempt, since a signature has a time
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
}
