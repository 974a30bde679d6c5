//! What logs, metrics and traces will hear of a call.
//!
//! Every stage reports here and nowhere else. [`Silent`] is the only observer so far: its methods
//! are empty, so a call pays nothing for them.

use std::time::Duration;

use crate::response::RawResponse;
use crate::retry::{Failure, SendLog};
use crate::{Endpoint, Result};

/// Hears of the stages of a call, in the order in which they happen.
pub(super) trait Observer {
    /// The call begins; nothing was sent.
    fn begins(&self, _endpoint: &'static Endpoint) {}

    /// An attempt begins, counted from 1.
    fn attempts(&self, _endpoint: &'static Endpoint, _number: u32) {}

    /// An attempt failed.
    fn fails(&self, _endpoint: &'static Endpoint, _failure: &Failure) {}

    /// Another attempt follows after this long.
    fn waits(&self, _endpoint: &'static Endpoint, _wait: Duration) {}

    /// The call waits for a rate limit, for this long if that is known.
    fn waits_for_limit(&self, _endpoint: &'static Endpoint, _wait: Option<Duration>) {}

    /// Another attempt follows with new credentials.
    fn renews(&self, _endpoint: &'static Endpoint) {}

    /// The call ends; the response is not decoded yet.
    fn ends(&self, _endpoint: &'static Endpoint, _result: &Result<RawResponse>, _sent: SendLog) {}
}

/// An observer that ignores everything.
pub(super) struct Silent;

impl Observer for Silent {}
