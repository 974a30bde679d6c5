//! The body of a request while it is sent: its own failures, told apart from the connection's.
//!
//! HTTP clients report a body that fails as a connection that broke, if at all: over HTTP/2 the source
//! is lost, and a body that is longer than its stated length is cut in silence.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Response;
use http_body::{Body as _, Frame, SizeHint};
use tokio::sync::oneshot::{Receiver, Sender, channel};

use super::ResponseFuture;
use crate::error::of_users_code;
use crate::unwinding::caught;
use crate::{Body, BoxError, Error};

/// A body that is watched, and the failure to come.
pub(super) fn watch(body: Body) -> (Body, Receiver<Error>) {
    let (report, failure) = channel();
    let stated = body.length();
    let watched = Watched { body, stated, left: stated, held: None, report: Some(report) };
    (Body::erase(watched), failure)
}

/// Gives the response, or the failure of the request's body if that comes first.
///
/// The body is read by a task of the client's. On another thread, it may fail between the two looks here,
/// and what the client makes of that is known first. So behind a failure, the body is asked once more.
pub(super) fn respond_or_fail(
    mut response: ResponseFuture,
    failure: Receiver<Error>,
) -> ResponseFuture {
    let mut failure = Some(failure);
    ResponseFuture::boxed(poll_fn(move |cx| -> Poll<Result<Response<Body>, BoxError>> {
        match failure.as_mut().map(|failure| Pin::new(failure).poll(cx)) {
            Some(Poll::Ready(Ok(error))) => return Poll::Ready(Err(error.into())),
            // The body has ended, or nobody reads it any more.
            Some(Poll::Ready(Err(_))) => failure = None,
            Some(Poll::Pending) | None => {}
        }
        let result = ready!(Pin::new(&mut response).poll(cx));
        let own = failure.as_mut().filter(|_| result.is_err());
        match own.and_then(|failure| failure.try_recv().ok()) {
            Some(error) => Poll::Ready(Err(error.into())),
            None => Poll::Ready(result),
        }
    }))
}

/// Gives the response to a request without a body, or an error if `body`, whose stated length is zero,
/// has bytes after all. No client would ask it for any.
pub(super) fn respond_if_empty(mut response: ResponseFuture, body: Body) -> ResponseFuture {
    let mut body = Some(Watched { body, stated: Some(0), left: Some(0), held: None, report: None });
    ResponseFuture::boxed(poll_fn(move |cx| -> Poll<Result<Response<Body>, BoxError>> {
        match body.as_mut().map(|body| body.poll_end(cx)) {
            Some(Poll::Ready(Err(error))) => return Poll::Ready(Err(error.into())),
            Some(Poll::Ready(Ok(()))) => body = None,
            Some(Poll::Pending) | None => {}
        }
        Pin::new(&mut response).poll(cx)
    }))
}

struct Watched {
    body: Body,
    stated: Option<u64>,
    /// The number of bytes that may still come, if a length was stated.
    left: Option<u64>,
    /// The end of the body, until it is certain that nothing comes behind it. A client would send it
    /// and ask for no more.
    held: Option<Bytes>,
    report: Option<Sender<Error>>,
}

impl Watched {
    /// Reads to the end a body that should have no bytes.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => return Poll::Ready(Ok(())),
                Some(Err(error)) => return Poll::Ready(Err(unreadable(error))),
                Some(Ok(frame)) if frame.data_ref().is_some_and(|data| !data.is_empty()) => {
                    return Poll::Ready(Err(self.wrong_length("longer")));
                }
                Some(Ok(_)) => {}
            }
        }
    }

    fn fail(&mut self, error: Error) -> BoxError {
        if let Some(report) = self.report.take() {
            _ = report.send(error);
        }
        // The client closes the connection or the stream, so that the server knows that more was due.
        io::Error::other("the request's body failed").into()
    }

    fn wrong_length(&self, how: &str) -> Error {
        let stated = self.stated.unwrap_or_default();
        Error::build(format!(
            "the request's body is {how} than its stated length of {stated} bytes"
        ))
    }
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            // The task of a connection polls this; a panic would end it, and say nothing of the body.
            let Some(polled) = caught(|| Pin::new(&mut self.body).poll_frame(cx)) else {
                let error = Error::build("the request's body panicked while it was read");
                return Poll::Ready(Some(Err(self.fail(error))));
            };
            let frame = match ready!(polled) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(self.fail(unreadable(error))))),
                None => {
                    let held = self.held.take().map(|bytes| Ok(Frame::data(bytes)));
                    let short = self.left.is_some_and(|left| left > 0);
                    return Poll::Ready(if short {
                        let error = self.wrong_length("shorter");
                        Some(Err(self.fail(error)))
                    } else {
                        held
                    });
                }
            };
            let (Some(left), Some(data)) = (self.left, frame.data_ref()) else {
                return Poll::Ready(Some(Ok(frame)));
            };
            let Some(left) = left.checked_sub(data.len() as u64) else {
                let error = self.wrong_length("longer");
                return Poll::Ready(Some(Err(self.fail(error))));
            };
            self.left = Some(left);
            match frame.into_data() {
                // Nothing more should come: it may be empty, or the last.
                Ok(data) if left == 0 => {
                    if !data.is_empty() {
                        self.held = Some(data);
                    }
                }
                Ok(data) => return Poll::Ready(Some(Ok(Frame::data(data)))),
                Err(frame) => return Poll::Ready(Some(Ok(frame))),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.stated == Some(0) && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.stated.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The error of a body that could not be read. Of an `io::Error`, only its kind goes into the message: its
/// own text may hold anything.
fn unreadable(error: BoxError) -> Error {
    let kind = error.downcast_ref().map(io::Error::kind);
    let why = kind.filter(|kind| *kind != io::ErrorKind::Other);
    let why = why.map_or_else(String::new, |kind| format!(": {kind}"));
    of_users_code(&format!("the request's body could not be read{why}"), error)
}
