//! The body that a stream reads, one response after the other.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use crate::body::Pieces as _;
use crate::envelope::EnvelopeSpec;
use crate::observe::Observation;
use crate::response::{
    Again, HandedOver, Headers, RawBody, RawResponse, RawResponseFuture, Resume, Streaming,
    expect_success, other_media_type, too_large, undecoded,
};
use crate::retry::SendLog;
use crate::{Endpoint, Error, ErrorKind, Result};

/// The body that a stream reads. After a break, the one that goes on with it.
pub(super) struct Source {
    pub(super) endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    kind: &'static Streaming,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// True if the body was compressed, and is decompressed while it is read.
    pub(super) was_compressed: bool,
    started: Instant,
    sent: SendLog,
    state: State,
    again: Option<Box<dyn Again>>,
    observation: Option<Arc<Observation>>,
    /// The number of times that the end of a body is asked for, once there is nothing more to read.
    turns: u8,
    /// The bytes of all bodies so far.
    pub(super) received: u64,
    /// The most bytes of a stream that may go on after a break, if someone set it. A body has a limit of
    /// its own, which knows nothing of those before it.
    pub(super) max: Option<u64>,
    /// The words for what had been received before the last break.
    pub(super) so_far: String,
}

enum State {
    Open(Box<HandedOver>),
    Resuming(RawResponseFuture),
    Ended,
}

/// Why no more of a body comes for now.
pub(super) enum Stop {
    /// The body has ended, as it should.
    End,
    /// The body broke off. The source has ended, unless it is made to resume.
    Broken(Error),
    /// Another response goes on.
    Resumed,
    /// No other response could be had, or not one of this kind.
    Failed(Error),
}

impl Source {
    /// The body of a response that is a stream of this kind.
    pub(super) fn open(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        kind: &'static Streaming,
        response: &mut RawResponse,
    ) -> Result<Self> {
        let mut source = Self {
            endpoint,
            spec,
            kind,
            status: response.status,
            headers: HeaderMap::new(),
            was_compressed: false,
            started: response.started,
            sent: response.sent,
            state: State::Ended,
            again: None,
            observation: response.observation.clone(),
            turns: 4,
            received: 0,
            max: response.again.as_ref().and_then(|again| again.max_body()).map(|max| max as u64),
            so_far: String::new(),
        };
        source.take(response)?;
        Ok(source)
    }

    /// Takes the body of a response over.
    fn take(&mut self, response: &mut RawResponse) -> Result<()> {
        expect_success(self.endpoint, self.spec, response)?;
        (self.status, self.sent) = (response.status, response.sent);
        self.was_compressed = response.was_compressed;
        self.headers.clone_from(&response.headers);
        let nothing = [StatusCode::NO_CONTENT, StatusCode::RESET_CONTENT];
        if nothing.contains(&response.status) || self.endpoint.means_none(response.status) {
            return Ok(());
        }
        if let RawBody::Read(_) = response.body {
            if !self.kind.is_transfer {
                let types = self.kind.media_types;
                return Err(other_media_type(self.endpoint, self.spec, response, types));
            }
            // It may be the envelope of a failure, and is the content if it is not.
            if let Some(failure) = response.stated_failure(self.endpoint, self.spec) {
                return Err(failure);
            }
        }
        // Compressed events would be taken for lines that mean nothing, and passed over in silence.
        if let Some(message) = undecoded(&response.headers).filter(|_| !self.kind.is_transfer) {
            let error = Error::new(ErrorKind::Decode, message);
            return Err(error.at(self.endpoint).with_response(response));
        }
        self.state = State::Open(response.take_limited_body(self.endpoint));
        self.again = response.again.take();
        Ok(())
    }

    /// Waits for more. In line, as the layers above it are: a function of its own for each of them would
    /// be 4 % of what a piece of a download takes.
    #[inline(always)]
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, Stop>> {
        let State::Open(body) = &mut self.state else { return self.poll_other(cx) };
        match ready!(body.poll_bytes(cx)) {
            Some(Ok(chunk)) => {
                self.received += chunk.len() as u64;
                Poll::Ready(Ok(chunk))
            }
            Some(Err(error)) => Poll::Ready(Err(self.stop(Some(error)))),
            None => Poll::Ready(Err(self.stop(None))),
        }
    }

