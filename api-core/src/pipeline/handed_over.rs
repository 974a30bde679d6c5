//! A body that is handed over unread. Its limits hold while it is read.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::task::coop;
use tokio::time::{Instant, Sleep, sleep_until};

use super::errors;
use crate::body::Pieces;
use crate::gate::OpenBody;
use crate::observe::Observation;
use crate::response::{stalled, too_large};
use crate::throughput::{MinThroughput, Pace};
use crate::timeouts::moment;
use crate::{Body, BoxError, Endpoint, Error, Result, transport};

/// The limits of such a body.
pub(super) struct Limits {
    /// The longest wait for the first piece of it, if that belongs to the attempt.
    pub(super) first: Option<Duration>,
    /// The longest wait for any other piece. It runs only while the reader waits.
    pub(super) read: Duration,
    /// The slowest transfer that goes on.
    pub(super) throughput: Option<MinThroughput>,
    /// The deadline of its call and how long that was, if someone set it. The default would end every
    /// download after a minute.
    pub(super) deadline: Option<(Instant, Duration)>,
    /// The most bytes, if someone set it.
    pub(super) max: Option<usize>,
}

/// The body, until it ends, fails or is dropped.
pub(super) struct HandedOver {
    body: Body,
    /// Given back at the end.
    open: Option<OpenBody>,
    limits: Limits,
    endpoint: &'static Endpoint,
    status: StatusCode,
    /// Ends with the body.
    observation: Option<Arc<Observation>>,
    /// When the reader began to wait, if it does.
    since: Option<Instant>,
    timer: Option<Timer>,
    received: usize,
    /// The length of the whole, if it is known.
    length: Option<u64>,
    pace: Option<Pace>,
}

/// A timer, and the task that it wakes.
struct Timer {
    sleep: Pin<Box<Sleep>>,
    wakes: Waker,
    /// The longest wait that it was set for.
    pause: Duration,
}

impl HandedOver {
    pub(super) fn new(
        body: Body,
        open: OpenBody,
        limits: Limits,
        endpoint: &'static Endpoint,
        status: StatusCode,
        observation: Option<Arc<Observation>>,
    ) -> Self {
        let pace = limits.throughput.map(Pace::new);
        let open = Some(open);
        let (since, timer, received, length) = (None, None, 0, body.length());
        Self {
            body,
            open,
            limits,
            endpoint,
            status,
            observation,
            since,
            timer,
            received,
            length,
            pace,
        }
    }

