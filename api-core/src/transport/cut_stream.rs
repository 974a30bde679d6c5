//! Responses over HTTP/2 that are shorter than their stated length.
//!
//! A server may reset a stream with `NO_ERROR` behind its whole response, to be spared the rest of the
//! request (RFC 9113 §8.1). hyper ends the body then, also in the middle of a response, which would pass
//! for a whole one. Without a stated length, nothing tells the two apart: h2 knows whether the end of the
//! stream has come, and a build in which reqwest decompresses does not pass it on.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{Response, Version};
use http_body::{Frame, SizeHint};

use crate::{Body, BoxError};

/// The response, whose body fails where it ends too early.
pub(super) fn of_stated_length(response: Response<Body>) -> Response<Body> {
    if response.version() != Version::HTTP_2 {
        return response;
    }
    match response.body().length() {
        Some(left) => response.map(|body| Body::erase(Stated { body, left, begun: false })),
        None => response,
    }
}

struct Stated {
    body: Body,
    /// The bytes that are still to come.
    left: u64,
    /// True once a byte has come. A response to HEAD states the length of a body that it does not have.
    begun: bool,
}

impl http_body::Body for Stated {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.left = self.left.saturating_sub(data.len() as u64);
            self.begun |= !data.is_empty();
        }
        if frame.is_none() && std::mem::take(&mut self.left) > 0 && self.begun {
            return Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream() && (self.left == 0 || !self.begun)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
