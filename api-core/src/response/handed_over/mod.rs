//! A body that is handed over unread. Its limits hold while it is read.

mod limits;
mod wait;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::task::coop;
use tokio::time::{Instant, sleep_until};

pub(crate) use self::limits::{BodyLimits, deadline_passed};
use self::wait::{AMPLE, PIECES_TO_NEXT_TURN, TICKS, Timer, Wait, silent};
use super::gather::{stalled, too_large};
use crate::body::Pieces;
use crate::gate::OpenBody;
use crate::observe::Observation;
use crate::throughput::Pace;
use crate::timeouts::moment;
use crate::{Body, BoxError, Endpoint, Error, Result, transport};

/// The body, until it ends, fails or is dropped.
pub(crate) struct HandedOver {
    body: Body,
    received: u64,
    /// The number of bytes from which on each piece is looked at closely: the length, or the most that
    /// may come.
    close_look_from: u64,
    /// The fewest bytes of a piece that is not looked at closely. They are enough for the pace.
    ample: u64,
    wait: Wait,
    /// The number of ample pieces until the connection is given a turn behind one.
    pieces_to_turn: u8,
    timer: Option<Timer>,
    pace: Option<Pace>,
    /// The length of the whole, if it is known.
    length: Option<u64>,
    limits: BodyLimits,
    endpoint: &'static Endpoint,
    status: StatusCode,
    /// Given back at the end.
    open: Option<OpenBody>,
    /// Ends with the body.
    observation: Option<Arc<Observation>>,
}

impl HandedOver {
    pub(crate) fn new(
        body: Body,
        open: Option<OpenBody>,
        limits: BodyLimits,
        endpoint: &'static Endpoint,
        status: StatusCode,
        observation: Option<Arc<Observation>>,
    ) -> Self {
        let pace = limits.throughput.map(Pace::new);
        let length = body.length();
        let most = limits.max.map_or(u64::MAX, |max| (max as u64).saturating_add(1));
        // A body of unknown length may end with any piece, and a deadline may pass with any.
        let close_look_from = match length {
            Some(length) if limits.deadline.is_none() => length.min(most),
            _ => 0,
        };
        Self {
            body,
            received: 0,
            close_look_from,
            ample: pace.as_ref().map_or(AMPLE, |pace| AMPLE.max(pace.enough())),
            wait: Wait::None,
            pieces_to_turn: 0,
            timer: None,
            pace,
            length,
            limits,
            endpoint,
            status,
            open,
            observation,
        }
    }

    /// Waits for the next bytes, which are some. In line: each function between a reader and its body
    /// takes one per cent of what a piece of a download does.
    #[inline(always)]
    pub(crate) fn poll_bytes(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        if self.yields(cx.waker()) {
            return Poll::Pending;
        }
        loop {
            let polled = self.body.poll_piece_in_line(cx);
            match ready!(self.limit(cx, polled, |piece| piece.len())) {
                Some(Ok(piece)) if piece.is_empty() => {}
                piece => return Poll::Ready(piece),
            }
        }
    }

