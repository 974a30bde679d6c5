//! Streams that are held to their stated length.
//!
//! HTTP clients and servers cut a stream that is longer in silence, and the sum of a multipart body may be
//! right where none of its parts is.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::Body;
use crate::{BoxError, Error};

impl Body {
    /// This body, which fails where it turns out to be longer or shorter than it says. `what` names it in
    /// the error. One in memory is as long as it says.
    pub(crate) fn held_to_length(self, what: &'static str) -> Self {
        match self.length() {
            Some(stated) if self.as_bytes().is_none() => {
                Self::erase(Measured { body: self, what, stated, left: stated, held: None })
            }
            _ => self,
        }
    }
}

struct Measured {
    body: Body,
    what: &'static str,
    stated: u64,
    /// The number of bytes that may still come.
    left: u64,
    /// The end of the body, until it is certain that nothing comes behind it. Whoever sends it would ask
    /// for no more.
    held: Option<Bytes>,
}

impl Measured {
    fn wrong_length(&self, how: &str) -> BoxError {
        let Self { what, stated, .. } = self;
        Error::build(format!("{what} is {how} than its stated length of {stated} bytes")).into()
    }
}

impl HttpBody for Measured {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            let frame = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None if self.left > 0 => {
                    return Poll::Ready(Some(Err(self.wrong_length("shorter"))));
                }
                None => return Poll::Ready(self.held.take().map(|end| Ok(Frame::data(end)))),
            };
            let data = match frame.into_data() {
                Ok(data) => data,
                Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
            };
            let Some(left) = self.left.checked_sub(data.len() as u64) else {
                return Poll::Ready(Some(Err(self.wrong_length("longer"))));
            };
            self.left = left;
            if left > 0 {
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
            // Nothing more should come: it may be empty, or the last.
            if !data.is_empty() {
                self.held = Some(data);
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.stated)
    }
}
