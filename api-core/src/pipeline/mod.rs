//! The stages of a call, in order.
//!
//! | stage | file |
//! | --- | --- |
//! | the client's gate, the deadline, credentials | `limits.rs` |
//! | attempts, one after the other, and the waits between them | `attempt.rs` |
//! | the rate limits of the API, before each attempt and after its response | `rate_limit.rs` |
//! | one exchange, with a permit: request, redirects, response head, body | `exchange.rs` |
//! | the limits of a body that is handed over unread | `handed_over.rs` |
//! | the pace of a streamed request body | `upload.rs` |
//! | the same call once more, for a stream that broke off | `again.rs` |
//! | the words for what went wrong on the way | `errors.rs` |
//! | what logs, metrics and traces will hear of it | `observe.rs` |

mod again;
mod attempt;
mod errors;
mod exchange;
mod handed_over;
mod limits;
mod observe;
mod rate_limit;
mod upload;

use http::StatusCode;
use tokio::runtime::Handle;
use tokio::time::Instant;

use self::limits::Limits;
use self::observe::{Observer as _, Silent};
use crate::redirect::AWAY;
use crate::request::RequestParts;
use crate::response::{Buffering, Expected, RawResponse};
use crate::retry::{Attempts, SendLog};
use crate::{Client, Endpoint, Result};

/// Sends a request, again if need be, and receives the response, all before the deadline.
pub(crate) async fn execute(mut parts: RequestParts, expected: Expected) -> Result<RawResponse> {
    let client = parts.client.clone();
    let run = Run::begin(&client, &mut parts, expected)?;
    let mut attempts = Attempts::new(parts.retry_plan(), client.budget());
    let result = run.attempt_all(&mut parts, &mut attempts).await;
    let mut result = run.end(result, attempts.sent());
    if let (Buffering::Stream(_), Ok(response)) = (expected.buffering, &mut result) {
        again::keep(response, parts, expected, run.limits.explicit());
    }
    result
}

/// A call under way: all that its attempts have in common.
struct Run<'a> {
    client: &'a Client,
    endpoint: &'static Endpoint,
    limits: Limits,
    expected: Expected,
    observer: Silent,
    /// True if a part of the response is asked for.
    resuming: bool,
}

impl<'a> Run<'a> {
    /// Seals the request and starts the clock.
    fn begin(client: &'a Client, parts: &mut RequestParts, expected: Expected) -> Result<Self> {
        if Handle::try_current().is_err() {
            return Err(errors::no_runtime().at(parts.endpoint));
        }
        let started = Instant::now();
        parts.seal()?;
        let limits = Limits::begin(started, parts);
        let run = Self {
            client,
            endpoint: parts.endpoint,
            limits,
            expected,
            observer: Silent,
            resuming: false,
        };
        run.observer.begins(run.endpoint);
        Ok(run)
    }

    /// How many redirects in a row are followed.
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
    fn end(&self, result: Result<RawResponse>, sent: SendLog) -> Result<RawResponse> {
        self.observer.ends(self.endpoint, &result, sent);
        match result {
            Ok(response) => {
                let hides_reasons = self.client.hides_reasons();
                Ok(RawResponse { sent, hides_reasons, ..response })
            }
            Err(error) => Err(error.at(self.endpoint).sent(sent, self.limits.started.elapsed())),
        }
    }
}
