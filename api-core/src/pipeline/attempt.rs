//! Attempts: one exchange after the other, until one settles the call or another is of no use.

use std::ops::ControlFlow;
use std::pin::pin;
use std::time::Duration;

use http::StatusCode;
use tokio::time::error::Elapsed;
use tokio::time::{Instant, timeout_at};

use super::exchange::SendReason;
use super::{Run, errors};
use crate::gate::Permit;
use crate::redirect::Redirected;
use crate::request::RequestParts;
use crate::response::{Buffering, RawResponse};
use crate::retry::{Attempts, Failure, RetryClass};
use crate::{ApiError, Credentials, Result};

/// The response to an exchange, or to none within its time.
type Within = Result<Result<Box<RawResponse>>, Elapsed>;

/// The step behind an attempt that was not the last.
enum Next {
    /// The request is sent again, after a wait.
    Again(Duration),
    /// The request is sent again with new credentials.
    Renewed(Credentials),
}

impl<'a> Run<'a> {
    /// Makes attempts until one settles the call or another is of no use.
    pub(super) async fn attempt_all(
        &self,
        parts: &mut RequestParts,
        attempts: &mut Attempts<'_>,
    ) -> Result<Box<RawResponse>> {
        let mut fetched = parts.fetched_credentials();
        let ready = self.prepare(parts, fetched.as_ref()).await;
        let (inside, mut permit) = ready.inspect_err(|error| attempts.not_sent(error.class()))?;
        // Asked now, because the last attempt takes the body along.
        let replayable = parts.is_replayable();
        let streams = matches!(self.expected.buffering, Buffering::Stream(_));
        let redirects = if replayable { self.redirects() } else { 0 };
        loop {
            // New credentials or a redirect may need the request once more, or a stream that breaks off.
            let once = fetched.is_none() && redirects == 0 && !streams || !replayable;
            let mut turn = None;
            if let Some(limiter) = self.client.limiter() {
                let admitted = self.admitted(limiter, parts, permit).await;
                let admitted = admitted.inspect_err(|error| attempts.not_sent(error.class()))?;
                permit = admitted.1;
                turn = Some(admitted.0);
            }
            let last = once && attempts.next_is_last();
            let mut pending = self.send(parts, last, redirects, SendReason::Attempt)?;
            pending.may_be_resent = !last && attempts.may_be_resent();
            attempts.begin();
            let mut until = self.limits.end_of_attempt();
            // Pinned in a block of its own, so that it ends, and gives up its connection, before
            // any wait.
            let mut within = {
                let exchange = pin!(self.exchange(&mut pending, parts));
                timeout_at(until, exchange).await
            };
            if let (Some(turn), Ok(Ok(response))) = (turn, &mut within)
                && let Some(settled) = self.settle(turn, response)
            {
                settled.await;
            }
            if let Some(next) = pending.next() {
                // Its body is unread, and would hold a connection.
                drop(within);
                // Boxed: a call that is redirected nowhere need not be larger for it.
                let followed = Box::pin(self.follow(next, parts, permit)).await?;
                (within, until, permit) = followed;
            }
            let result = match within {
                Ok(result) => result,
                Err(_) if until < self.limits.deadline => {
                    Err(errors::attempt_too_slow(self.limits.attempt))
                }
                Err(_) => {
                    attempts.late();
                    let late = Err(errors::deadline_passed(self.limits.total()));
                    self.failed(&late, None);
                    return late;
                }
            };
            let renewed = fetched.take_if(|fetched| self.are_refused(fetched, parts, &result));
            let next = match self.judge(result, renewed.filter(|_| replayable), parts, attempts) {
                ControlFlow::Break(mut result) => {
                    if let Ok(response) = &mut result {
                        self.leave(inside, response);
                    }
                    return result;
                }
                ControlFlow::Continue(next) => next,
            };
            // Boxed: a call that is sent once need not be larger for it.
            permit = Box::pin(self.wait_for(next, permit, parts)).await?;
        }
    }

