//! One call under observation: who sees it, and how far it is.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderMap, HeaderName, Method, Response, StatusCode};
use tokio::time::Instant;

use super::event::error_type;
use super::observed::{CallObserver, scope, tell_attempt, tell_end};
use super::transferred::Transferred;
use super::url::SentUrl;
use super::{
    Attempt, CallResult, Connection, Ended, Failed, Observers, Received, Responded, WaitReason,
    Waited,
};
use crate::unwinding::in_drop;
use crate::{Endpoint, Error, headers};

/// A call under observation. It ends when the last part of the call lets go of it: so a call that is
/// cancelled ends, wherever it is.
pub(crate) struct Observation {
    endpoint: &'static Endpoint,
    observers: Observers,
    started: Instant,
    state: Mutex<State>,
}

struct State {
    calls: Vec<Box<dyn CallObserver>>,
    /// The number of attempts, and of requests.
    attempts: u32,
    requests: u32,
    /// When the request under way was sent.
    open: Option<Instant>,
    /// The status of its response.
    status: Option<StatusCode>,
    /// The size of its body before that is decompressed.
    transferred: Option<Transferred>,
    /// The names of credentials in the query, for redirects that repeat them.
    credentials: Vec<String>,
    /// The headers of credentials, for servers that send them back.
    secret_headers: Vec<HeaderName>,
    succeeded: bool,
    /// The failure of a body that broke off, unless the call goes on.
    broken: Option<Error>,
    ended: bool,
}

/// A request that is about to be sent, as far as observers see it.
pub(crate) struct Sending<'a> {
    pub(crate) method: &'a Method,
    pub(crate) headers: &'a mut HeaderMap,
    pub(crate) body_size: Option<u64>,
    /// The whole URL.
    pub(crate) target: &'a str,
    /// The length of that without credentials in the query.
    pub(crate) public: usize,
    /// Origin and path of the base URL. None if a redirect led elsewhere, where no template holds.
    pub(crate) base: Option<&'a str>,
    /// The names of what the client adds to every query, which may be a key.
    pub(crate) client_keys: Vec<String>,
    /// The headers of credentials.
    pub(crate) credentials: Vec<HeaderName>,
    /// True if the request begins an attempt, and does not go on with one.
    pub(crate) begins_attempt: bool,
    /// True if it leaves the origin of its base, or an earlier one of its attempt did.
    pub(crate) is_away: bool,
}

