//! A request on its way, until the head of its answer is there.
//!
//! What sends it is called at once, and only what comes of that is kept: a request that waited in an
//! `async fn` would be moved into each of those that await it, and would take its place there until
//! the end of the call. Most calls need no box of ours.

use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::Response;
#[cfg(all(feature = "hyper", not(feature = "gzip")))]
use hyper_util::client::legacy::ResponseFuture;
use tower::Service;

use super::reqwest::Sender;
use crate::{Body, BoxError, Result};

/// The answer to come.
pub(crate) enum Sending {
    Reqwest(<reqwest::Client as Service<reqwest::Request>>::Future),
    /// Of hyper-util's client, as long as nothing has to decompress it.
    #[cfg(all(feature = "hyper", not(feature = "gzip")))]
    Hyper(ResponseFuture),
    Boxed(Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>),
}

impl Sending {
    /// Any other answer to come.
    pub(super) fn boxed<E>(answer: E) -> Self
    where
        E: Future<Output = Result<Response<Body>, BoxError>> + Send + 'static,
    {
        Self::Boxed(Box::pin(answer))
    }

    /// What `send` makes of what could be put together, or the failure of that.
    pub(super) fn or_fail<T, E: Into<BoxError>>(
        put_together: Result<T, E>,
        send: impl FnOnce(T) -> Self,
    ) -> Self {
        match put_together {
            Ok(request) => send(request),
            Err(error) => Self::boxed(ready(Err(error.into()))),
        }
    }
}

impl Future for Sending {
    type Output = Result<Response<Body>, BoxError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Reqwest(answer) => Poll::Ready(Sender::answer(ready!(Pin::new(answer).poll(cx)))),
            #[cfg(all(feature = "hyper", not(feature = "gzip")))]
            Self::Hyper(answer) => {
                let answer = ready!(Pin::new(answer).poll(cx));
                Poll::Ready(answer.map(|answer| answer.map(Body::incoming)).map_err(Into::into))
            }
            Self::Boxed(answer) => answer.as_mut().poll(cx),
        }
    }
}
