//! The stages of a call, in order, on one screen.
//!
//! deadline → its turn → credentials → attempts: request → transport (behind the user's layers) → redirects →
//! body, under a cap. Rate limits will stand at the head of an attempt.

use std::ops::ControlFlow;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Response, StatusCode};
use tokio::time::Instant;
use tokio::time::error::Elapsed;

use crate::credentials::{Provided, Provider};
use crate::gate::Permit;
use crate::headers::Recipient;
use crate::redirect::Asked;
use crate::request::RequestParts;
use crate::response::{Limits, RawResponse};
use crate::retry::{Attempts, Failure, Plan, RetryClass, SendLog, retry_after};
use crate::timeouts::moment;
use crate::transport::Sending;
use crate::{Body, BoxError, Client, Endpoint, Error, ErrorKind, Result, redirect, transport};

/// The largest answer of a failed call that is read, in bytes: more is of no use to anyone.
const MAX_ERROR_BODY: usize = 64 << 10;

/// The most that the headers of an answer may come to, in bytes.
const MAX_HEADERS: usize = 64 << 10;

/// Sends a request, more than once if it has to be, and takes in the answer, before the deadline.
pub(crate) async fn execute(mut parts: RequestParts, buffered: bool) -> Result<RawResponse> {
    let client = parts.client.clone();
    let run = Run::begin(&client, &mut parts, buffered)?;
    let mut attempts = Attempts::new(plan(&parts), client.budget());
    let result = run.repeat(&mut parts, &mut attempts).await;
    run.account_for(result, attempts.sent())
}

/// What the call, the endpoint and the client say of sending it again.
fn plan(parts: &RequestParts) -> Plan {
    let safe = parts.endpoint.is_idempotent() || parts.has_idempotency_key();
    parts.retry().plan(safe, parts.is_replayable())
}

/// A call under way: what all its attempts have in common.
struct Run<'a> {
    client: &'a Client,
    endpoint: &'static Endpoint,
    started: Instant,
    deadline: Instant,
    /// How long one attempt may take, and the wait for more of a body.
    attempt: Duration,
    read: Duration,
    buffered: bool,
}

/// What comes after an attempt that was not the last.
enum Next {
    /// The same once more, after a wait.
    Again(Duration),
    /// The same with other credentials.
    Authorized(Arc<Provider>),
}

impl<'a> Run<'a> {
    /// Ends the filling of the request.
    fn begin(client: &'a Client, parts: &mut RequestParts, buffered: bool) -> Result<Self> {
        let started = Instant::now();
        parts.seal()?;
        let timeouts = parts.timeouts();
        if let Some(connect) = timeouts.connect {
            parts.options().extensions.insert(transport::ConnectTimeout(connect));
        }
        let timeouts = timeouts.or(client.timeouts());
        let deadline = moment(started, timeouts.total());
        let (attempt, read) = (timeouts.attempt(), timeouts.read());
        Ok(Self { client, endpoint: parts.endpoint, started, deadline, attempt, read, buffered })
    }

    /// How long the whole may take.
    fn total(&self) -> Duration {
        self.deadline.duration_since(self.started)
    }

    /// Says in the outcome how it came about.
    fn account_for(&self, result: Result<RawResponse>, sent: SendLog) -> Result<RawResponse> {
        match result {
            Ok(response) => Ok(RawResponse { sent, ..response }),
            Err(error) => Err(error.at(self.endpoint).sent(sent, self.started.elapsed())),
        }
    }

    /// Makes one attempt after the other, until one succeeds or another is of no use.
    async fn repeat(
        &self,
        parts: &mut RequestParts,
        attempts: &mut Attempts<'_>,
    ) -> Result<RawResponse> {
        let place = self.turn(attempts).await?;
        let mut provider = parts.provider();
        if let Some(provider) = &provider {
            let provided = self.credentials(provider, None).await;
            let late = |error: &Error| attempts.not_sent(error.class());
            parts.options().provided = Some(provided.inspect_err(late)?);
        }
        // Asked now, because the last attempt takes the body along.
        let replayable = parts.is_replayable();
        loop {
            // A refusal or a redirect may ask for the request once more.
            let once = provider.is_none() && self.client.redirects() == 0 || !replayable;
            let hops = if replayable { self.client.redirects() } else { 0 };
            let on_its_way = self.send(parts, once && attempts.next_is_last(), hops, None)?;
            attempts.begin();
            // One timer for both: what ends first ends the attempt.
            let until = moment(Instant::now(), self.attempt).min(self.deadline);
            // Pinned here, where it need not be moved, and only as long as it may take.
            let within = {
                let exchange = pin!(self.exchange(on_its_way, parts));
                tokio::time::timeout_at(until, exchange).await
            };
            let renew = if replayable { &mut provider } else { &mut None };
            let next = match self.judge(within, until, attempts, renew) {
                ControlFlow::Break(Ok(response)) => return Ok(response.in_place(place)),
                ControlFlow::Break(Err(error)) => return Err(error),
                ControlFlow::Continue(next) => next,
            };
            match next {
                Next::Again(wait) => tokio::time::sleep(wait).await,
                Next::Authorized(provider) => {
                    let refused = parts.options().provided.take();
                    let provided = self.credentials(&provider, refused.as_ref()).await?;
                    parts.options().provided = Some(provided);
                }
            }
        }
    }

