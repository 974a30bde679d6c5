//! The rate limits of the API: a turn before each attempt, and what its response says of the next.

use std::future::Future;
use std::pin::Pin;

use super::{Run, errors};
use crate::Result;
use crate::gate::Permit;
use crate::observe::WaitReason;
use crate::rate_limit::{Limiter, Reading, Turn};
use crate::request::RequestParts;
use crate::response::RawResponse;

impl<'a> Run<'a> {
    /// Waits until the limits admit one more request. A call that waits gives its permit back: calls
    /// to one limited endpoint must not stop the others.
    ///
    /// # Errors
    ///
    /// At once if the wait would pass the deadline of the call.
    pub(super) async fn admitted(
        &self,
        limiter: &Limiter,
        parts: &RequestParts,
        permit: Permit<'a>,
    ) -> Result<(Turn, Permit<'a>)> {
        let route = parts.route(limiter);
        if !limiter.is_shared() {
            match limiter.try_turn(&route) {
                Ok(turn) => return Ok((turn, permit)),
                Err(wait) if parts.is_try_now() => return Err(errors::rate_limited(wait, None)),
                Err(_) => {}
            }
        }
        let only_now = parts.is_try_now();
        // Boxed: a call that waits for nothing need not be larger for it.
        Box::pin(async move {
            let attempt = self.limits.attempt;
            if limiter.is_shared() {
                // Most need not wait for more than the store.
                match limiter.try_shared_turn(route.clone(), attempt).await {
                    Ok(turn) => return Ok((turn, permit)),
                    Err(late) if only_now => return Err(errors::rate_limited(late.0, None)),
                    Err(_) => {}
                }
            }
            let since = self.before_wait();
            let aside = self.client.gate().step_aside(permit);
            let turn = limiter.turn(route, self.limits.deadline.into_std(), attempt).await;
            self.waited(WaitReason::Limits, since);
            let total = self.limits.total();
            let turn = turn.map_err(|late| errors::rate_limited(late.0, Some(total)))?;
            let since = self.before_wait();
            let permit = self.turn(aside.permit()).await;
            self.waited_again(since);
            Ok((turn, permit?))
        })
        .await
    }

    /// Takes in what a response says of its limits. What is returned tells the store that the limits
    /// are shared through. Without a response, the turn is over when it is dropped.
    pub(super) fn settle(
        &self,
        turn: Turn,
        response: &mut RawResponse,
    ) -> Option<Pin<Box<dyn Future<Output = ()> + Send>>> {
        // A server elsewhere knows nothing of this API's limits, and must not use them up.
        let Some(limiter) = self.client.limiter().filter(|_| !response.is_away()) else {
            return settled(turn, &Reading::default());
        };
        let failure = if limiter.knows_codes() {
            response.failure(self.endpoint, self.expected.spec)
        } else {
            None
        };
        let code = failure.as_ref().and_then(|failure| Some(failure.api()?.code()));
        let reading = limiter.read(response.status, &response.headers, code);
        let settled = settled(turn, &reading);
        response.rate_limit =
            (reading.has_limit() || reading.refused.is_some()).then(|| Box::new(reading));
        settled
    }
}

fn settled(turn: Turn, reading: &Reading) -> Option<Pin<Box<dyn Future<Output = ()> + Send>>> {
    let unsettled = turn.settle(reading)?;
    let reading = reading.clone();
    Some(Box::pin(async move { unsettled.settle(&reading).await }))
}