    /// True if the connection is to have its turn first: see [`HandedOver::yields`].
    #[inline]
    pub(super) fn yields(&mut self, cx: &mut Context<'_>) -> bool {
        match &mut self.state {
            State::Open(body) => body.yields(cx.waker()),
            State::Resuming(_) | State::Ended => false,
        }
    }

    /// No more of this body comes.
    #[cold]
    fn stop(&mut self, error: Option<Error>) -> Stop {
        self.state = State::Ended;
        error.map_or(Stop::End, |error| Stop::Broken(self.error(error)))
    }

    /// Waits for another body, if one is to go on.
    #[cold]
    fn poll_other(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, Stop>> {
        let State::Resuming(response) = &mut self.state else { return Poll::Ready(Err(Stop::End)) };
        let response = ready!(response.as_mut().poll(cx));
        self.state = State::Ended;
        Poll::Ready(Err(match response.and_then(|mut response| self.take(&mut response)) {
            // Taken over, or nothing more to come.
            Ok(()) => Stop::Resumed,
            Err(error) => {
                let error = error.at(self.endpoint).adding(&self.so_far);
                if let Some(observation) = &self.observation {
                    observation.breaks(&error);
                }
                Stop::Failed(error)
            }
        }))
    }

    /// Fails if so many bytes, of all bodies, are more than may come.
    #[inline]
    pub(super) fn check(&self, bytes: u64) -> Result<()> {
        match self.max {
            Some(max) if bytes > max => Err(too_large(usize::try_from(max).unwrap_or(usize::MAX))),
            _ => Ok(()),
        }
    }

    /// True if the call could be made again at any time without harm.
    pub(super) fn is_repeatable(&self) -> bool {
        self.again.as_ref().is_some_and(|again| again.is_repeatable())
    }

    /// Asks for another part of the same content, with these headers. False if the call cannot be made
    /// again.
    pub(super) fn turn_to(&mut self, headers: Headers) -> bool {
        let Some(again) = self.again.take() else { return false };
        self.state = State::Resuming(again.turn_to(headers));
        true
    }

    /// Goes on after a break, if the call can be made again. If it cannot, now or in the end, the error
    /// says what was received `so_far`.
    pub(super) fn resume(&mut self, resume: Resume, so_far: String) -> Result<()> {
        self.so_far = so_far;
        match self.again.take() {
            Some(again) => {
                self.state = State::Resuming(again.again(resume));
                Ok(())
            }
            None => {
                let error = resume.error.adding(&self.so_far);
                self.fail(&error);
                Err(error)
            }
        }
    }

    /// Reads the end of a body that has nothing more to say, if it is there or about to be: then its
    /// connection can serve another call. Gives up body and connection otherwise.
    pub(super) fn poll_finish(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while let State::Open(body) = &mut self.state
            && self.turns > 0
        {
            self.turns -= 1;
            match body.poll_piece(cx) {
                // Some bytes may come before the end.
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(_) => break,
                Poll::Pending => {
                    // The task that reads the connection has its turn first.
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
            }
        }
        self.end();
        Poll::Ready(())
    }

    /// Gives up body and connection after what came cannot be read. For observers, the call ends here: whoever
    /// reads may keep the stream.
    pub(super) fn fail(&mut self, error: &Error) {
        if let Some(observation) = self.observation.take() {
            observation.breaks(error);
        }
        self.end();
    }

    /// Gives up body and connection at the end of the stream, which ends the call for observers.
    pub(super) fn end(&mut self) {
        if let Some(observation) = self.observation.take() {
            observation.received(self.status, Some(self.received));
            observation.succeeds();
        }
        self.state = State::Ended;
        self.again = None;
    }

    /// True once nothing more can come.
    pub(super) fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// Adds to an error what is known of the call and its response.
    #[cold]
    pub(super) fn error(&self, error: Error) -> Error {
        let elapsed = self.started.elapsed();
        error.at(self.endpoint).with_head(self.status, &self.headers).sent(self.sent, elapsed)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Open(_) => "open",
            State::Resuming(_) => "resuming",
            State::Ended => "ended",
        };
        f.debug_struct("Source")
            .field("endpoint", &self.endpoint.to_string())
            .field("status", &self.status)
            .field("state", &state)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
