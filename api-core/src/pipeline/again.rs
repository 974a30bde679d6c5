//! Repeats a call whose stream broke off.
//!
//! `retry/` decides what follows a break, as after any attempt that failed: so a POST is sent
//! again only where that is declared to do no harm, and the attempts are counted.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Run, errors, limits};
use crate::observe::{Observation, WaitReason};
use crate::request::RequestParts;
use crate::response::{Again, Expected, Headers, RawBody, RawResponse, RawResponseFuture, Resume};
use crate::retry::{Attempts, Failure, SendLog};
use crate::{Client, Error, Result};

/// A connection that lived for less long than this broke quickly.
const QUICK: Duration = Duration::from_secs(10);
/// The retry whose wait quick breaks lead to at most: up to 3.2 s.
const MOST_SLOWED: u32 = 6;

/// A call whose response is being read, and all that it takes to send it once more.
struct Kept {
    parts: RequestParts,
    expected: &'static Expected,
    /// The deadline and how long that was, if someone set it.
    deadline: Option<(Instant, Duration)>,
    started: Instant,
    observation: Option<Arc<Observation>>,
    /// When this response came.
    received: Instant,
    sent: SendLog,
    /// The attempts that count.
    made: u32,
    /// The breaks in quick succession.
    quick: u32,
}

/// Lets the stream of a response go on after a break. Not one whose request is gone.
pub(super) fn keep(
    response: &mut RawResponse,
    parts: RequestParts,
    expected: &'static Expected,
    deadline: Option<(Instant, Duration)>,
) {
    if !parts.is_replayable() || matches!(response.body, RawBody::Read(_)) {
        return;
    }
    let (started, sent) = (response.started, response.sent);
    let (received, made, quick) = (Instant::now(), sent.attempts, 0);
    let observation = response.observation.clone();
    let kept =
        Kept { parts, expected, deadline, started, observation, received, sent, made, quick };
    response.again = Some(Box::new(kept));
}

impl Again for Kept {
    fn again(self: Box<Self>, resume: Resume) -> RawResponseFuture {
        Box::pin(self.resume(resume))
    }

    fn turn_to(self: Box<Self>, headers: Headers) -> RawResponseFuture {
        Box::pin(async move {
            let client = self.parts.client.clone();
            let plan = self.parts.retry_plan();
            // The attempt that follows a success is not counted among those that failed.
            let made = self.made.saturating_sub(1);
            let mut attempts = Attempts::resumed(plan, client.budget(), self.sent.attempts, made);
            self.send(&client, &mut attempts, headers).await
        })
    }

    fn is_repeatable(&self) -> bool {
        let plan = self.parts.retry_plan();
        plan.repeatable && plan.replayable
    }

    fn max_body(&self) -> Option<usize> {
        limits::max_body(self.parts.endpoint, &self.parts.client)
    }
}

impl Kept {
    async fn resume(mut self: Box<Self>, resume: Resume) -> Result<Box<RawResponse>> {
        let client = self.parts.client.clone();
        let plan = self.parts.retry_plan();
        let made = if resume.advanced { 1 } else { self.made };
        let mut attempts = Attempts::resumed(plan, client.budget(), self.sent.attempts, made);
        self.quick = if self.received.elapsed() < QUICK { self.quick.saturating_add(1) } else { 0 };
        if resume.patient {
            attempts.slow_down(self.quick.saturating_sub(1).min(MOST_SLOWED));
        }
        let left = self.deadline.map_or(Duration::MAX, |(deadline, _)| {
            deadline.saturating_duration_since(Instant::now())
        });
        // A server that asks for a longer wait gets what the client grants.
        let retry_after = resume.wait.map(|wait| wait.min(plan.max_retry_after));
        let failure = Failure { class: resume.error.class(), retry_after, is_paced: false };
        let Some(wait) = attempts.failed(failure, left, fastrand::u64(..)) else {
            return Err(self.ended(resume.error, &attempts));
        };
        let since = Instant::now();
        if let Some(observation) = &self.observation {
            observation.goes_on();
        }
        sleep(wait).await;
        if let Some(observation) = &self.observation {
            observation.waited(WaitReason::Backoff, since);
        }
        self.send(&client, &mut attempts, resume.headers).await
    }

    async fn send(
        mut self: Box<Self>,
        client: &Client,
        attempts: &mut Attempts<'_>,
        headers: Headers,
    ) -> Result<Box<RawResponse>> {
        for (name, value) in headers {
            self.parts.replace_header(name, value);
        }
        let mut run = Run::begin(client, &mut self.parts, self.expected, self.observation.clone())?;
        run.resuming = true;
        run.limits.hold(self.deadline);
        let result = run.attempt_all(&mut self.parts, attempts).await;
        let (sent, made) = (attempts.sent(), attempts.made());
        let mut response = run.end(result, sent)?;
        response.started = self.started;
        if !matches!(response.body, RawBody::Read(_)) {
            (self.sent, self.made, self.received) = (sent, made, Instant::now());
            response.again = Some(self);
        }
        Ok(response)
    }

    /// The error of a break that no attempt follows.
    fn ended(&self, error: Error, attempts: &Attempts<'_>) -> Error {
        let error = match self.deadline {
            Some((deadline, total)) if deadline <= Instant::now() => errors::deadline_passed(total),
            _ => error,
        };
        error.at(self.parts.endpoint).sent(attempts.sent(), self.started.elapsed())
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("parts", &self.parts).finish_non_exhaustive()
    }
}
