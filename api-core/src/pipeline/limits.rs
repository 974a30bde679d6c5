//! The bounds of a call: its deadline, the client's gate, and how much of a response is received.
//!
//! Everything that a call waits for before an attempt is waited for here, within the deadline.

use std::time::Duration;

use http::{HeaderMap, Response};
use http_body::Body as _;
use tokio::time::{Instant, sleep, timeout_at};

use super::{Run, errors};
use crate::credentials::Provided;
use crate::gate::{OpenBody, Permit, Visit};
use crate::observe::WaitReason;
use crate::request::RequestParts;
use crate::response::{self, BodyLimits, Buffering, HandedOver, RawBody, RawResponse};
use crate::timeouts::moment;
use crate::transport::ConnectTimeout;
use crate::{Body, Client, Credentials, Endpoint, Result};

/// The largest body that is read, in bytes, unless someone set it.
const MAX_BODY: usize = 8 << 20;

/// The most that the headers of a response may come to, in bytes.
const MAX_HEADERS: usize = 64 << 10;

/// The longest pause of a success that is not of the media type of a stream. It may be one that never
/// ends, and nobody should wait for that to learn of the type.
const PATIENCE_WITH_ANOTHER_TYPE: Duration = Duration::from_secs(2);

/// The longest pause of a stream whose items come when something happens, unless someone set it. The
/// WHATWG text asks servers for a comment every 15 s, of which one may be late.
const IDLE: Duration = Duration::from_secs(60);

/// The times that bound a call.
pub(super) struct Limits {
    pub(super) started: Instant,
    /// The longest wait for more of a stream.
    idle: Duration,
    pub(super) deadline: Instant,
    /// True if someone set the deadline: then it holds for a body that is handed over, too.
    explicit: bool,
    /// The longest time for one attempt.
    pub(super) attempt: Duration,
    /// The longest wait for more of a body.
    pub(super) read: Duration,
}

impl Limits {
    /// The limits of a call that `started` now. A connect timeout of its own goes to the transport.
    pub(super) fn begin(started: Instant, parts: &mut RequestParts) -> Self {
        let own = parts.timeouts();
        if let Some(connect) = own.connect {
            parts.options().extensions.insert(ConnectTimeout(connect));
        }
        let timeouts = own.or(parts.client.timeouts());
        Self {
            started,
            idle: timeouts.read.unwrap_or(IDLE),
            deadline: moment(started, timeouts.total()),
            explicit: timeouts.total.is_some(),
            attempt: timeouts.attempt(),
            read: timeouts.read(),
        }
    }

    /// The deadline and the time until it, if someone set that.
    pub(super) fn explicit(&self) -> Option<(Instant, Duration)> {
        self.explicit.then(|| (self.deadline, self.total()))
    }

    /// Holds the deadline of the call that this one goes on with.
    pub(super) fn hold(&mut self, explicit: Option<(Instant, Duration)>) {
        if let Some((deadline, total)) = explicit {
            (self.deadline, self.explicit) = (deadline, true);
            self.started = deadline.checked_sub(total).unwrap_or(self.started);
        }
    }

    /// The longest time for the whole call.
    pub(super) fn total(&self) -> Duration {
        self.deadline.duration_since(self.started)
    }

    /// The time that is left.
    pub(super) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// When an attempt that begins now has to end: one timer serves both limits.
    pub(super) fn end_of_attempt(&self) -> Instant {
        moment(Instant::now(), self.attempt).min(self.deadline)
    }
}

/// A call that was let in.
pub(super) enum Inside<'a> {
    /// Until its response is received.
    Call { _visit: Visit<'a> },
    /// Until the end of the body that it hands over.
    Body(OpenBody),
}

impl<'a> Run<'a> {
    /// Everything that comes before the first attempt. Credentials come before the permit: a call of
    /// the provider's own must find one.
    pub(super) async fn prepare(
        &self,
        parts: &mut RequestParts,
        fetched: Option<&Credentials>,
    ) -> Result<(Inside<'a>, Permit<'a>)> {
        // Of a timeout of zero: the time that a caller had is used up.
        if self.limits.deadline <= self.limits.started {
            return Err(errors::deadline_passed(Duration::ZERO));
        }
        let inside = self.enter()?;
        if let Some(fetched) = fetched {
            parts.options().provided = Some(self.credentials(fetched).await?);
        }
        Ok((inside, self.permit().await?))
    }