    /// Waits for the next piece, as `poll` gives it: with its frame or without. After the last one, or an
    /// error, nothing is held any more.
    #[inline]
    fn poll_limited<P>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Body, &mut Context<'_>) -> Poll<Option<Result<P, BoxError>>>,
        length: impl FnOnce(&P) -> usize,
    ) -> Poll<Option<Result<P>>> {
        match poll(&mut self.body, cx) {
            Poll::Ready(Some(Ok(piece))) => {
                if let Err(error) = self.count(length(&piece)) {
                    return Poll::Ready(Some(Err(self.fail(error))));
                }
                if self.has_ended() {
                    self.complete();
                }
                Poll::Ready(Some(Ok(piece)))
            }
            Poll::Ready(Some(Err(error))) => {
                let error = self.in_time().err().unwrap_or(transport::classify_midway(error));
                Poll::Ready(Some(Err(self.fail(error))))
            }
            Poll::Ready(None) => {
                self.complete();
                Poll::Ready(None)
            }
            Poll::Pending => {
                let error = ready!(self.poll_late(cx));
                Poll::Ready(Some(Err(self.fail(error))))
            }
        }
    }

    /// Holds a piece of so many bytes against the limits.
    #[inline]
    fn count(&mut self, bytes: usize) -> Result<()> {
        let since = self.since.take();
        self.received += bytes;
        self.in_time()?;
        if let Some(max) = self.limits.max
            && self.received > max
        {
            return Err(too_large(max));
        }
        match &mut self.pace {
            Some(pace) => pace.take(bytes as u64, since).map_err(|slow| slow.error("download")),
            None => Ok(()),
        }
    }

    /// Fails behind the deadline. A body that never makes its reader wait has one, too.
    #[inline]
    fn in_time(&self) -> Result<()> {
        match self.limits.deadline {
            Some((deadline, total)) if deadline <= Instant::now() => {
                Err(errors::deadline_passed(total))
            }
            _ => Ok(()),
        }
    }

    /// The longest wait for the next piece.
    fn pause(&self) -> Duration {
        self.limits.first.filter(|_| self.received == 0).unwrap_or(self.limits.read)
    }

    /// Waits until the wait for the next piece, which perhaps begins now, has taken too long.
    ///
    /// A timer of an earlier wait is left as it is, if it ends before: it is set anew when it has. A
    /// timer for each wait would be a third of what a piece costs. Nor is it polled at the beginning of a
    /// wait, if it will wake this task: that would be 4 % of what a piece costs.
    fn poll_late(&mut self, cx: &mut Context<'_>) -> Poll<Error> {
        let begins = self.since.is_none();
        let since = *self.since.get_or_insert_with(Instant::now);
        let pause = self.pace.as_ref().map_or(Duration::MAX, Pace::left).min(self.pause());
        if begins
            && let Some(Timer { sleep, wakes, pause: before }) = &self.timer
            && *before <= pause
            && since < sleep.deadline()
            && wakes.will_wake(cx.waker())
        {
            return Poll::Pending;
        }
        let end = moment(since, pause);
        let end = self.limits.deadline.map_or(end, |(deadline, _)| deadline.min(end));
        let timer = self.timer.get_or_insert_with(|| Timer {
            sleep: Box::pin(sleep_until(end)),
            wakes: Waker::noop().clone(),
            pause,
        });
        let Timer { sleep, wakes, pause: before } = timer;
        if sleep.deadline() > end {
            (*before, _) = (pause, sleep.as_mut().reset(end));
        }
        while sleep.as_mut().poll(cx).is_ready() {
            if sleep.deadline() >= end {
                return Poll::Ready(self.too_late(since));
            }
            (*before, _) = (pause, sleep.as_mut().reset(end));
        }
        // A task that has used up its turn is woken at once, and the timer does not look at its waker.
        let is_heard = coop::has_budget_remaining();
        wakes.clone_from(if is_heard { cx.waker() } else { Waker::noop() });
        Poll::Pending
    }

    /// True if nothing follows the last piece. A body with more to come is not asked.
    fn has_ended(&self) -> bool {
        let more = self.length.is_some_and(|length| length > self.received as u64);
        !more && self.body.is_end_stream()
    }

    /// The error of a wait that took too long: that the deadline passed, that the transfer is too slow,
    /// or that nothing came.
    #[cold]
    fn too_late(&mut self, since: Instant) -> Error {
        if let Err(error) = self.in_time() {
            return error;
        }
        match self.pace.as_mut().map(|pace| pace.take(0, Some(since))) {
            Some(Err(slow)) => slow.error("download"),
            _ => match self.limits.first {
                Some(first) if self.received == 0 => errors::silent(first),
                _ => stalled(self.limits.read),
            },
        }
    }

    /// The body is there to its end.
    fn complete(&mut self) {
        if let Some(observation) = self.observation.take() {
            observation.received(self.status, Some(self.received as u64));
            observation.succeeds();
        }
        self.end();
    }

    /// The body failed.
    #[cold]
    fn fail(&mut self, error: Error) -> Error {
        let error = error.at(self.endpoint).with_head(self.status, &HeaderMap::new());
        if let Some(observation) = self.observation.take() {
            observation.breaks(&error);
        }
        self.end();
        error
    }

    /// Gives up connection and place: a reader may keep what is left of the body.
    fn end(&mut self) {
        self.body = Body::empty();
        self.open = None;
        self.timer = None;
    }
}

impl Pieces for HandedOver {
    fn length(&self) -> Option<u64> {
        self.length
    }

    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<crate::Bytes>>> {
        loop {
            let piece = ready!(self.poll_limited(cx, Body::poll_piece, Bytes::len));
            return Poll::Ready(match piece {
                Some(Ok(piece)) if piece.is_empty() => continue,
                Some(Ok(piece)) => Some(Ok(crate::Bytes(piece))),
                Some(Err(error)) => Some(Err(error)),
                None => None,
            });
        }
    }
}

impl HttpBody for HandedOver {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let length = |frame: &Frame<Bytes>| frame.data_ref().map_or(0, Bytes::len);
        let poll = |body: &mut Body, cx: &mut Context<'_>| Pin::new(body).poll_frame(cx);
        let frame = ready!(self.poll_limited(cx, poll, length));
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