    /// Follows redirects of a client with rate limits. Each request but those to servers elsewhere
    /// counts, and may have to wait.
    async fn follow(
        &self,
        mut next: Redirected,
        parts: &mut RequestParts,
        mut permit: Permit<'a>,
    ) -> Result<(Within, Instant, Permit<'a>)> {
        loop {
            let mut turn = None;
            if let Some(limiter) = self.client.limiter().filter(|_| !next.is_away) {
                let admitted = self.admitted(limiter, parts, permit).await?;
                (turn, permit) = (Some(admitted.0), admitted.1);
            }
            let mut pending = self.send(parts, false, next.hops, SendReason::Redirect(next))?;
            let until = self.limits.end_of_attempt();
            // As of the first request. One function for both takes 0.5 % of a GET: its future is one more
            // layer in that of every call.
            let mut within = {
                let exchange = pin!(self.exchange(&mut pending, parts));
                timeout_at(until, exchange).await
            };
            if let (Some(turn), Ok(Ok(response))) = (turn, &mut within)
                && let Some(settled) = self.settle(turn, response)
            {
                settled.await;
            }
            match pending.next() {
                Some(another) => next = another,
                None => return Ok((within, until, permit)),
            }
        }
    }

    /// Waits until the next attempt may be sent.
    async fn wait_for(
        &self,
        next: Next,
        permit: Permit<'a>,
        parts: &mut RequestParts,
    ) -> Result<Permit<'a>> {
        match next {
            Next::Again(wait) => self.pause(permit, wait).await,
            Next::Renewed(fetched) => {
                drop(permit);
                parts.options().provided = Some(self.credentials(&fetched).await?);
                self.permit().await
            }
        }
    }

    /// Decides what an attempt means: the end of the call, or another attempt. In the latter case
    /// its response is dropped here, because an unread body would hold a connection.
    fn judge(
        &self,
        result: Result<Box<RawResponse>>,
        renewed: Option<Credentials>,
        parts: &RequestParts,
        attempts: &mut Attempts<'_>,
    ) -> ControlFlow<Result<Box<RawResponse>>, Next> {
        if let Some(fetched) = renewed {
            self.failed(&result, Some(Duration::ZERO));
            return ControlFlow::Continue(Next::Renewed(fetched));
        }
        let Some(failure) = self.failure(&result) else {
            attempts.settled();
            self.failed(&result, None);
            return ControlFlow::Break(result);
        };
        if failure.is_paced && parts.is_try_now() {
            attempts.refused_now(failure.class);
            self.failed(&result, None);
            return ControlFlow::Break(result);
        }
        let wait = attempts.failed(failure, self.limits.left(), fastrand::u64(..));
        self.failed(&result, wait);
        match wait {
            Some(wait) => ControlFlow::Continue(Next::Again(wait)),
            None => ControlFlow::Break(result),
        }
    }

    /// Tells if a response refuses the credentials. Then they are given up, even by a call that cannot
    /// be sent again: the next one must not fail for the same reason.
    fn are_refused(
        &self,
        fetched: &Credentials,
        parts: &mut RequestParts,
        result: &Result<Box<RawResponse>>,
    ) -> bool {
        // A server elsewhere has not seen the credentials.
        let Some(response) = result.as_ref().ok().filter(|response| !response.is_away()) else {
            return false;
        };
        let unauthorized = response.status == StatusCode::UNAUTHORIZED && !response.is_success;
        let expired = self.expected.spec.map(|spec| spec.expired).filter(|codes| !codes.is_empty());
        if !unauthorized && expired.is_none() && !fetched.look_at_failures() {
            return false;
        }
        let Some(failure) = response.failure(self.endpoint, self.expected.spec) else {
            return false;
        };
        let code = failure.api().map(ApiError::code);
        let is_expired = expired.zip(code).is_some_and(|(expired, code)| expired.contain(code));
        let options = parts.options();
        let given = options.provided.as_ref();
        let refused = fetched.refuse(given, failure, unauthorized || is_expired);
        if refused {
            options.provided = None;
        }
        refused
    }

    /// The failure of an attempt, if it failed.
    fn failure(&self, result: &Result<Box<RawResponse>>) -> Option<Failure> {
        match result {
            Ok(response) if response.is_success && response.refusal().is_none() => None,
            Ok(response) => match response.class() {
                RetryClass::Final => None,
                class => Some(Failure {
                    class,
                    retry_after: response.retry_after(self.expected.spec),
                    is_paced: response.refusal().is_some(),
                }),
            },
            Err(error) => {
                Some(Failure { class: error.class(), retry_after: None, is_paced: false })
            }
        }
    }
}
