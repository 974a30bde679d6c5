//! Connections to servers: over TCP, with TLS where it is asked for, and through proxies.

use std::future::Future;
use std::io;
#[cfg(unix)]
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::proxy::matcher::Matcher;
#[cfg(unix)]
use hyper_util::rt::TokioIo;
#[cfg(unix)]
use tokio::net::UnixStream;
use tower::Service;

use super::stream::Stream;
#[cfg(feature = "rustls")]
use super::tls::Tls;
use crate::observe::Observers;
use crate::transport::Settings;
use crate::transport::connect::connect_timeout;
use crate::transport::connect_error::ConnectError;
use crate::transport::proxy;
use crate::transport::resolve::Resolver;
use crate::{BoxError, Error, Result};

/// After how long a silence TCP probes a connection, and at which intervals.
const KEEPALIVE: Duration = Duration::from_secs(15);
/// The number of probes that may stay without a response.
const UNANSWERED: u32 = 3;
/// The longest time that sent bytes may stay unacknowledged.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// Makes connections. hyper-util clones it for every request.
#[derive(Clone)]
pub(super) struct Connector(Arc<Inner>);

struct Inner {
    tcp: HttpConnector<Resolver>,
    #[cfg(feature = "rustls")]
    tls: Tls,
    proxies: Option<Arc<Matcher>>,
    /// The longest time for making a connection, unless a call has its own limit.
    connect_timeout: Duration,
    observers: Observers,
    /// Where all connections go, instead of to the hosts of URLs.
    #[cfg(unix)]
    unix_socket: Option<PathBuf>,
}

impl Connector {
    pub(super) fn new(proxies: Option<Arc<Matcher>>, settings: &Settings) -> Result<Self> {
        let mut tcp = HttpConnector::new_with_resolver(Resolver);
        // The settings that reqwest makes.
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(UNANSWERED));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        // TLS connections are made on top of its own.
        tcp.enforce_http(!cfg!(feature = "rustls"));
        Ok(Self(Arc::new(Inner {
            tcp,
            #[cfg(feature = "rustls")]
            tls: Tls::new(&settings.certificates)?,
            proxies,
            connect_timeout: settings.connect_timeout,
            observers: settings.observers.clone(),
            #[cfg(unix)]
            unix_socket: settings.unix_socket.clone(),
        })))
    }
}

impl Inner {
    async fn connect(&self, to: Uri, timeout: Duration) -> Result<Stream, BoxError> {
        #[cfg(unix)]
        if let Some(path) = &self.unix_socket {
            return self.connect_to_socket(path.clone(), to).await;
        }
        let mut tcp = self.tcp.clone();
        // The addresses of a name share it, so that a silent one leaves time for the others.
        tcp.set_connect_timeout(Some(timeout));
        match self.proxies.as_ref().and_then(|proxies| proxies.intercept(&to)) {
            None => self.connect_directly(tcp, to).await,
            Some(proxy) => {
                proxy::check(&proxy)?;
                self.connect_through(tcp, &proxy, to).await
            }
        }
    }
}

#[cfg(feature = "rustls")]
mod with_tls {
    use http::uri::Scheme;
    use hyper_rustls::HttpsConnector;
    use hyper_util::client::legacy::connect::proxy::Tunnel;
    use hyper_util::client::proxy::matcher::Intercept;

    use super::{BoxError, HttpConnector, Inner, Resolver, Service as _, Stream, Uri};
    #[cfg(unix)]
    use super::{PathBuf, TokioIo, UnixStream};

    impl Inner {
        pub(super) async fn connect_directly(
            &self,
            tcp: HttpConnector<Resolver>,
            to: Uri,
        ) -> Result<Stream, BoxError> {
            let server = self.tls.server.clone();
            Ok(Stream::new(HttpsConnector::from((tcp, server)).call(to).await?))
        }

        #[cfg(unix)]
        pub(super) async fn connect_to_socket(
            &self,
            path: PathBuf,
            to: Uri,
        ) -> Result<Stream, BoxError> {
            let socket = tower::service_fn(move |_: Uri| {
                let path = path.clone();
                async move { UnixStream::connect(path).await.map(TokioIo::new) }
            });
            let server = self.tls.server.clone();
            Ok(Stream::new(HttpsConnector::from((socket, server)).call(to).await?))
        }

        pub(super) async fn connect_through(
            &self,
            tcp: HttpConnector<Resolver>,
            proxy: &Intercept,
            to: Uri,
        ) -> Result<Stream, BoxError> {
            let mut by_proxy = HttpsConnector::from((tcp, self.tls.proxy.clone()));
            if to.scheme() != Some(&Scheme::HTTPS) {
                let proxy = by_proxy.call(proxy.uri().clone()).await?;
                return Ok(Stream::new(proxy).into_proxy());
            }
            let mut tunnel = Tunnel::new(proxy.uri().clone(), by_proxy);
            if let Some(credentials) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(credentials.clone());
            }
            let server = self.tls.server.clone();
            Ok(Stream::new(HttpsConnector::from((tunnel, server)).call(to).await?))
        }
    }
}

#[cfg(not(feature = "rustls"))]
mod without_tls {
    use hyper_util::client::proxy::matcher::Intercept;

    use super::{BoxError, HttpConnector, Inner, Resolver, Service as _, Stream, Uri};
    #[cfg(unix)]
    use super::{PathBuf, TokioIo, UnixStream};

    impl Inner {
        pub(super) async fn connect_directly(
            &self,
            mut tcp: HttpConnector<Resolver>,
            to: Uri,
        ) -> Result<Stream, BoxError> {
            Ok(Stream::new(tcp.call(to).await?))
        }

        #[cfg(unix)]
        pub(super) async fn connect_to_socket(
            &self,
            path: PathBuf,
            _to: Uri,
        ) -> Result<Stream, BoxError> {
            Ok(Stream::new(TokioIo::new(UnixStream::connect(path).await?)))
        }

        pub(super) async fn connect_through(
            &self,
            mut tcp: HttpConnector<Resolver>,
            proxy: &Intercept,
            _to: Uri,
        ) -> Result<Stream, BoxError> {
            Ok(Stream::new(tcp.call(proxy.uri().clone()).await?).into_proxy())
        }
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connector = self.0.clone();
        // Asked here, where the call is being polled. The future below may outlive it.
        let timeout = connect_timeout(connector.connect_timeout);
        Box::pin(async move {
            let connection = connector.connect(to.clone(), timeout);
            let error = match tokio::time::timeout(timeout, connection).await {
                Ok(Ok(stream)) => return Ok(stream.observed(connector.observers.is_listening())),
                Ok(Err(error)) => error,
                Err(_) => io::Error::from(io::ErrorKind::TimedOut).into(),
            };
            // This library's own errors say all there is to say.
            if error.is::<Error>() {
                Err(error)
            } else {
                let proxies = connector.proxies.as_ref();
                let proxy = proxies.and_then(|proxies| proxies.intercept(&to));
                let proxy = proxy.map(|proxy| proxy::address(&proxy));
                Err(ConnectError::to_uri(&to, proxy, error).into())
            }
        })
    }
}
