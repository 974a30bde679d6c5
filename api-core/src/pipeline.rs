//! The stages of a call, in order, on one screen.
//!
//! deadline → its turn → credentials → attempts: request → transport (behind the user's layers) → redirects →
//! body, under a cap. Rate limits will stand at the head of an attempt.

use std::future::Future;
use std::pin::pin;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Response, StatusCode};
use tokio::time::Instant;

use crate::client::Place;
use crate::credentials::{Provided, Provider};
use crate::request::{Draft, RequestParts};
use crate::response::{self, Gathered, Limits, RawBody, RawResponse};
use crate::retry::{Attempts, Class, Failure, Plan, Sent, retry_after};
use crate::timeouts::{Timeouts, moment};
use crate::{Body, Client, Endpoint, Error, ErrorKind, Result, redirect, transport};

/// The largest answer of a failed call that is read, in bytes: more is of no use to anyone.
const MAX_ERROR_BODY: usize = 64 << 10;

/// The most that the headers of an answer may come to, in bytes.
const MAX_HEADERS: usize = 64 << 10;

/// Sends a request, more than once if it has to be, and takes in the answer, before the deadline.
#[expect(
    clippy::manual_async_fn,
    reason = "it would hold the parts twice, and is moved into a box"
)]
pub(crate) fn execute(
    mut parts: RequestParts,
    buffered: bool,
) -> impl Future<Output = Result<RawResponse>> + Send {
    async move {
        let started = Instant::now();
        let endpoint = parts.endpoint;
        let client = parts.client.clone();
        parts.seal()?;
        let timeouts = parts.timeouts.or(endpoint.timeouts());
        if let Some(connect) = timeouts.connect {
            parts.extensions.insert(transport::ConnectTimeout(connect));
        }
        let timeouts = timeouts.or(client.timeouts());
        let deadline = moment(started, timeouts.total());
        let mut attempts = Attempts::new(plan(&parts), client.budget());
        let run = Run { client: &client, endpoint, started, deadline, timeouts, buffered };
        match run.repeat(&mut parts, &mut attempts).await {
            Ok(mut response) => {
                response.sent = attempts.sent();
                Ok(response)
            }
            Err(error) => Err(error.at(endpoint).sent(attempts.sent(), started.elapsed())),
        }
    }
}

/// What the call, the endpoint and the client say of sending it again.
fn plan(parts: &RequestParts) -> Plan {
    let safe = parts.endpoint.is_idempotent() || parts.has_idempotency_key();
    parts.retry.or(parts.client.retry()).plan(safe, parts.is_replayable())
}

/// A call under way: what all its attempts have in common.
struct Run<'a> {
    client: &'a Client,
    endpoint: &'static Endpoint,
    started: Instant,
    deadline: Instant,
    timeouts: Timeouts,
    buffered: bool,
}

