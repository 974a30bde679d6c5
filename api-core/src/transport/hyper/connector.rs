//! Connections to servers: over TCP, with TLS where it is asked for, and through proxies.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::proxy::matcher::Matcher;
use tower::Service;

use super::check_proxy;
use super::stream::Stream;
#[cfg(feature = "rustls")]
use super::tls::Tls;
use crate::transport::connect::within;
use crate::{BoxError, Result};

/// How often a silent connection is asked whether anyone is there, and from when on.
const KEEPALIVE: Duration = Duration::from_secs(15);
/// How many such questions may stay without an answer.
const UNANSWERED: u32 = 3;
/// How long what was sent may stay unacknowledged.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// Makes connections. Cloned for every request, by hyper-util.
#[derive(Clone)]
pub(super) struct Connector(Arc<Inner>);

struct Inner {
    tcp: HttpConnector,
    #[cfg(feature = "rustls")]
    tls: Tls,
    proxies: Option<Arc<Matcher>>,
    /// How long it may take, unless a call says otherwise.
    usual: Duration,
}

impl Connector {
    pub(super) fn new(proxies: Option<Arc<Matcher>>, usual: Duration) -> Result<Self> {
        let mut tcp = HttpConnector::new();
        // As reqwest has it.
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(UNANSWERED));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        // It is what makes the connections below TLS, too.
        tcp.enforce_http(!cfg!(feature = "rustls"));
        Ok(Self(Arc::new(Inner {
            tcp,
            #[cfg(feature = "rustls")]
            tls: Tls::new()?,
            proxies,
            usual,
        })))
    }
}

impl Inner {
    async fn connect(&self, to: Uri, within: Duration) -> Result<Stream, BoxError> {
        let mut tcp = self.tcp.clone();
        // Shared among the addresses of a name, so that one which is silent leaves time for others.
        tcp.set_connect_timeout(Some(within));
        match self.proxies.as_ref().and_then(|proxies| proxies.intercept(&to)) {
            None => self.straight(tcp, to).await,
            Some(proxy) => {
                check_proxy(&proxy)?;
                self.by_way_of(tcp, &proxy, to).await
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

    use super::{BoxError, HttpConnector, Inner, Service as _, Stream, Uri};

    impl Inner {
        pub(super) async fn straight(
            &self,
            tcp: HttpConnector,
            to: Uri,
        ) -> Result<Stream, BoxError> {
            let server = self.tls.server.clone();
            Ok(Stream::new(HttpsConnector::from((tcp, server)).call(to).await?))
        }

        pub(super) async fn by_way_of(
            &self,
            tcp: HttpConnector,
            proxy: &Intercept,
            to: Uri,
        ) -> Result<Stream, BoxError> {
            let mut by_proxy = HttpsConnector::from((tcp, self.tls.proxy.clone()));
            if to.scheme() != Some(&Scheme::HTTPS) {
                let proxy = by_proxy.call(proxy.uri().clone()).await?;
                return Ok(Stream::new(proxy).of_a_proxy());
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

    use super::{BoxError, HttpConnector, Inner, Service as _, Stream, Uri};

    impl Inner {
        pub(super) async fn straight(
            &self,
            mut tcp: HttpConnector,
            to: Uri,
        ) -> Result<Stream, BoxError> {
            Ok(Stream::new(tcp.call(to).await?))
        }

        pub(super) async fn by_way_of(
            &self,
            mut tcp: HttpConnector,
            proxy: &Intercept,
            _to: Uri,
        ) -> Result<Stream, BoxError> {
            Ok(Stream::new(tcp.call(proxy.uri().clone()).await?).of_a_proxy())
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
        // Now, while the call is being polled; later it need not be.
        let within = within(connector.usual);
        Box::pin(async move {
            match tokio::time::timeout(within, connector.connect(to, within)).await {
                Ok(result) => result,
                Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
            }
        })
    }
}
