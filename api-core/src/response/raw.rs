//! A response as it was received, before it is read as anything.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use ::bytes::Bytes as RawBytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use super::{BodyLimits, Buffering, HandedOver};
use crate::observe::Observation;
use crate::rate_limit::{Reading, Refusal};
use crate::retry::{RetryClass, SendLog};
use crate::{Body, Endpoint, Error, Result, transport};

/// A response as it was received, before it is read as anything.
#[derive(Debug)]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    /// True if the status means success to the endpoint and its declared type.
    pub(crate) is_success: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RawBody,
    /// When the call began, and how it was sent, for the errors of reading the response.
    pub(crate) started: Instant,
    pub(crate) sent: SendLog,
    /// True if an error must not show the server's own words.
    pub(crate) hides_reasons: bool,
    /// The server's statement of the rate limit, if the client knows its fields.
    pub(crate) rate_limit: Option<Box<Reading>>,
    /// Sends the call once more, for a stream that broke off.
    pub(crate) again: Option<Box<dyn Again>>,
    /// Where redirects led, if any did. In a box of its own: without it, the future of a call outgrows what
    /// an allocator has at hand, which takes 140 instructions.
    pub(crate) redirected_to: Option<Box<RedirectedTo>>,
    /// True if the request of a download asked for a part of it.
    pub(crate) is_asked_part: bool,
    /// Why the body of a failure was not read to its end.
    pub(crate) unfinished: Option<Error>,
    /// True if the body was compressed, and is decompressed while it is read.
    pub(crate) was_compressed: bool,
    /// The call that the response is of, if someone observes it. It ends with the reading.
    pub(crate) observation: Option<Arc<Observation>>,
}

/// Sends a call once more after its response broke off, to go on behind what was received.
pub(crate) trait Again: fmt::Debug + Send {
    /// Sends the call once more, after a wait. Fails with the error of the break if the rules of
    /// `Retry` allow no further attempt, and else as the call may.
    fn again(self: Box<Self>, resume: Resume) -> RawResponseFuture;

    /// Sends the call once more although nothing broke off, for another part of its content.
    fn turn_to(self: Box<Self>, headers: Headers) -> RawResponseFuture;

    /// True if the call may be sent any number of times.
    fn is_repeatable(&self) -> bool;

    /// The most bytes of all its responses, if someone set it.
    fn max_body(&self) -> Option<usize>;
}

/// A call under way.
pub(crate) type RawResponseFuture = Pin<Box<dyn Future<Output = Result<Box<RawResponse>>> + Send>>;

/// The break of a stream, and what it needs to go on.
#[derive(Debug)]
pub(crate) struct Resume {
    /// The error that broke the response off.
    pub(crate) error: Error,
    /// True if something new had come in that response: the attempts are counted anew then.
    pub(crate) advanced: bool,
    /// The wait that the server asked for.
    pub(crate) wait: Option<Duration>,
    /// True if breaks in quick succession are to slow the attempts down.
    pub(crate) patient: bool,
    /// The headers that say where to go on.
    pub(crate) headers: Headers,
}

/// Headers to send; those without a value are taken off.
pub(crate) type Headers = Vec<(HeaderName, Option<HeaderValue>)>;

#[derive(Debug)]
pub(crate) enum RawBody {
    /// Read to its end, under the cap.
    Read(RawBytes),
    /// Not read yet.
    Unread(Body),
    /// Not read yet, and to be read under limits of its own.
    HandedOver(Box<HandedOver>),
}

/// Where redirects led.
pub(crate) struct RedirectedTo {
    pub(crate) url: String,
    /// True if another origin was on the way there, or is there.
    pub(crate) is_away: bool,
}

impl fmt::Debug for RedirectedTo {
    /// Without the URL, which may have credentials in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedirectedTo").field("is_away", &self.is_away).finish_non_exhaustive()
    }
}

impl RawResponse {
    /// True if a redirect led to another origin.
    pub(crate) fn is_away(&self) -> bool {
        self.redirected_to.as_ref().is_some_and(|to| to.is_away)
    }

