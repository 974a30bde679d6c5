//! The response to a request that was sent.
//!
//! Sending begins when the future is made, not when it is polled. An `async fn` would keep a copy of
//! the request in the future of every caller until the end of the call. The two common transports need
//! no box.

use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::Response;
#[cfg(feature = "hyper")]
use hyper_util::client::legacy;
use tower::Service;

#[cfg(feature = "hyper")]
use super::cut_stream::of_stated_length;
use super::reqwest::ReqwestTransport;
use crate::{Body, BoxError, Result};

/// Gives the head of the response, its body unread.
pub(crate) enum ResponseFuture {
    Reqwest(<reqwest::Client as Service<reqwest::Request>>::Future),
    #[cfg(feature = "hyper")]
    Hyper(legacy::ResponseFuture),
    Boxed(Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>),
}

impl ResponseFuture {
    pub(super) fn boxed<F>(response: F) -> Self
    where
        F: Future<Output = Result<Response<Body>, BoxError>> + Send + 'static,
    {
        Self::Boxed(Box::pin(response))
    }

    /// Decompresses the body of the response to a request, which was HEAD or not.
    #[cfg(feature = "__decompression")]
    pub(super) fn decompressed(self, head: bool) -> Self {
        Self::boxed(async move { Ok(super::compression::decompress(head, self.await?)) })
    }

    /// The response to a request that was sent, or the error of preparing it.
    pub(super) fn of_sent(sent: Result<Self>) -> Self {
        sent.unwrap_or_else(|error| Self::boxed(ready(Err(error.into()))))
    }
}

impl Future for ResponseFuture {
    type Output = Result<Response<Body>, BoxError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Reqwest(future) => {
                Poll::Ready(ReqwestTransport::response(ready!(Pin::new(future).poll(cx)), false))
            }
            #[cfg(feature = "hyper")]
            Self::Hyper(future) => {
                let response = ready!(Pin::new(future).poll(cx));
                Poll::Ready(
                    response.map(|it| of_stated_length(it.map(Body::incoming))).map_err(Into::into),
                )
            }
            Self::Boxed(future) => future.as_mut().poll(cx),
        }
    }
}