impl Observation {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        observers: Observers,
        calls: Vec<Box<dyn CallObserver>>,
    ) -> Self {
        let state = State {
            calls,
            attempts: 0,
            requests: 0,
            open: None,
            status: None,
            transferred: None,
            credentials: Vec::new(),
            secret_headers: Vec::new(),
            succeeded: false,
            broken: None,
            ended: false,
        };
        Self { endpoint, observers, started: Instant::now(), state: Mutex::new(state) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The call has waited since then.
    pub(crate) fn waited(&self, reason: WaitReason, since: Instant) {
        let waited = Waited { endpoint: self.endpoint, reason, elapsed: since.elapsed() };
        self.state().calls.iter_mut().for_each(|call| call.waited(&waited));
    }

    /// A request is about to be sent.
    pub(crate) fn attempt(&self, sending: Sending<'_>) {
        let state = &mut *self.state();
        state.leave_open(self.endpoint);
        let Sending { target, public, .. } = sending;
        state.secret_headers = sending.credentials;
        let secret = target.get(public..).unwrap_or_default();
        for (name, _) in super::url::pairs(secret.trim_start_matches(['?', '&'])) {
            if !state.credentials.contains(&name) {
                state.credentials.push(name);
            }
        }
        let mut keys = sending.client_keys;
        keys.extend(state.credentials.iter().cloned());
        let url = SentUrl::new(self.observers.urls(), self.endpoint, target, sending.base, keys);
        if sending.begins_attempt {
            state.attempts = state.attempts.saturating_add(1);
        }
        let resend_count = state.requests;
        state.requests = state.requests.saturating_add(1);
        (state.open, state.status, state.transferred) = (Some(Instant::now()), None, None);
        (state.succeeded, state.broken) = (false, None);
        headers::change(sending.headers, |headers| {
            let mut attempt = Attempt {
                endpoint: self.endpoint,
                number: state.attempts,
                resend_count,
                method: sending.method,
                headers,
                body_size: sending.body_size,
                is_away: sending.is_away,
                url: &url,
                credentials: &state.secret_headers,
            };
            tell_attempt(&mut state.calls, &mut attempt);
        });
    }

    /// Runs a step of the attempt under way.
    fn scope(&self, run: &mut dyn FnMut()) {
        scope(&self.state().calls, run);
    }

    /// Runs a step of the attempt under way, and gives what it gives.
    pub(crate) fn run<T>(&self, run: impl FnOnce() -> T) -> T {
        let (mut step, mut done) = (Some(run), None);
        self.scope(&mut || {
            if let Some(step) = step.take() {
                done = Some(step());
            }
        });
        match (done, step) {
            (Some(done), _) => done,
            // An observer that did not run it, although it has to.
            (None, Some(step)) => step(),
            (None, None) => unreachable!("a step that was taken has run"),
        }
    }

    /// The head of a response is there.
    pub(crate) fn responded<B>(&self, response: &Response<B>, connection: Connection) {
        let state = &mut *self.state();
        state.status = Some(response.status());
        state.transferred = response.extensions().get().cloned();
        let responded = Responded {
            endpoint: self.endpoint,
            number: state.attempts,
            status: response.status(),
            version: response.version(),
            headers: response.headers(),
            connection,
            elapsed: state.elapsed(),
            credentials: &state.secret_headers,
        };
        state.calls.iter_mut().for_each(|call| call.responded(&responded));
    }

    /// A response is there to its end.
    pub(crate) fn received(&self, status: StatusCode, body_size: Option<u64>) {
        self.state().received(self.endpoint, status, body_size);
    }

    /// The attempt failed with a status.
    pub(crate) fn failed_by_status(
        &self,
        status: StatusCode,
        body_size: Option<u64>,
        retry_in: Option<Duration>,
    ) {
        self.state().failed(self.endpoint, status.as_str(), Some(status), body_size, retry_in);
    }

    /// The attempt failed without a whole response.
    pub(crate) fn failed_by_error(&self, error: &Error, retry_in: Option<Duration>) {
        self.state().failed(self.endpoint, &error_type(error), error.status(), None, retry_in);
    }

    /// The call has its response; it succeeds unless that cannot be read.
    pub(crate) fn succeeds(&self) {
        let state = &mut *self.state();
        (state.succeeded, state.broken) = (true, None);
    }

    /// The body that was handed over broke off, or cannot be read. With it the call fails, unless it
    /// is sent once more.
    pub(crate) fn breaks(&self, error: &Error) {
        self.failed_by_error(error, None);
        // Not the error itself, which belongs to the reader of the body.
        let mut broken = Error::new(error.kind(), "the response broke off").at(self.endpoint);
        if let Some(status) = error.status() {
            broken = broken.with_head(status, &HeaderMap::new());
        }
        self.state().broken = Some(broken);
    }

    /// The call goes on after its response broke off.
    pub(crate) fn goes_on(&self) {
        self.state().broken = None;
    }

    /// The call failed, and has ended.
    pub(crate) fn fails(&self, error: &Error) {
        self.end(CallResult::Failed(error));
    }

    fn end(&self, result: CallResult<'_>) {
        let state = &mut *self.state();
        if std::mem::replace(&mut state.ended, true) {
            return;
        }
        let ended = Ended {
            endpoint: self.endpoint,
            result,
            attempts: state.attempts,
            elapsed: self.started.elapsed(),
        };
        tell_end(&mut state.calls, &ended);
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        let (succeeded, broken) = {
            let mut state = self.state();
            (state.succeeded, state.broken.take())
        };
        let result = match &broken {
            Some(error) => CallResult::Failed(error),
            None if succeeded => CallResult::Succeeded,
            None => CallResult::Cancelled,
        };
        in_drop(|| self.end(result));
    }
}

impl fmt::Debug for Observation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Observation({})", self.endpoint)
    }
}

impl State {
    /// Ends a request that is still under way when the next one is sent: its response was left unread.
    fn leave_open(&mut self, endpoint: &'static Endpoint) {
        match self.status {
            Some(status) => self.received(endpoint, status, None),
            None => self.failed(endpoint, "Transport", None, None, Some(Duration::ZERO)),
        }
    }

    /// Ends the request under way, if there is one, with its response.
    fn received(
        &mut self,
        endpoint: &'static Endpoint,
        status: StatusCode,
        body_size: Option<u64>,
    ) {
        let Some(elapsed) = self.close() else { return };
        let (number, body_size) = (self.attempts, self.transferred(body_size));
        let received = Received { endpoint, number, status, body_size, elapsed };
        self.calls.iter_mut().for_each(|call| call.received(&received));
    }

    /// Ends the request under way, if there is one, with a failure.
    fn failed(
        &mut self,
        endpoint: &'static Endpoint,
        error_type: &str,
        status: Option<StatusCode>,
        body_size: Option<u64>,
        retry_in: Option<Duration>,
    ) {
        let Some(elapsed) = self.close() else { return };
        let (number, body_size) = (self.attempts, self.transferred(body_size));
        let failed = Failed { endpoint, number, error_type, status, body_size, retry_in, elapsed };
        self.calls.iter_mut().for_each(|call| call.failed(&failed));
    }

    /// Closes the request under way, and gives the time that it took.
    fn close(&mut self) -> Option<Duration> {
        self.open.take().map(|since| since.elapsed())
    }

    /// The size of a body as it was transferred, if it was read.
    fn transferred(&self, read: Option<u64>) -> Option<u64> {
        read.map(|read| self.transferred.as_ref().map_or(read, Transferred::total))
    }

    /// The time since the request under way was sent.
    fn elapsed(&self) -> Duration {
        self.open.map_or(Duration::ZERO, |since| since.elapsed())
    }
}
