//! The stages of a call, in order.
//!
//! | stage | file |
//! | --- | --- |
//! | the client's gate, the deadline, credentials | `limits.rs` |
//! | attempts, one after the other, and the waits between them | `attempt.rs` |
//! | the rate limits of the API, before each attempt and after its response | `rate_limit.rs` |
//! | one exchange, with a permit: request, redirects, response head, body | `exchange.rs` |
//! | the pace of a streamed request body | `upload.rs` |
//! | the same call once more, for a stream that broke off | `again.rs` |
//! | the words for what went wrong on the way | `errors.rs` |
//! | the events that observers see | `observe.rs` |

mod again;
mod attempt;
mod errors;
mod exchange;
mod limits;
mod observe;
mod rate_limit;
mod upload;

use std::sync::Arc;

use http::StatusCode;
use tokio::runtime::Handle;
use tokio::time::Instant;

use self::limits::Limits;
use crate::observe::Observation;
use crate::redirect::AWAY;
use crate::request::RequestParts;
use crate::response::{Buffering, Expected, RawBody, RawResponse, RawResponseFuture};
use crate::retry::{Attempts, SendLog};
use crate::{Client, Endpoint, Result};

/// Sends a request, again if need be, and receives the response, all before the deadline.
///
/// An async function would have room for the parts twice: as they are handed in, and as they are used.
/// The stages box what few calls wait for. So the future has 1 008 bytes, and not 2 592: that takes
/// 1.0 % off a GET, because malloc keeps blocks of up to 1 032 bytes at hand.
pub(crate) fn execute(
    mut parts: RequestParts,
    expected: &'static Expected,
    observed: Observed,
) -> RawResponseFuture {
    Box::pin(async move {
        let client = parts.client.clone();
        let observation = match observed {
            Observed::FromNow => client.observers().begin(parts.endpoint),
            Observed::Already(observation) => observation,
        };
        let run = Run::begin(&client, &mut parts, expected, observation)?;
        let mut attempts = Attempts::new(parts.retry_plan(), client.budget());
        let result = run.attempt_all(&mut parts, &mut attempts).await;
        let mut result = run.end(result, attempts.sent());
        if let (Buffering::Stream(_), Ok(response)) = (expected.buffering, &mut result) {
            again::keep(response, parts, expected, run.limits.explicit());
        }
        result
    })
}

/// When the observation of a call begins.
pub(crate) enum Observed {
    /// With its first step.
    FromNow,
    /// Before that, if anyone observes it.
    Already(Option<Arc<Observation>>),
}

/// A call under way: all that its attempts have in common.
struct Run<'a> {
    client: &'a Client,
    endpoint: &'static Endpoint,
    limits: Limits,
    expected: &'static Expected,
    observation: Option<Arc<Observation>>,
    /// True if a part of the response is asked for.
    resuming: bool,
}

impl<'a> Run<'a> {
    /// Seals the request and starts the clock.
    fn begin(
        client: &'a Client,
        parts: &mut RequestParts,
        expected: &'static Expected,
        observation: Option<Arc<Observation>>,
    ) -> Result<Self> {
        let started = if Handle::try_current().is_err() {
            Err(errors::no_runtime().at(parts.endpoint))
        } else {
            let started = Instant::now();
            parts.seal().map(|()| started)
        };
        let started = started.inspect_err(|error| {
            if let Some(observation) = &observation {
                observation.fails(error);
            }
        })?;
        let limits = Limits::begin(started, parts);
        let endpoint = parts.endpoint;
        Ok(Self { client, endpoint, limits, expected, observation, resuming: false })
    }

    /// The number of redirects in a row that are followed.
    fn redirects(&self) -> u32 {
        match self.client.redirects() {
            0 if self.endpoint.redirects_away() => AWAY,
            redirects => redirects,
        }
    }

    /// True if a status means success to the declared type, or else to the endpoint.
    fn is_success(&self, status: StatusCode) -> bool {
        if self.resuming && status == StatusCode::PARTIAL_CONTENT {
            return true;
        }
        match self.expected.statuses {
            [] => self.endpoint.is_success(status),
            named => named.contains(&status.as_u16()),
        }
    }

    /// Records in the result how often the call was sent, and how long it took.
    fn end(&self, result: Result<Box<RawResponse>>, sent: SendLog) -> Result<Box<RawResponse>> {
        match result {
            Ok(mut response) => {
                response.sent = sent;
                response.hides_reasons = self.client.hides_reasons();
                if let (Some(observation), RawBody::Read(_)) = (&self.observation, &response.body) {
                    observation.succeeds();
                }
                // Whoever reads the stream decides what a response means that goes on with it.
                if !self.resuming {
                    response.observation.clone_from(&self.observation);
                }
                Ok(response)
            }
            Err(error) => {
                let error = error.at(self.endpoint).sent(sent, self.limits.started.elapsed());
                match &self.observation {
                    Some(observation) if self.resuming => observation.breaks(&error),
                    Some(observation) => observation.fails(&error),
                    None => {}
                }
                Err(error)
            }
        }
    }
}
