//! The connect timeout of a call.
//!
//! An HTTP client has one connect timeout for all of its requests. A call's own one reaches the
//! connector through a task-local variable: a connection is begun while its call is polled.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tower::{Layer, Service};

use crate::BoxError;

tokio::task_local! {
    static OF_THIS_CALL: Duration;
}

/// A call's own connect timeout, in the extensions of its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectTimeout(pub(crate) Duration);

/// In the extensions of a request that goes over a new connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FreshConnection;

impl ConnectTimeout {
    /// Applies this timeout to the connection that `request` may have to make.
    pub(super) async fn apply_to<F: Future>(self, request: F) -> F::Output {
        OF_THIS_CALL.scope(self.0, request).await
    }
}

/// The connect timeout of the call that is being polled, or else the client's.
pub(super) fn connect_timeout(client: Duration) -> Duration {
    OF_THIS_CALL.try_with(|timeout| *timeout).unwrap_or(client)
}

/// Gives a connector the timeout of the call that needs a connection, or else this one.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConnectTimeoutLayer(pub(super) Duration);

impl<S> Layer<S> for ConnectTimeoutLayer {
    type Service = TimedConnector<S>;

    fn layer(&self, connector: S) -> TimedConnector<S> {
        TimedConnector { connector, default: self.0 }
    }
}

/// A connector that gives up in time.
#[derive(Clone, Debug)]
pub(super) struct TimedConnector<S> {
    connector: S,
    default: Duration,
}

impl<S, D> Service<D> for TimedConnector<S>
where
    S: Service<D, Error = BoxError>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, destination: D) -> Self::Future {
        let timeout = connect_timeout(self.default);
        let connection = self.connector.call(destination);
        Box::pin(async move {
            match tokio::time::timeout(timeout, connection).await {
                Ok(result) => result,
                // The kind by which reqwest recognizes a timeout.
                Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
            }
        })
    }
}
