//! The news of a call for its observers, stage by stage. Without observers, each of these is one check.

use std::sync::Arc;
use std::time::Duration;

use http::Response;
use tokio::time::Instant;

use super::Run;
use super::exchange::SendReason;
use crate::observe::{Observation, Sending, WaitReason};
use crate::request::RequestParts;
use crate::response::{RawBody, RawResponse};
use crate::transport::{OutgoingRequest, connection};
use crate::{Body, Error, Result};

/// The shortest wait for a permit behind another wait that is worth an event: there was one at once.
const AT_ONCE: Duration = Duration::from_millis(1);

/// The facts about a request that observers see and the server does not.
pub(super) struct ObservedSend {
    begins_attempt: bool,
    is_redirected: bool,
    is_away: bool,
}

impl ObservedSend {
    pub(super) fn new(reason: &SendReason, parts: &RequestParts) -> Self {
        Self {
            begins_attempt: matches!(reason, SendReason::Attempt),
            is_redirected: matches!(reason, SendReason::Redirect(_)),
            is_away: match reason {
                SendReason::Redirect(to) if to.is_away => true,
                _ => parts.is_elsewhere(),
            },
        }
    }
}

impl Run<'_> {
    pub(super) fn observation(&self) -> Option<&Arc<Observation>> {
        self.observation.as_ref()
    }

    /// When a wait begins, if someone observes the call.
    pub(super) fn before_wait(&self) -> Option<Instant> {
        self.observation.as_ref().map(|_| Instant::now())
    }

    /// The wait since then is over.
    pub(super) fn waited(&self, reason: WaitReason, since: Option<Instant>) {
        if let Some((observation, since)) = self.observation.as_ref().zip(since) {
            observation.waited(reason, since);
        }
    }

    /// A permit was waited for since then, or was there at once.
    pub(super) fn waited_again(&self, since: Option<Instant>) {
        self.waited(WaitReason::Turn, since.filter(|since| since.elapsed() >= AT_ONCE));
    }

    /// The request of an attempt is about to be sent. Observers may add headers.
    pub(super) fn sends(
        &self,
        parts: &RequestParts,
        request: &mut OutgoingRequest,
        sent: &ObservedSend,
    ) {
        let Some(observation) = &self.observation else { return };
        let base = self.client.base_of(self.endpoint);
        let keys = base.url().query_pairs().map(|(name, _)| name.into_owned());
        let defaults = self.client.default_query().iter().map(|(name, _)| name.clone());
        observation.attempt(Sending {
            method: &request.method,
            headers: &mut request.headers,
            body_size: request.body.length(),
            target: &request.target,
            public: request.public,
            base: (!sent.is_redirected).then(|| base.start(false)),
            client_keys: keys.chain(defaults).collect(),
            credentials: parts.credentials_headers().cloned().collect(),
            begins_attempt: sent.begins_attempt,
            is_away: sent.is_away,
        });
    }

    /// The head of a response is there.
    pub(super) fn responded(&self, response: &Response<Body>) {
        if let Some(observation) = &self.observation {
            observation.responded(response, connection(response.extensions()));
        }
    }

    /// The response of an attempt is there, with its body unless that is to be handed over. One whose
    /// status means failure is for [`failed`](Self::failed).
    pub(super) fn received(&self, response: &RawResponse) {
        if let Some(observation) = &self.observation
            && response.is_success
            && let RawBody::Read(body) = &response.body
        {
            observation.received(response.status, Some(body.len() as u64));
        }
    }

    /// The connection of a request was dead, and the request is sent once more over another.
    pub(super) fn will_be_resent(&self, error: &Error) {
        if let Some(observation) = &self.observation {
            observation.failed_by_error(error, Some(Duration::ZERO));
        }
    }

    /// A response is left for the redirect that it is.
    pub(super) fn redirected(&self, response: &RawResponse) {
        if let Some(observation) = &self.observation {
            observation.received(response.status, None);
        }
    }

    /// An attempt is over, and another follows after the wait, if there is one.
    pub(super) fn failed(&self, result: &Result<Box<RawResponse>>, retry_in: Option<Duration>) {
        let Some(observation) = &self.observation else { return };
        match result {
            Ok(response) if response.is_success => {}
            Ok(response) => {
                let size = match &response.body {
                    RawBody::Read(body) => Some(body.len() as u64),
                    RawBody::Unread(_) | RawBody::HandedOver(_) => None,
                };
                observation.failed_by_status(response.status, size, retry_in);
            }
            Err(error) => observation.failed_by_error(error, retry_in),
        }
    }
}
