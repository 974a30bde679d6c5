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
use crate::{Body, BoxError, Endpoint, Error, transport};

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
    /// How long the wait could be that it was set for.
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

    /// Waits for the next piece, as `poll` gives it: with its frame or without.
    #[inline]
    fn poll_limited<P>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Body, &mut Context<'_>) -> Poll<Option<Result<P, BoxError>>>,
        length: impl FnOnce(&P) -> usize,
    ) -> Poll<Option<Result<P, Error>>> {
        let piece = match poll(&mut self.body, cx) {
            Poll::Ready(piece) => piece,
            Poll::Pending => {
                let (since, begins) = match self.since {
                    Some(since) => (since, false),
                    None => (Instant::now(), true),
                };
                self.since = Some(since);
                ready!(self.poll_timer(since, begins, cx));
                return Poll::Ready(Some(Err(self.too_late(since))));
            }
        };
        let since = self.since.take();
        let Some(piece) = piece else { return Poll::Ready(None) };
        let piece = piece.map_err(transport::classify_midway).and_then(|piece| {
            let bytes = length(&piece);
            self.received += bytes;
            match self.limits.max {
                Some(max) if self.received > max => return Err(too_large(max)),
                _ => {}
            }
            match self.pace.as_mut().map(|pace| pace.take(bytes as u64, since)) {
                Some(Err(slow)) => Err(slow.error("download")),
                _ => Ok(piece),
            }
        });
        // A body that never makes its reader wait has a deadline, too.
        Poll::Ready(Some(match self.limits.deadline {
            Some((deadline, total)) if deadline <= Instant::now() => {
                Err(errors::deadline_passed(total))
            }
            _ => piece,
        }))
    }

    /// The longest wait for the next piece.
    fn pause(&self) -> Duration {
        self.limits.first.filter(|_| self.received == 0).unwrap_or(self.limits.read)
    }

    /// Waits until the wait that began at a time, perhaps just now, has taken too long.
    ///
    /// A timer of an earlier wait is left as it is, if it ends before: it is set anew when it has. A
    /// timer for each wait would be a third of what a piece costs. Nor is it polled at the beginning of a
    /// wait, if it will wake this task: that would be 4 % of what a piece costs.
    fn poll_timer(&mut self, since: Instant, begins: bool, cx: &mut Context<'_>) -> Poll<()> {
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
                return Poll::Ready(());
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
        match self.limits.deadline {
            Some((deadline, total)) if deadline <= Instant::now() => {
                return errors::deadline_passed(total);
            }
            _ => {}
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

    /// Hands a piece on. After the last one, or an error, nothing is held any more.
    #[inline]
    fn taken<P>(&mut self, piece: Option<Result<P, Error>>) -> Option<Result<P, BoxError>> {
        match piece {
            Some(Ok(piece)) => {
                if self.has_ended() {
                    self.complete();
                }
                Some(Ok(piece))
            }
            Some(Err(error)) => {
                let error = error.at(self.endpoint).with_head(self.status, &HeaderMap::new());
                self.fail(&error);
                Some(Err(error.into()))
            }
            None => {
                self.complete();
                None
            }
        }
    }

    /// The body failed.
    fn fail(&mut self, error: &Error) {
        if let Some(observation) = self.observation.take() {
            observation.breaks(error);
        }
        self.end();
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

    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let piece = ready!(self.poll_limited(cx, Body::poll_piece, Bytes::len));
        Poll::Ready(self.taken(piece))
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
        let piece = ready!(self.poll_limited(cx, poll, length));
        Poll::Ready(self.taken(piece))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
