//! The events of a response, and of those that go on with it after a break.

use std::task::{Context, Poll, ready};

use http::HeaderValue;
use http::header::HeaderName;

use super::parse::TooLarge;
use super::parse::events::Events;
use super::source::{Source, Stop};
use super::{ended_early, is_done, so_far, too_large};
use crate::response::Resume;
use crate::{Error, Result};

static LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The events of a response.
pub(super) struct Received {
    pub(super) source: Source,
    pub(super) events: Events,
    done: Option<&'static str>,
    max: usize,
    /// The events so far.
    pub(super) count: u64,
    /// True if this response brought one of them.
    advanced: bool,
    /// True once the declared event has come.
    finishing: bool,
}

impl Received {
    pub(super) fn new(source: Source, done: Option<&'static str>, max: usize) -> Self {
        Self {
            source,
            events: Events::new(max),
            done,
            max,
            count: 0,
            advanced: false,
            finishing: false,
        }
    }

    /// Waits for the next event, which `events` then describes.
    pub(super) fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<()>>> {
        loop {
            if self.finishing {
                ready!(self.source.poll_finish(cx));
                return Poll::Ready(None);
            }
            match self.events.advance() {
                Ok(true) if self.is_done() => {
                    self.finishing = true;
                    continue;
                }
                Ok(true) => {
                    self.count += 1;
                    self.advanced = true;
                    return Poll::Ready(Some(Ok(())));
                }
                Ok(false) => {}
                Err(TooLarge) => {
                    self.events.restart();
                    return self.fail(too_large("an event", self.max));
                }
            }
            if self.source.has_ended() {
                self.source.end();
                return Poll::Ready(None);
            }
            match ready!(self.source.poll(cx)) {
                Ok(chunk) => match self.source.check(self.source.received) {
                    Ok(()) => self.events.feed(chunk),
                    Err(error) => {
                        let received = self.source.received;
                        return self.fail(error.adding(&so_far(self.count, "event", received)));
                    }
                },
                Err(Stop::End) => match self.done {
                    Some(done) => {
                        let early = self.source.error(ended_early(done));
                        if let Err(error) = self.resume(early) {
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                    None => continue,
                },
                Err(Stop::Broken(error)) => {
                    if let Err(error) = self.resume(error) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Err(Stop::Resumed) => {
                    self.advanced = false;
                    self.events.restart();
                }
                Err(Stop::Failed(error)) => {
                    self.source.fail(&error);
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    #[cold]
    fn fail(&mut self, error: Error) -> Poll<Option<Result<()>>> {
        let error = self.source.error(error);
        self.source.fail(&error);
        Poll::Ready(Some(Err(error)))
    }

    fn is_done(&self) -> bool {
        self.done.is_some_and(|done| is_done(self.events.data(), done))
    }

    /// Goes on after a break. The unfinished event at its end is dropped.
    fn resume(&mut self, error: Error) -> Result<()> {
        let id = self.events.id();
        // An empty one is not sent, nor is the one that was sent before. But before any, what the caller
        // sent holds.
        let id = Some(id).filter(|id| !id.is_empty());
        let id = id.and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok());
        let header = self.events.had_id().then(|| (LAST_EVENT_ID.clone(), id));
        let so_far = so_far(self.count, "event", self.source.received);
        // Without an id, a server does what it is asked for anew each time. That is no progress, and takes
        // it as much as the first time.
        let goes_on = !self.events.id().is_empty() || self.source.endpoint.is_idempotent();
        let resume = Resume {
            error,
            advanced: self.advanced && goes_on,
            wait: self.events.retry(),
            patient: true,
            headers: header.into_iter().collect(),
        };
        self.source.resume(resume, so_far)
    }
}
