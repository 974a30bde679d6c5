//! The state of a stub: its rules, and what it was called with.

use std::any::Any;
use std::fmt::{self, Debug};
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use http::StatusCode;

use super::recorded::Recorded;
use super::rule::{Declared, Inner, Rule, Taken, broken};
use super::{Fault, StubTransport};
use crate::server::into_response::HttpResponse;
use crate::server::rejection::ServeError;
use crate::server::routes::{Handler, Responder, Routes};
use crate::{ApiError, Client, Endpoint, Seal};

/// What a generated stub is made of. `C` is the enum of its calls.
pub struct Stub<C> {
    board: Arc<Board<C>>,
    routes: Routes,
    verified: AtomicBool,
}

/// What a stub and its router share.
pub struct Board<C> {
    rules: Mutex<Vec<Arc<dyn Declared>>>,
    calls: Mutex<Vec<C>>,
    unanswered: Mutex<Vec<String>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<C: Clone + Send + 'static> Stub<C> {
    /// A stub without endpoints. `seal` is the envelope of the API as a whole.
    #[must_use]
    pub fn new(seal: Seal) -> Self {
        let board = Board {
            rules: Mutex::default(),
            calls: Mutex::default(),
            unanswered: Mutex::default(),
        };
        Self { board: Arc::new(board), routes: Routes::new(seal), verified: AtomicBool::new(false) }
    }

    /// Adds an endpoint.
    pub fn add(&mut self, handler: Handler<Board<C>>) {
        self.routes.add(&self.board, handler);
    }

    /// Declares a rule.
    #[track_caller]
    pub fn rule<A: Send + Sync + 'static, T>(
        &self,
        endpoint: &'static Endpoint,
        seal: Seal,
    ) -> Rule<A, T> {
        let (rule, inner) = Rule::new(endpoint, seal, Location::caller());
        lock(&self.board.rules).push(inner);
        rule
    }

    /// The router that answers by the rules.
    pub fn router(&self) -> Router {
        self.routes.clone().into_router()
    }

    /// The way of a client to it, faults included.
    pub fn transport(&self) -> StubTransport {
        StubTransport(self.router())
    }

    /// A client of it.
    pub fn client(&self) -> Client {
        Client::within(self.transport())
    }

    /// All calls so far.
    pub fn calls(&self) -> Vec<C> {
        lock(&self.board.calls).clone()
    }

    /// Panics if it was not used as declared.
    #[track_caller]
    pub fn verify(&self) {
        self.verified.store(true, Ordering::Relaxed);
        let unmet = lock(&self.board.rules).iter().filter_map(|rule| rule.unmet()).collect();
        let wrong = [unmet, lock(&self.board.unanswered).clone()].concat();
        if !wrong.is_empty() {
            broken(format_args!("the stub was not used as declared:\n- {}", wrong.join("\n- ")));
        }
    }
}

impl<C> Drop for Stub<C> {
    /// A call that no rule took is a mistake of the test, which it may not have noticed.
    fn drop(&mut self) {
        let unanswered = lock(&self.board.unanswered).join("\n- ");
        if !unanswered.is_empty() && !*self.verified.get_mut() && !std::thread::panicking() {
            broken(format_args!("calls of the stub had no answer:\n- {unanswered}"));
        }
    }
}

impl<C> Board<C> {
    /// Answers a call by the first rule that takes it.
    ///
    /// # Errors
    ///
    /// If none does.
    pub async fn answer<A: Debug + Send + Sync + 'static>(
        &self,
        reply: Responder,
        call: fn(Arc<A>) -> C,
        args: A,
        example: Option<&'static str>,
    ) -> Result<HttpResponse, ServeError> {
        let args = Arc::new(args);
        lock(&self.calls).push(call(Arc::clone(&args)));
        let rules = lock(&self.rules).clone();
        let own: Vec<&Inner<A>> = rules
            .iter()
            .filter(|rule| rule.endpoint().name() == reply.endpoint.name())
            .filter_map(|rule| (&**rule as &dyn Any).downcast_ref())
            .collect();
        let example = example.map(|text| Recorded::example(reply.endpoint, text));
        let taken = match own.iter().find_map(|rule| rule.take(&args)) {
            Some(taken) => taken,
            None if own.is_empty() && example.is_some() => Taken::default(),
            None => {
                let why = match own[..] {
                    [] => elsewhere(&rules),
                    _ => own.iter().map(|rule| rule.why_not(&args)).collect::<Vec<_>>().join("; "),
                };
                let why = format!("no rule takes this call: {why}");
                return Err(self.unanswered(reply.endpoint, &*args, why));
            }
        };
        // What never arrives need not be said.
        let spared = taken.fault.filter(|fault| *fault != Fault::Truncated);
        let spared = spared.map(|_| Recorded::status(StatusCode::OK));
        let Some(recorded) = taken.reply.or(example).or(spared) else {
            let why =
                "the rule that takes this call says no reply, and the endpoint has no `example`";
            return Err(self.unanswered(reply.endpoint, &*args, why.to_owned()));
        };
        if !taken.delay.is_zero() {
            tokio::time::sleep(taken.delay).await;
        }
        let answer = recorded.answer();
        Ok(match taken.fault {
            Some(fault) => fault.inject(answer).await,
            None => answer,
        })
    }

    /// Tells, everywhere where somebody may look, of a call that has no answer.
    fn unanswered(&self, endpoint: &Endpoint, args: &dyn Debug, why: String) -> ServeError {
        let message = format!("{why}\n  {endpoint} was called with {args:?}");
        #[expect(clippy::print_stderr, reason = "shown by the test harness if the test fails")]
        {
            eprintln!("{message}");
        }
        lock(&self.unanswered).push(message);
        ServeError::Failed(ApiError::new(501, why).into())
    }
}

/// What rules there are, for an endpoint that has none.
fn elsewhere(rules: &[Arc<dyn Declared>]) -> String {
    let mut others: Vec<&str> = rules.iter().map(|rule| rule.endpoint().name()).collect();
    others.sort_unstable();
    others.dedup();
    match others[..] {
        [] => "the stub has no rules".to_owned(),
        _ => format!("no rule is for this endpoint, only for `{}`", others.join("`, `")),
    }
}

impl<C> Debug for Board<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rules, calls) = (lock(&self.rules).len(), lock(&self.calls).len());
        write!(f, "Board({rules} rules, {calls} calls)")
    }
}

impl<C> Debug for Stub<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stub").field("board", &self.board).finish_non_exhaustive()
    }
}
