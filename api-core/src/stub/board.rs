//! The state of a stub: its rules, and the calls it received.

use std::any::Any;
use std::fmt::{self, Debug};
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use http::StatusCode;

use super::recorded_response::{Example, RecordedResponse};
use super::rule::{Args, Inner, Rule, Taken, broken};
use super::{Fault, StubTransport};
use crate::server::input::Input;
use crate::server::into_response::HttpResponse;
use crate::server::rejection::{Rejection, ServeError};
use crate::server::routes::{Handler, Responder, Routes};
use crate::{ApiError, Client, Endpoint, Seal};

/// The inside of a generated stub. `C` is the enum of its calls.
pub struct Stub<C> {
    board: Arc<Board<C>>,
    routes: Routes,
    verified: AtomicBool,
}

/// Reads the arguments of an endpoint: as a value of the enum of calls, and as they are.
type Read<C> = dyn Fn(&mut Input) -> Result<(C, Arc<dyn Args>), Rejection> + Send + Sync;

/// The state that a stub shares with its router.
pub struct Board<C> {
    rules: Mutex<Vec<Arc<Inner>>>,
    calls: Mutex<Vec<C>>,
    untaken: Mutex<Vec<String>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<C: Clone + Send + 'static> Stub<C> {
    /// Starts without endpoints. `seal` is the envelope of the API as a whole.
    #[must_use]
    pub fn new(seal: Seal) -> Self {
        let board =
            Board { rules: Mutex::default(), calls: Mutex::default(), untaken: Mutex::default() };
        Self { board: Arc::new(board), routes: Routes::new(seal), verified: AtomicBool::new(false) }
    }

    /// Adds an endpoint whose arguments `read` reads. `call` makes the enum's value of them.
    pub fn add<A: Debug + Send + Sync + 'static>(
        &mut self,
        endpoint: &'static Endpoint,
        seal: Seal,
        read: fn(&mut Input) -> Result<A, Rejection>,
        call: fn(Arc<A>) -> C,
        example: Option<Example>,
    ) {
        let read = move |input: &mut Input| -> Result<(C, Arc<dyn Args>), Rejection> {
            let args = Arc::new(read(input)?);
            Ok((call(Arc::clone(&args)), args))
        };
        self.add_handler(endpoint, seal, Arc::new(read), example);
    }

    /// Adds the handler of an endpoint. It is compiled once, and not for the arguments of each.
    fn add_handler(
        &mut self,
        endpoint: &'static Endpoint,
        seal: Seal,
        read: Arc<Read<C>>,
        example: Option<Example>,
    ) {
        let handler = Handler::bound(endpoint, seal, move |board: Arc<Board<C>>| {
            Box::new(move |input, responder| {
                let board = Arc::clone(&board);
                let read = read(input);
                Box::pin(async move {
                    let (call, args) = read?;
                    lock(&board.calls).push(call);
                    board.respond(responder, args, example).await
                })
            })
        });
        self.routes.add(&self.board, handler);
    }

    /// Declares a rule.
    #[track_caller]
    pub fn rule<A: Any + Send + Sync, T>(
        &self,
        endpoint: &'static Endpoint,
        seal: Seal,
    ) -> Rule<A, T> {
        let inner = Arc::new(Inner::new(endpoint, seal, Location::caller()));
        lock(&self.board.rules).push(Arc::clone(&inner));
        Rule::of(inner)
    }

    /// The router that responds by the rules.
    pub fn router(&self) -> Router {
        self.routes.clone().into_router()
    }

    /// A transport that connects a client to this stub, faults included.
    pub fn transport(&self) -> StubTransport {
        StubTransport(self.router())
    }

    /// A client of this stub.
    pub fn client(&self) -> Client {
        Client::within(self.transport())
    }

    /// All calls so far.
    pub fn calls(&self) -> Vec<C> {
        lock(&self.board.calls).clone()
    }

    /// Panics if the rules were not used as declared.
    #[track_caller]
    pub fn verify(&self) {
        self.verified.store(true, Ordering::Relaxed);
        let unmet = lock(&self.board.rules).iter().filter_map(|rule| rule.unmet()).collect();
        let wrong = [unmet, lock(&self.board.untaken).clone()].concat();
        if !wrong.is_empty() {
            broken(format_args!("the stub was not used as declared:\n- {}", wrong.join("\n- ")));
        }
    }
}

impl<C> Drop for Stub<C> {
    /// The code under test may have swallowed the error of a call that no rule took, so the stub reports
    /// it here.
    fn drop(&mut self) {
        let untaken = lock(&self.board.untaken).join("\n- ");
        if !untaken.is_empty() && !*self.verified.get_mut() && !std::thread::panicking() {
            broken(format_args!("no rule of the stub took these calls:\n- {untaken}"));
        }
    }
}

impl<C> Board<C> {
    /// Responds to a call with the first rule that takes it.
    ///
    /// # Errors
    ///
    /// If no rule does.
    async fn respond(
        &self,
        responder: Responder,
        args: Arc<dyn Args>,
        example: Option<Example>,
    ) -> Result<HttpResponse, ServeError> {
        let rules = lock(&self.rules).clone();
        let name = responder.endpoint.name();
        let own: Vec<_> = rules.iter().filter(|rule| rule.endpoint().name() == name).collect();
        let example = example.map(|it| RecordedResponse::example(responder.endpoint, it));
        let taken = own.iter().find_map(|rule| rule.take(&args).transpose()).transpose();
        let taken = taken.map_err(|why| self.untaken(responder.endpoint, &args, why))?;
        let taken = match taken {
            Some(taken) => taken,
            None if own.is_empty() && example.is_some() => Taken::default(),
            None => {
                let why = match own[..] {
                    [] => rules_elsewhere(&rules),
                    _ => own.iter().map(|rule| rule.why_not(&*args)).collect::<Vec<_>>().join("; "),
                };
                let why = format!("no rule takes this call: {why}");
                return Err(self.untaken(responder.endpoint, &args, why));
            }
        };
        // A fault that replaces the whole response needs none to be declared.
        let replaced = taken.fault.filter(|fault| *fault != Fault::Truncated);
        let replaced = replaced.map(|_| RecordedResponse::status(StatusCode::OK));
        let Some(recorded) = taken.response.or(example).or(replaced) else {
            let rule = taken.declared.map(|at| format!("the rule at {at}"));
            let why = format!(
                "{} takes this call and has no response, and the endpoint has no `example`: add \
                 `.respond(…)` to the rule",
                rule.as_deref().unwrap_or("a rule"),
            );
            return Err(self.untaken(responder.endpoint, &args, why));
        };
        if !taken.delay.is_zero() {
            tokio::time::sleep(taken.delay).await;
        }
        let response = recorded.to_response();
        Ok(match taken.fault {
            Some(fault) => fault.inject(response).await,
            None => response,
        })
    }

    /// Reports a call that no rule takes: on stderr, to `verify`, and as the error of the call.
    fn untaken(&self, endpoint: &Endpoint, args: &dyn Debug, why: String) -> ServeError {
        let message = format!("{why}\n  {endpoint} was called with {args:?}");
        #[expect(clippy::print_stderr, reason = "shown by the test harness if the test fails")]
        {
            eprintln!("{message}");
        }
        lock(&self.untaken).push(message);
        ServeError::Failed(ApiError::new(501, why).into())
    }
}

/// Lists the endpoints that have rules, for a call of one that has none.
fn rules_elsewhere(rules: &[Arc<Inner>]) -> String {
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
