//! Faults of the network, injected into responses.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Frame;
use http_body_util::BodyExt as _;
use tower::Service;

use crate::{Body, BoxError};

/// A fault of the network, which a client sees instead of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection is refused. Over a socket, where there is a connection already, it acts as
    /// `Reset` does.
    Refused,
    /// The connection breaks before the response; over a socket, right after its head.
    Reset,
    /// The connection breaks in the middle of the response's body; of a stream, after its first item or
    /// chunk.
    Truncated,
    /// The response never arrives.
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

    /// Injects this fault into a response.
    pub(super) async fn inject(self, mut response: Response<Body>) -> Response<Body> {
        let begun = match self {
            Self::Hang => std::future::pending().await,
            Self::Refused | Self::Reset => Bytes::new(),
            Self::Truncated => match response.body().as_bytes() {
                Some(whole) => {
                    Bytes::copy_from_slice(whole.get(..whole.len() / 2).unwrap_or_default())
                }
                None => first_chunk(std::mem::take(response.body_mut())).await,
            },
        };
        *response.body_mut() = Body::wrap(Cut { begun: Some(begun), fault: self });
        response.extensions_mut().insert(self);
        response
    }
}

/// The first chunk of a stream, whose middle nobody knows. Nothing if there is none.
async fn first_chunk(mut body: Body) -> Bytes {
    while let Some(Ok(frame)) = body.frame().await {
        match frame.into_data() {
            Ok(chunk) if !chunk.is_empty() => return chunk,
            _ => {}
        }
    }
    Bytes::new()
}

/// A body that breaks off after `begun`.
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

/// Connects a client to a stub in the same process: a transport for
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
        let response = self.0.call(request);
        Box::pin(async move {
            let response = response.await?;
            match response.extensions().get::<Fault>() {
                Some(fault @ (Fault::Refused | Fault::Reset)) => Err(fault.error().into()),
                _ => Ok(response),
            }
        })
    }
}

impl fmt::Debug for StubTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StubTransport")
    }
}