impl Run<'_> {
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
            let late = |error: &Error| attempts.kept_in(error.class());
            parts.provided = Some(provided.inspect_err(late)?);
        }
        // Asked now, because the last attempt takes the body along.
        let replayable = parts.is_replayable();
        loop {
            // A refusal or a redirect may ask for the request once more.
            let once = provider.is_none() && self.client.redirects() == 0 || !replayable;
            let draft = parts.attempt(once && attempts.next_is_last())?;
            attempts.begin();
            // One timer for both: what ends first ends the attempt.
            let until = moment(Instant::now(), self.timeouts.attempt()).min(self.deadline);
            // Pinned here, where it need not be moved, and only as long as it may take.
            let within = {
                let exchange = pin!(self.exchange(draft, parts, replayable));
                tokio::time::timeout_at(until, exchange).await
            };
            let result = match within {
                Ok(result) => result,
                Err(_) if until < self.deadline => Err(slow(self.timeouts.attempt())),
                Err(_) => {
                    attempts.late();
                    return Err(late(self.timeouts.total()));
                }
            };
            if self.is_unauthorized(&result)
                && replayable
                && let Some(provider) = provider.take()
            {
                // An answer whose body was left unread holds its connection.
                drop(result);
                let refused = parts.provided.take();
                parts.provided = Some(self.credentials(&provider, refused.as_ref()).await?);
                continue;
            }
            let Some(failure) = failure(&result) else {
                attempts.settled();
                return result.map(|response| response.in_place(place));
            };
            let left = self.deadline.saturating_duration_since(Instant::now());
            let Some(wait) = attempts.failed(failure, left, fastrand::u64(..)) else {
                return result;
            };
            drop(result);
            tokio::time::sleep(wait).await;
        }
    }

    /// Waits until the call may begin.
    async fn turn(&self, attempts: &mut Attempts<'_>) -> Result<Place> {
        let gate = self.client.gate();
        let place = match gate.enter() {
            Ok(Some(place)) => Ok(place),
            Ok(None) => tokio::time::timeout_at(self.deadline, gate.queue())
                .await
                .unwrap_or_else(|_| Err(unserved(self.timeouts.total()))),
            Err(closed) => Err(closed),
        };
        place.inspect_err(|error| attempts.kept_in(error.class()))
    }

    /// The credentials of this call, other than the `refused` ones.
    async fn credentials(&self, from: &Provider, refused: Option<&Provided>) -> Result<Provided> {
        let provided = tokio::time::timeout_at(self.deadline, from.get(refused)).await;
        provided.unwrap_or_else(|_| Err(unprovided(self.timeouts.total())))
    }

    fn is_unauthorized(&self, result: &Result<RawResponse>) -> bool {
        let status = StatusCode::UNAUTHORIZED;
        result.as_ref().is_ok_and(|response| response.status == status)
            && !self.endpoint.is_success(status)
    }

    /// One attempt: a request and its answer, at the end of any redirects.
    async fn exchange(
        &self,
        mut draft: Draft,
        parts: &mut RequestParts,
        replayable: bool,
    ) -> Result<RawResponse> {
        let mut hops = if replayable { self.client.redirects() } else { 0 };
        loop {
            let asked = (hops > 0).then(|| (draft.method.clone(), draft.target.clone()));
            let sent = self.client.transport().send(draft).await;
            let response = sent.map_err(transport::classify)?;
            limit_headers(&response)?;
            let Some(to) = redirect::target(&response, asked)? else {
                return self.take_in(response).await;
            };
            hops -= 1;
            draft = parts.attempt(false)?;
            // Where the server says, and without credentials in the query: they were for there.
            draft.target = to;
        }
    }

    /// How an answer is read.
    fn limits(&self, success: bool) -> Limits {
        let own = self.endpoint.max_body().and_then(|bytes| usize::try_from(bytes).ok());
        let cap = own.unwrap_or(self.client.max_body());
        let cap = if success { cap } else { cap.min(MAX_ERROR_BODY) };
        Limits { cap, stall: self.timeouts.read(), cut: !success }
    }

    async fn take_in(&self, response: Response<Body>) -> Result<RawResponse> {
        let (parts, body) = response.into_parts();
        let body = if self.buffered {
            let success = self.endpoint.is_success(parts.status);
            let mut gathered = Gathered::default();
            let limits = self.limits(success);
            match response::read(&parts.headers, body, limits, &mut gathered).await {
                Err(error) if success => {
                    return Err(error.with_reply(parts.status, &parts.headers));
                }
                // That the call failed, and what was said of it so far, is worth more than how the
                // error page ended.
                Err(_) | Ok(()) => RawBody::Read(gathered.finish()),
            }
        } else {
            RawBody::Unread(body)
        };
        let (status, headers) = (parts.status, parts.headers);
        Ok(RawResponse { status, headers, body, started: self.started, sent: Sent::default() })
    }
}

/// How an attempt failed, if it did.
fn failure(result: &Result<RawResponse>) -> Option<Failure> {
    match result {
        Ok(response) => match Class::of(response.status) {
            Class::Settled => None,
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
    Error::new(ErrorKind::Timeout, message).with_class(Class::Unsent)
}

#[cold]
fn unprovided(timeout: Duration) -> Error {
    let message = format!("credentials: the provider gave none within {timeout:?}");
    Error::new(ErrorKind::Timeout, message).with_class(Class::Unsent)
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
