//! Bodies whose error comes one turn late.
//!
//! A server that meets an error drops all that it has not written yet, which may be the head and everything
//! before the error. In the turn between, it writes them.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body as AxumBody;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::{Body, BoxError};

struct LateError {
    body: Body,
    error: Option<BoxError>,
}

/// The body of a response as axum's, with the error that it may end with held back. One that is at hand as
/// a whole has none.
pub(super) fn into_axum(body: Body) -> AxumBody {
    match body.into_raw_bytes() {
        Ok(bytes) => AxumBody::from(bytes),
        Err(body) => {
            let body = body.held_to_length("the response's body");
            AxumBody::new(LateError { body, error: None })
        }
    }
}

impl HttpBody for LateError {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(error) = self.error.take() {
            return Poll::Ready(Some(Err(error)));
        }
        match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
            Some(Err(error)) => {
                self.error = Some(error);
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            frame => Poll::Ready(frame),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.error.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
