//! The body of a request while it is sent: its own failures, told apart from the connection's.
//!
//! HTTP clients report a body that fails as a connection that broke, if at all: over HTTP/2 the source
//! is lost.

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

/// The body, in the words of an error.
const NAME: &str = "the request's body";

/// A body that is watched, and the failure to come.
pub(super) fn watch(body: Body) -> (Body, Receiver<Error>) {
    let (report, failure) = channel();
    let watched = Watched { body: body.held_to_length(NAME), report: Some(report) };
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
    let mut body = Some(body.held_to_length(NAME));
    ResponseFuture::boxed(poll_fn(move |cx| -> Poll<Result<Response<Body>, BoxError>> {
        while let Some(Poll::Ready(frame)) = body.as_mut().map(|it| Pin::new(it).poll_frame(cx)) {
            match frame {
                Some(Err(error)) => return Poll::Ready(Err(unreadable(error).into())),
                Some(Ok(_)) => {}
                None => body = None,
            }
        }
        Pin::new(&mut response).poll(cx)
    }))
}

struct Watched {
    body: Body,
    report: Option<Sender<Error>>,
}

impl Watched {
    fn fail(&mut self, error: Error) -> BoxError {
        if let Some(report) = self.report.take() {
            _ = report.send(error);
        }
        // The client closes the connection or the stream, so that the server knows that more was due.
        io::Error::other("the request's body failed").into()
    }
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        // The task of a connection polls this; a panic would end it, and say nothing of the body.
        let Some(polled) = caught(|| Pin::new(&mut self.body).poll_frame(cx)) else {
            let error = Error::build("the request's body panicked while it was read");
            return Poll::Ready(Some(Err(self.fail(error))));
        };
        let frame = ready!(polled);
        Poll::Ready(frame.map(|frame| frame.map_err(|error| self.fail(unreadable(error)))))
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
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
