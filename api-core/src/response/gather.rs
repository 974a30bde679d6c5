//! Reads a body to its end, under a cap and without a stall.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use http_body::{Body as _, Frame, SizeHint};
use tokio::time::{Instant, timeout, timeout_at};

use super::{RawBody, RawResponse};
use crate::timeouts::moment;
use crate::{Body, BoxError, Error, ErrorKind, Result, transport};

/// The limits under which a body is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The largest body, in bytes, counted as they come out of any decompression.
    pub(crate) cap: usize,
    /// The longest wait for more of it, once the first of it is there.
    pub(crate) stall: Duration,
    /// True if the first of it may take as long as the attempt: a server may think before it speaks.
    pub(crate) may_think: bool,
    /// True if the status means success. Of an error page, the beginning is worth having as well.
    pub(crate) success: bool,
}

impl Limits {
    /// Fails if the body claims to be too large. A length may be missing, or a lie: it is believed only
    /// if it is bad news.
    fn expect(&self, body: &Body, headers: &HeaderMap) -> Result<()> {
        let header = || headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok();
        let too_large = |length: u64| length > self.cap as u64 && self.success;
        if body.length().or_else(header).is_some_and(too_large) {
            return Err(self::too_large(self.cap));
        }
        Ok(())
    }
}

impl RawResponse {
    /// Reads the body to its end.
    pub(crate) async fn read(&mut self, limits: &Limits) -> Result<()> {
        let RawBody::Unread(body) = &mut self.body else { return Ok(()) };
        // It has no content (RFC 9110 §15.3.6), and a server that states no length would have us wait
        // for one.
        if self.status == StatusCode::RESET_CONTENT {
            self.body = RawBody::Read(Bytes::new());
            return Ok(());
        }
        let mut gathered = Gathered::Nothing;
        let mut result = limits.expect(body, &self.headers);
        // A body that says it has ended is not polled again, which would take a timer.
        while result.is_ok() && !body.is_end_stream() {
            let piece = if gathered.len() == 0 && limits.may_think {
                Ok(poll_fn(|cx| body.poll_piece(cx)).await)
            } else {
                // Boxed: a call whose body is there in one piece need not be larger for it.
                Box::pin(timeout(limits.stall, poll_fn(|cx| body.poll_piece(cx)))).await
            };
            match piece {
                Ok(None) => break,
                Ok(Some(piece)) => result = gathered.take(piece, limits),
                Err(_) => result = Err(stalled(limits.stall)),
            }
        }
        self.body = RawBody::Read(gathered.finish());
        match result {
            Err(error) if limits.success => Err(error.with_head(self.status, &self.headers)),
            // The failure, and what was read of it, is worth more than how its page ended.
            Err(error) => {
                self.unfinished = Some(error);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }
}

impl RawResponse {
    /// Reads the body if it is short, and all of it comes within `stall`. Any other is left unread, with
    /// what came of it at its beginning.
    pub(crate) async fn read_if_short(&mut self, limits: &Limits) {
        let RawBody::Unread(body) = &mut self.body else { return };
        let length = body.length();
        if length.is_some_and(|length| length > limits.cap as u64) {
            return;
        }
        let until = moment(Instant::now(), limits.stall);
        let (mut begun, mut size) = (VecDeque::new(), 0);
        while size <= limits.cap {
            let piece = poll_fn(|cx| body.poll_piece(cx));
            match timeout_at(until, piece).await {
                Ok(Some(Ok(piece))) => {
                    size += piece.len();
                    begun.push_back(Ok(piece));
                }
                Ok(Some(Err(error))) => {
                    begun.push_back(Err(error));
                    break;
                }
                Ok(None) => {
                    let pieces: Vec<Bytes> = begun.into_iter().flatten().collect();
                    self.body = RawBody::Read(pieces.concat().into());
                    return;
                }
                Err(_) => break,
            }
        }
        let rest = std::mem::take(body);
        self.body = RawBody::Unread(Body::erase(Begun { begun, rest, length }));
    }
}

/// A body whose beginning was read.
struct Begun {
    begun: VecDeque<Result<Bytes, BoxError>>,
    rest: Body,
    length: Option<u64>,
}

impl http_body::Body for Begun {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.begun.pop_front() {
            Some(piece) => Poll::Ready(Some(piece.map(Frame::data))),
            None => Pin::new(&mut self.rest).poll_frame(cx),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The pieces of a body. Most bodies arrive in one, which is kept as it is.
enum Gathered {
    Nothing,
    One(Bytes),
    Many(BytesMut),
}

impl Gathered {
    fn len(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::One(piece) => piece.len(),
            Self::Many(pieces) => pieces.len(),
        }
    }

    fn take(&mut self, piece: Result<Bytes, BoxError>, limits: &Limits) -> Result<()> {
        let data = piece.map_err(transport::classify_midway)?;
        let room = limits.cap.saturating_sub(self.len());
        if data.len() <= room {
            self.push(data);
            return Ok(());
        }
        if limits.success {
            return Err(too_large(limits.cap));
        }
        self.push(data.slice(..room));
        Err(failure_too_large(limits.cap))
    }

    fn push(&mut self, data: Bytes) {
        match self {
            Self::Many(pieces) => pieces.extend_from_slice(&data),
            Self::One(first) if !first.is_empty() => {
                let mut pieces = BytesMut::with_capacity(first.len() + data.len());
                pieces.extend_from_slice(first);
                pieces.extend_from_slice(&data);
                *self = Self::Many(pieces);
            }
            Self::Nothing | Self::One(_) => *self = Self::One(data),
        }
    }

    fn finish(self) -> Bytes {
        match self {
            Self::Nothing => Bytes::new(),
            Self::One(piece) => piece,
            Self::Many(pieces) => pieces.freeze(),
        }
    }
}

/// A body is larger than `cap` bytes.
#[cold]
pub(crate) fn too_large(cap: usize) -> Error {
    let message = format!(
        "the response is larger than {cap} bytes; `max_body` of the client or the endpoint sets the \
         limit"
    );
    Error::new(ErrorKind::Limit, message)
}

/// The body of a failure is larger than `cap` bytes.
#[cold]
fn failure_too_large(cap: usize) -> Error {
    let message = format!(
        "the response is larger than {cap} bytes; `max_error_body` of the client or the endpoint sets \
         how much of a failure is read"
    );
    Error::new(ErrorKind::Limit, message)
}

/// No more of a body came within `stall`.
#[cold]
pub(super) fn stalled(stall: Duration) -> Error {
    let message = format!(
        "nothing more of the response came for {stall:?}; `ClientBuilder::read_timeout` sets how \
         long that may be"
    );
    Error::passing(ErrorKind::Timeout, message)
}