    /// Lets the call in, unless the client is closed.
    fn enter(&self) -> Result<Inside<'a>> {
        let gate = self.client.gate();
        Ok(match self.expected.buffering {
            Buffering::Always => Inside::Call { _visit: gate.enter()? },
            Buffering::Failures | Buffering::Never | Buffering::Stream(_) => {
                Inside::Body(gate.open_body(self.limits.deadline)?)
            }
        })
    }

    /// Ends the call, unless its body is yet to be read: then it ends with that.
    pub(super) fn leave(&self, inside: Inside<'a>, response: &mut RawResponse) {
        if let (Inside::Body(open), RawBody::Unread(_)) = (inside, &response.body) {
            let (first, read, throughput) = match self.expected.buffering {
                Buffering::Stream(kind) if kind.is_transfer => {
                    (Some(self.limits.attempt), self.limits.read, self.client.min_throughput())
                }
                Buffering::Stream(_) => (Some(self.limits.attempt), self.limits.idle, None),
                _ => (None, self.limits.read, None),
            };
            let limits = BodyLimits {
                first,
                read,
                throughput,
                deadline: self.limits.explicit(),
                max: self.max_body(),
            };
            let body = response.take_body();
            let (status, observation) = (response.status, self.observation.clone());
            if let (Some(observation), true) = (&observation, body.is_end_stream()) {
                observation.received(status, Some(0));
                observation.succeeds();
            }
            let body =
                HandedOver::new(body, Some(open), limits, self.endpoint, status, observation);
            response.body = RawBody::HandedOver(Box::new(body));
        }
    }

    /// The largest body, if someone set it.
    pub(super) fn max_body(&self) -> Option<usize> {
        max_body(self.endpoint, self.client)
    }

    /// Waits until the first attempt may be sent. A limiter of the client's rate belongs here and
    /// into [`Run::pause`], too.
    pub(super) async fn permit(&self) -> Result<Permit<'a>> {
        let gate = self.client.gate();
        match gate.try_permit() {
            Some(permit) => Ok(permit),
            // Boxed: a call that waits for nothing need not be larger for it.
            None => {
                let since = self.before_wait();
                let permit = Box::pin(self.turn(gate.permit())).await;
                self.waited(WaitReason::Turn, since);
                permit
            }
        }
    }

    /// Waits for `wait`, and until the next attempt may be sent.
    pub(super) async fn pause(&self, permit: Permit<'a>, wait: Duration) -> Result<Permit<'a>> {
        let aside = self.client.gate().step_aside(permit);
        let since = self.before_wait();
        sleep(wait).await;
        self.waited(WaitReason::Backoff, since);
        let since = self.before_wait();
        let permit = self.turn(aside.permit()).await;
        self.waited_again(since);
        permit
    }

    pub(super) async fn turn(
        &self,
        permit: impl Future<Output = Result<Permit<'a>>>,
    ) -> Result<Permit<'a>> {
        let permit = timeout_at(self.limits.deadline, permit).await;
        permit.unwrap_or_else(|_| Err(errors::no_permit(self.limits.total())))
    }

    /// Credentials, fetched if there are none. Calls that wait for them are bounded like those that
    /// wait for a permit.
    pub(super) async fn credentials(&self, fetched: &Credentials) -> Result<Provided> {
        if let Some(provided) = fetched.current() {
            return Ok(provided);
        }
        let _waiting = self.client.gate().wait_outside()?;
        let total = self.limits.total();
        let since = self.before_wait();
        let fetch = timeout_at(self.limits.deadline, fetched.fetch(total));
        // Boxed: a call that waits for nothing need not be larger for it.
        let provided = Box::pin(fetch).await;
        self.waited(WaitReason::Credentials, since);
        provided.unwrap_or_else(|_| Err(errors::no_credentials(total)))
    }

    /// The limits for reading the body of a response.
    pub(super) fn body_limits(&self, response: &RawResponse) -> response::Limits {
        // A stream of another media type is read as a failure: its envelope may say why.
        let success =
            response.is_success && !matches!(self.expected.buffering, Buffering::Stream(_));
        let cap = if success {
            self.max_body().unwrap_or(MAX_BODY)
        } else {
            let own = self.endpoint.max_error_body().and_then(|bytes| usize::try_from(bytes).ok());
            own.unwrap_or(self.client.max_error_body())
        };
        let is_another_type = response.is_success && !success;
        let stall = if is_another_type {
            self.limits.read.min(PATIENCE_WITH_ANOTHER_TYPE)
        } else {
            self.limits.read
        };
        response::Limits { cap, stall, may_think: !is_another_type, success }
    }
}

/// The largest body, if someone set it.
pub(super) fn max_body(endpoint: &Endpoint, client: &Client) -> Option<usize> {
    let own = endpoint.max_body().map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    own.or(client.max_body())
}

/// Fails if the headers of a response are too large: they may be kept, in errors and in `Response`,
/// for as long as the caller likes.
pub(super) fn check_headers(response: &Response<Body>) -> Result<()> {
    let lines = response.headers().iter();
    if lines.map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>() <= MAX_HEADERS {
        return Ok(());
    }
    let error = errors::headers_too_large(MAX_HEADERS);
    Err(error.with_head(response.status(), &HeaderMap::new()))
}
