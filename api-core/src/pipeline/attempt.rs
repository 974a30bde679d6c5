//! Attempts: one exchange after the other, until one settles the call or another is of no use.

use std::ops::ControlFlow;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use tokio::time::error::Elapsed;
use tokio::time::{Instant, timeout_at};

use super::observe::Observer as _;
use super::{Run, errors};
use crate::Result;
use crate::credentials::Provider;
use crate::request::RequestParts;
use crate::response::RawResponse;
use crate::retry::{Attempts, Failure, RetryClass, retry_after};

/// What follows an attempt that was not the last.
enum Next {
    /// The same request again, after a wait.
    Again(Duration),
    /// The same request with other credentials.
    Renewed(Arc<Provider>),
}

impl Run<'_> {
    /// Makes attempts until one settles the call or another is of no use.
    pub(super) async fn attempt_all(
        &self,
        parts: &mut RequestParts,
        attempts: &mut Attempts<'_>,
    ) -> Result<RawResponse> {
        let mut provider = parts.provider();
        let ready = self.prepare(parts, provider.as_deref()).await;
        let (inside, mut permit) = ready.inspect_err(|error| attempts.not_sent(error.class()))?;
        // Asked now, because the last attempt takes the body along.
        let replayable = parts.is_replayable();
        loop {
            // New credentials or a redirect may need the request once more.
            let once = provider.is_none() && self.client.redirects() == 0 || !replayable;
            let hops = if replayable { self.client.redirects() } else { 0 };
            let pending = self.send(parts, once && attempts.next_is_last(), hops, None)?;
            attempts.begin();
            self.observer.attempts(self.endpoint, attempts.sent().attempts);
            let until = self.limits.end_of_attempt();
            // Pinned in a block of its own, so that it ends, and gives up its connection, before
            // any wait.
            let within = {
                let exchange = pin!(self.exchange(pending, parts));
                timeout_at(until, exchange).await
            };
            let renew = if replayable { &mut provider } else { &mut None };
            let next = match self.judge(within, until, attempts, renew) {
                ControlFlow::Break(result) => {
                    return result.map(|response| self.leave(inside, response));
                }
                ControlFlow::Continue(next) => next,
            };
            permit = match next {
                Next::Again(wait) => {
                    self.observer.waits(self.endpoint, wait);
                    self.pause(permit, wait).await?
                }
                Next::Renewed(provider) => {
                    self.observer.renews(self.endpoint);
                    drop(permit);
                    let refused = parts.options().provided.take();
                    let provided = self.credentials(&provider, refused.as_ref()).await?;
                    parts.options().provided = Some(provided);
                    self.permit().await?
                }
            };
        }
    }

    /// Decides what an attempt means: the end of the call, or another attempt. In the latter case
    /// its response is dropped here, because an unread body would hold a connection.
    fn judge(
        &self,
        within: Result<Result<RawResponse>, Elapsed>,
        until: Instant,
        attempts: &mut Attempts<'_>,
        renew: &mut Option<Arc<Provider>>,
    ) -> ControlFlow<Result<RawResponse>, Next> {
        let result = match within {
            Ok(result) => result,
            Err(_) if until < self.limits.deadline => {
                Err(errors::attempt_too_slow(self.limits.attempt))
            }
            Err(_) => {
                attempts.late();
                return ControlFlow::Break(Err(errors::deadline_passed(self.limits.total())));
            }
        };
        if self.is_unauthorized(&result)
            && let Some(provider) = renew.take()
        {
            return ControlFlow::Continue(Next::Renewed(provider));
        }
        let Some(failure) = failure(&result) else {
            attempts.settled();
            return ControlFlow::Break(result);
        };
        self.observer.fails(self.endpoint, &failure);
        match attempts.failed(failure, self.limits.left(), fastrand::u64(..)) {
            Some(wait) => ControlFlow::Continue(Next::Again(wait)),
            None => ControlFlow::Break(result),
        }
    }

    fn is_unauthorized(&self, result: &Result<RawResponse>) -> bool {
        let status = StatusCode::UNAUTHORIZED;
        result.as_ref().is_ok_and(|response| response.status == status && !response.is_success)
    }
}

/// How an attempt failed, if it did.
fn failure(result: &Result<RawResponse>) -> Option<Failure> {
    match result {
        Ok(response) if response.is_success => None,
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
