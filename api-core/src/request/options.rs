//! What few calls have: headers and settings of their own.

use http::{Extensions, HeaderMap};

use super::RequestParts;
use crate::credentials::Provided;
use crate::retry::Plan;
use crate::timeouts::Timeouts;
use crate::{Credentials, Retry};

/// What a call has besides its target and its body. Most have nothing, and then it takes no place in
/// what is moved about for each of them.
#[derive(Default)]
pub(crate) struct Options {
    /// Those of the parameters and of the call.
    pub(crate) headers: HeaderMap,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: Retry,
    pub(crate) credentials: Option<Credentials>,
    /// What the provider of the credentials gave, if they have one.
    pub(crate) provided: Option<Provided>,
    pub(crate) extensions: Extensions,
}

impl RequestParts {
    /// The call's own options, to be changed.
    pub(crate) fn options(&mut self) -> &mut Options {
        self.options.get_or_insert_default()
    }

    /// How long it may take, as call and endpoint have it.
    pub(crate) fn timeouts(&self) -> Timeouts {
        let own = self.options.as_ref().map_or(Timeouts::OPEN, |options| options.timeouts);
        own.or(self.endpoint.timeouts())
    }

    /// Whether and how it is sent again, as call, endpoint and client have it.
    fn retry(&self) -> Retry {
        let own = self.options.as_ref().map_or(Retry::OPEN, |options| options.retry);
        own.or(self.endpoint.retry()).or(self.client.retry())
    }

    /// How many attempts it may come to, and whether a second one does harm.
    pub(crate) fn retry_plan(&self) -> Plan {
        let repeatable = self.endpoint.is_idempotent() || self.has_idempotency_key();
        self.retry().plan(repeatable, self.is_replayable())
    }
}
