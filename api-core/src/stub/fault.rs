//! Answers that do not come as they should.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Frame;
use tower::Service;

use crate::{Body, BoxError};

/// What becomes of a call instead of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// No connection is made. Over a socket, where there is one already, the same as `Reset`.
    Refused,
    /// The connection breaks before the answer. Over a socket, right after its head.
    Reset,
    /// The connection breaks in the middle of the answer's body.
    Truncated,
    /// No answer ever comes.
    Hang,
}

impl Fault {
    fn error(self) -> io::Error {
        io::Error::from(match self {
            Self::Refused => io::ErrorKind::ConnectionRefused,
            Self::Reset | Self::Hang => io::ErrorKind::ConnectionReset,
            Self::Truncated => io::ErrorKind::UnexpectedEof,
        })
    }

    /// The answer with this fault.
    pub(super) async fn inject(self, mut answer: Response<Body>) -> Response<Body> {
        let begun = match self {
            Self::Hang => std::future::pending().await,
            Self::Refused | Self::Reset => Bytes::new(),
            Self::Truncated => {
                let whole = answer.body().as_bytes().unwrap_or_default();
                Bytes::copy_from_slice(whole.get(..whole.len() / 2).unwrap_or_default())
            }
        };
        *answer.body_mut() = Body::wrap(Cut { begun: Some(begun), fault: self });
        answer.extensions_mut().insert(self);
        answer
    }
}

/// A body that ends too early.
struct Cut {
    begun: Option<Bytes>,
    fault: Fault,
}

impl http_body::Body for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(match self.begun.take() {
            Some(begun) => Ok(Frame::data(begun)),
            None => Err(self.fault.error()),
        }))
    }
}

/// The way from a client to a stub in the same process: a transport for
/// [`ClientBuilder::transport`](crate::ClientBuilder::transport).
#[derive(Clone)]
pub struct StubTransport(pub(super) Router);

impl Service<Request<Body>> for StubTransport {
    type Response = Response<axum::body::Body>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let answer = self.0.call(request);
        Box::pin(async move {
            let answer = answer.await?;
            match answer.extensions().get::<Fault>() {
                Some(fault @ (Fault::Refused | Fault::Reset)) => Err(fault.error().into()),
                _ => Ok(answer),
            }
        })
    }
}

impl fmt::Debug for StubTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StubTransport")
    }
}