    /// What an attempt means: the outcome of the call, or another attempt. Then nothing is left of
    /// its answer, whose body would hold a connection if it was unread.
    fn judge(
        &self,
        within: Result<Result<RawResponse>, Elapsed>,
        until: Instant,
        attempts: &mut Attempts<'_>,
        renew: &mut Option<Arc<Provider>>,
    ) -> ControlFlow<Result<RawResponse>, Next> {
        let result = match within {
            Ok(result) => result,
            Err(_) if until < self.deadline => Err(slow(self.attempt)),
            Err(_) => {
                attempts.late();
                return ControlFlow::Break(Err(late(self.total())));
            }
        };
        if self.is_unauthorized(&result)
            && let Some(provider) = renew.take()
        {
            return ControlFlow::Continue(Next::Authorized(provider));
        }
        let Some(failure) = failure(&result) else {
            attempts.settled();
            return ControlFlow::Break(result);
        };
        let left = self.deadline.saturating_duration_since(Instant::now());
        match attempts.failed(failure, left, fastrand::u64(..)) {
            Some(wait) => ControlFlow::Continue(Next::Again(wait)),
            None => ControlFlow::Break(result),
        }
    }

    /// Waits until the call may begin.
    async fn turn(&self, attempts: &mut Attempts<'_>) -> Result<Permit> {
        let gate = self.client.gate();
        let place = match gate.enter() {
            Ok(Some(place)) => Ok(place),
            Ok(None) => tokio::time::timeout_at(self.deadline, gate.queue())
                .await
                .unwrap_or_else(|_| Err(unserved(self.total()))),
            Err(closed) => Err(closed),
        };
        place.inspect_err(|error| attempts.not_sent(error.class()))
    }

    /// The credentials of this call, other than the `refused` ones.
    async fn credentials(&self, from: &Provider, refused: Option<&Provided>) -> Result<Provided> {
        let provided = tokio::time::timeout_at(self.deadline, from.get(refused)).await;
        provided.unwrap_or_else(|_| Err(unprovided(self.total())))
    }

    fn is_unauthorized(&self, result: &Result<RawResponse>) -> bool {
        let status = StatusCode::UNAUTHORIZED;
        result.as_ref().is_ok_and(|response| response.status == status)
            && !self.endpoint.is_success(status)
    }

    /// Sends the request of one attempt, to `elsewhere` if a redirect led there.
    fn send(
        &self,
        parts: &mut RequestParts,
        last: bool,
        hops: u32,
        elsewhere: Option<String>,
    ) -> Result<OnItsWay> {
        let mut draft = parts.attempt(Recipient::Transport, last)?;
        if let Some(target) = elsewhere {
            // Without credentials in the query: they were for where it went at first.
            draft.target = target;
        }
        let asked = (hops > 0).then(|| Box::new(Asked::of(&draft, hops)));
        Ok(OnItsWay { answer: self.client.transport().send(draft, self.client.base()), asked })
    }

    /// One attempt: a request that was sent and its answer, at the end of any redirects.
    async fn exchange(
        &self,
        mut on_its_way: OnItsWay,
        parts: &mut RequestParts,
    ) -> Result<RawResponse> {
        loop {
            let answer = (&mut on_its_way.answer).await;
            let mut response = self.head(answer)?;
            let asked = on_its_way.asked.as_deref();
            if let Some((to, hops)) = redirect::target(&response, asked)? {
                on_its_way = self.send(parts, false, hops, Some(to))?;
                continue;
            }
            if self.buffered {
                response.read(self.limits(response.status)).await?;
            }
            return Ok(response);
        }
    }

    /// The head of an answer.
    fn head(&self, answer: Result<Response<Body>, BoxError>) -> Result<RawResponse> {
        let response = answer.map_err(transport::classify)?;
        limit_headers(&response)?;
        Ok(RawResponse::begin(response, self.started))
    }

    /// How an answer is read.
    fn limits(&self, status: StatusCode) -> Limits {
        let own = self.endpoint.max_body().and_then(|bytes| usize::try_from(bytes).ok());
        let cap = own.unwrap_or(self.client.max_body());
        let success = self.endpoint.is_success(status);
        let cap = if success { cap } else { cap.min(MAX_ERROR_BODY) };
        Limits { cap, stall: self.read, success }
    }
}

/// A request on its way, and what was asked for, if it may be asked for elsewhere.
struct OnItsWay {
    answer: Sending,
    asked: Option<Box<Asked>>,
}

/// How an attempt failed, if it did.
fn failure(result: &Result<RawResponse>) -> Option<Failure> {
    match result {
        Ok(response) => match RetryClass::of(response.status) {
            RetryClass::Final => None,
            class => {
                let retry_after = retry_after(&response.headers, SystemTime::now);
                Some(Failure { class, retry_after })
            }
        },
        Err(error) => Some(Failure { class: error.class(), retry_after: None }),
    }
}

#[cold]
fn late(timeout: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("no complete answer within {timeout:?}"))
}

#[cold]
fn unserved(timeout: Duration) -> Error {
    let message =
        format!("too many calls before this one: its turn did not come within {timeout:?}");
    Error::new(ErrorKind::Timeout, message).with_class(RetryClass::Unsent)
}

#[cold]
fn unprovided(timeout: Duration) -> Error {
    let message = format!("credentials: the provider gave none within {timeout:?}");
    Error::new(ErrorKind::Timeout, message).with_class(RetryClass::Unsent)
}

#[cold]
fn slow(timeout: Duration) -> Error {
    let message = format!("no complete answer to one attempt within {timeout:?}");
    Error::passing(ErrorKind::Timeout, message)
}

/// Headers may be kept, in errors and in `Response`, for as long as the caller likes.
fn limit_headers(response: &Response<Body>) -> Result<()> {
    let lines = response.headers().iter();
    if lines.map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>() <= MAX_HEADERS {
        return Ok(());
    }
    let message = format!("the headers of the answer are larger than {MAX_HEADERS} bytes");
    Err(Error::new(ErrorKind::Limit, message).with_reply(response.status(), &HeaderMap::new()))
}