    /// A response with status 200 and nothing but a body.
    pub(crate) fn ok(body: RawBytes) -> Self {
        Self {
            status: StatusCode::OK,
            is_success: true,
            headers: HeaderMap::new(),
            body: RawBody::Read(body),
            started: Instant::now(),
            sent: SendLog::default(),
            hides_reasons: false,
            rate_limit: None,
            again: None,
            redirected_to: None,
            is_asked_part: false,
            unfinished: None,
            was_compressed: false,
            observation: None,
        }
    }

    /// A success with a body that was recorded, as it is handed to a type of this buffering.
    pub(crate) fn recorded(endpoint: &Endpoint, body: RawBytes, buffering: Buffering) -> Self {
        let mut response = match buffering {
            Buffering::Always => Self::ok(body),
            Buffering::Failures | Buffering::Never | Buffering::Stream(_) => {
                *Self::begin(http::Response::new(Body::from(body)), Instant::now(), true)
            }
        };
        response.status = endpoint.success_status();
        response
    }

    /// A response whose body is yet to be read. Boxed: the stages of a call hand it on nine times.
    pub(crate) fn begin(
        response: http::Response<Body>,
        started: Instant,
        is_success: bool,
    ) -> Box<Self> {
        let (parts, body) = response.into_parts();
        Box::new(Self {
            status: parts.status,
            is_success,
            headers: parts.headers,
            body: RawBody::Unread(body),
            started,
            sent: SendLog::default(),
            hides_reasons: false,
            rate_limit: None,
            again: None,
            redirected_to: None,
            is_asked_part: false,
            unfinished: None,
            was_compressed: transport::was_compressed(&parts.extensions),
            observation: None,
        })
    }

    /// The meaning of the response for another attempt.
    pub(crate) fn class(&self) -> RetryClass {
        RetryClass::of(self.status, &self.headers, self.refusal().is_some())
    }

    /// The refusal by limits of the API, if there was one.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.rate_limit.as_ref()?.refused
    }

    /// The error of reading the response. With it, the call ends.
    pub(super) fn fails(&self, error: Error) -> Error {
        if let Some(observation) = &self.observation {
            observation.fails(&error);
        }
        error
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// True if there is no content, whatever follows (RFC 9110 §15.3.5 and §15.3.6).
    pub(crate) fn has_no_content(&self) -> bool {
        matches!(self.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
    }

    /// The body, read or not. An empty one stays.
    pub(crate) fn take_body(&mut self) -> Body {
        match std::mem::replace(&mut self.body, RawBody::Read(RawBytes::new())) {
            RawBody::Read(bytes) => Body::from(bytes),
            RawBody::Unread(body) => body,
            RawBody::HandedOver(body) => Body::of_pieces(body),
        }
    }

    /// The body, to be read under limits: those under which it was handed over, or none.
    pub(crate) fn take_limited_body(&mut self, endpoint: &'static Endpoint) -> Box<HandedOver> {
        match std::mem::replace(&mut self.body, RawBody::Read(RawBytes::new())) {
            RawBody::HandedOver(body) => body,
            other => {
                self.body = other;
                let (body, status) = (self.take_body(), self.status);
                Box::new(HandedOver::new(body, None, BodyLimits::NONE, endpoint, status, None))
            }
        }
    }

    /// The body that was read, taken out; empty if it was left unread.
    pub(crate) fn take_read_body(&mut self) -> RawBytes {
        match std::mem::replace(&mut self.body, RawBody::Read(RawBytes::new())) {
            RawBody::Read(bytes) => bytes,
            RawBody::Unread(_) | RawBody::HandedOver(_) => RawBytes::new(),
        }
    }

    /// The body that was read; empty if it was left unread.
    pub(crate) fn read_body(&self) -> &RawBytes {
        static EMPTY: RawBytes = RawBytes::new();
        match &self.body {
            RawBody::Read(bytes) => bytes,
            RawBody::Unread(_) | RawBody::HandedOver(_) => &EMPTY,
        }
    }
}