    /// Holds what the body gave against the limits: a piece, with its frame or without, or its end, or
    /// nothing for now. After the end, or an error, nothing is held any more.
    #[inline(always)]
    fn limit<P>(
        &mut self,
        cx: &mut Context<'_>,
        polled: Poll<Option<Result<P, BoxError>>>,
        length: impl FnOnce(&P) -> usize,
    ) -> Poll<Option<Result<P>>> {
        match polled {
            Poll::Ready(Some(Ok(piece))) => {
                let bytes = length(&piece) as u64;
                self.received += bytes;
                if bytes >= self.ample && self.received < self.close_look_from {
                    self.flow();
                } else if let Err(error) = self.look_closely(bytes) {
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(Some(Ok(piece)))
            }
            Poll::Ready(end) => Poll::Ready(self.break_off(end.and_then(Result::err)).map(Err)),
            Poll::Pending => {
                if matches!(self.wait, Wait::Yielded) {
                    self.pieces_to_turn = PIECES_TO_NEXT_TURN;
                }
                if self.begins_to_wait_briefly(cx.waker()) {
                    return Poll::Pending;
                }
                let error = ready!(self.poll_late(cx));
                Poll::Ready(Some(Err(error)))
            }
        }
    }

    /// An ample piece has come.
    fn flow(&mut self) {
        let flowed = matches!(self.wait, Wait::Yielded);
        self.wait = Wait::Flowing;
        if !flowed && let Some(pace) = &mut self.pace {
            pace.begin();
        }
    }

    /// Holds a piece of so many bytes against the limits.
    #[inline(never)]
    fn look_closely(&mut self, bytes: u64) -> Result<()> {
        let since = std::mem::replace(&mut self.wait, Wait::None).since();
        let fits = self.in_time().and_then(|()| match (self.limits.max, &mut self.pace) {
            (Some(max), _) if self.received > max as u64 => Err(too_large(max)),
            (_, Some(pace)) => pace.take(bytes, since).map_err(|slow| slow.error("download")),
            (_, None) => Ok(()),
        });
        fits.map_err(|error| self.fail(error))?;
        if self.has_ended() {
            self.complete();
        }
        Ok(())
    }

    /// No piece came: the body has ended, or it broke off.
    #[cold]
    fn break_off(&mut self, error: Option<BoxError>) -> Option<Error> {
        let Some(error) = error else {
            self.complete();
            return None;
        };
        let error = self.in_time().err().unwrap_or(transport::classify_midway(error));
        Some(self.fail(error))
    }

    /// Fails behind the deadline. A body that never makes its reader wait has one, too.
    #[inline]
    fn in_time(&self) -> Result<()> {
        match self.limits.deadline {
            Some((deadline, total)) if deadline <= Instant::now() => Err(deadline_passed(total)),
            _ => Ok(()),
        }
    }

    /// The longest wait for the next piece.
    fn pause(&self) -> Duration {
        self.limits.first.filter(|_| self.received == 0).unwrap_or(self.limits.read)
    }

    /// Behind an ample piece, lets the task that reads the connection have its turn, and is woken at once.
    ///
    /// Otherwise a reader asks all layers twice for each piece: they have none yet, the connection's task
    /// reads one and wakes the reader, and then it is there. With this, it is there when they are asked, if
    /// the network is as fast as the reader: that saves 7 % of what a piece takes. If it is not, a turn is
    /// tried behind every 64th piece only: one in vain takes 1 300 instructions.
    #[inline]
    pub(crate) fn yields(&mut self, waker: &Waker) -> bool {
        if !matches!(self.wait, Wait::Flowing) {
            return false;
        }
        let yields = self.pieces_to_turn == 0;
        if yields {
            self.wait = Wait::Yielded;
            waker.wake_by_ref();
        } else {
            self.pieces_to_turn -= 1;
        }
        yields
    }

    /// Begins a wait behind an ample piece, if a tick will end it: then no clock is read.
    #[inline]
    fn begins_to_wait_briefly(&mut self, waker: &Waker) -> bool {
        let is_timed = matches!(self.wait, Wait::Flowing | Wait::Yielded)
            && self.timer.as_ref().is_some_and(|timer| timer.ticks && timer.is_heard_by(waker));
        if is_timed {
            self.wait = Wait::Briefly;
        }
        is_timed
    }

    /// Waits until the wait for the next piece, which perhaps begins now, has taken too long.
    ///
    /// A timer of an earlier wait is left as it is, if it ends before: it is set anew when it has. A
    /// timer for each wait would be a third of what a piece costs.
    #[inline(never)]
    fn poll_late(&mut self, cx: &mut Context<'_>) -> Poll<Error> {
        let now = Instant::now();
        let (begins, flows) = match self.wait {
            Wait::None => (true, false),
            Wait::Flowing | Wait::Yielded | Wait::Briefly => (true, true),
            Wait::Since(_) => (false, false),
        };
        let since = self.wait.since().unwrap_or(now);
        self.wait = Wait::Since(since);
        let pause = self.pace.as_ref().map_or(Duration::MAX, Pace::left).min(self.pause());
        let end = moment(since, pause);
        let end = self.limits.deadline.map_or(end, |(deadline, _)| deadline.min(end));
        let next = if flows { end.min(moment(now, pause / TICKS)) } else { end };
        let timer = self.timer.get_or_insert_with(|| Timer {
            sleep: Box::pin(sleep_until(next)),
            wakes: Waker::noop().clone(),
            ticks: flows,
        });
        if begins && timer.sleep.deadline() <= next && timer.is_heard_by(cx.waker()) {
            return Poll::Pending;
        }
        if timer.sleep.deadline() > next {
            timer.set(next, flows);
        }
        while timer.sleep.as_mut().poll(cx).is_ready() {
            if timer.sleep.deadline() >= end {
                return Poll::Ready(self.too_late(since));
            }
            timer.set(end, false);
        }
        // A task that has used up its turn is woken at once, and the timer does not look at its waker.
        let is_heard = coop::has_budget_remaining();
        timer.wakes.clone_from(if is_heard { cx.waker() } else { Waker::noop() });
        Poll::Pending
    }

    /// True if nothing follows the last piece. A body with more to come is not asked.
    fn has_ended(&self) -> bool {
        let more = self.length.is_some_and(|length| length > self.received);
        !more && self.body.is_end_stream()
    }

    /// The error of a wait that took too long, with which the body fails: that the deadline passed, that
    /// the transfer is too slow, or that nothing came.
    #[cold]
    fn too_late(&mut self, since: Instant) -> Error {
        let pace = self.pace.as_mut().map(|pace| pace.take(0, Some(since)));
        let error = match (self.in_time(), pace) {
            (Err(error), _) => error,
            (_, Some(Err(slow))) => slow.error("download"),
            _ => match self.limits.first {
                Some(first) if self.received == 0 => silent(first),
                _ => stalled(self.limits.read),
            },
        };
        self.fail(error)
    }

    /// The body is there to its end.
    fn complete(&mut self) {
        if let Some(observation) = self.observation.take() {
            observation.received(self.status, Some(self.received));
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

impl fmt::Debug for HandedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandedOver").field("received", &self.received).finish_non_exhaustive()
    }
}

impl Pieces for HandedOver {
    fn length(&self) -> Option<u64> {
        self.length
    }

    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<crate::Bytes>>> {
        self.poll_bytes(cx).map(|piece| piece.map(|piece| piece.map(crate::Bytes)))
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
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        let frame = ready!(self.limit(cx, polled, length));
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
