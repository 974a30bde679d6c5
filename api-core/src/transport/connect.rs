//! How long the making of a connection may take, told apart by call.
//!
//! HTTP clients know one connect timeout each. The time that a call may take is handed down to the
//! connector by way of a task-local: a connection is begun while its call is being polled.

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

/// A connect timeout of a call's own, in the extensions of its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectTimeout(pub(crate) Duration);

impl ConnectTimeout {
    /// Polls a request with this timeout on the connection it may need.
    pub(super) async fn bounds<F: Future>(self, request: F) -> F::Output {
        OF_THIS_CALL.scope(self.0, request).await
    }
}

/// The time that the call which is being polled gives the making of a connection, or else the usual.
pub(super) fn within(usual: Duration) -> Duration {
    OF_THIS_CALL.try_with(|within| *within).unwrap_or(usual)
}

/// Gives the making of a connection the time that its call says, or else this.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound(pub(super) Duration);

impl<S> Layer<S> for Bound {
    type Service = Bounded<S>;

    fn layer(&self, connector: S) -> Bounded<S> {
        Bounded { connector, usual: self.0 }
    }
}

/// A connector that gives up in time.
#[derive(Clone, Debug)]
pub(super) struct Bounded<S> {
    connector: S,
    usual: Duration,
}

impl<S, D> Service<D> for Bounded<S>
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
        let within = within(self.usual);
        let connection = self.connector.call(destination);
        Box::pin(async move {
            match tokio::time::timeout(within, connection).await {
                Ok(result) => result,
                // The kind by which reqwest knows a timeout.
                Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
            }
        })
    }
}
