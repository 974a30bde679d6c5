//! A rule: which calls it takes, and how it answers them.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;

use super::fault::Fault;
use super::recorded::Recorded;
use crate::server::into_response::{HttpResponse, IntoResponse};
use crate::{ApiError, Code, Endpoint, Result, Seal};

/// A rule of a stub: which calls of an endpoint it takes, and how it answers them. `A` is the
/// struct of the endpoint's arguments, and `T` what the endpoint returns.
///
/// Made by the method of the stub that has the endpoint's name, and in force from then on; what is
/// said afterwards, in any order, says more. If nothing is said about the answer, it is the
/// endpoint's recorded `example`.
pub struct Rule<A, T> {
    inner: Arc<Inner<A>>,
    marker: PhantomData<fn(T)>,
}

/// What a stub keeps of a rule.
pub(super) struct Inner<A> {
    endpoint: &'static Endpoint,
    seal: Seal,
    declared: &'static Location<'static>,
    plan: Mutex<Plan<A>>,
}

type Condition<A> = Arc<dyn Fn(&A) -> bool + Send + Sync>;

struct Plan<A> {
    conditions: Vec<Condition<A>>,
    replies: Replies,
    delay: Duration,
    fault: Option<Fault>,
    times: Option<usize>,
    calls: Vec<Arc<A>>,
}

/// What is answered.
enum Replies {
    Example,
    Same(Recorded),
    InTurn { left: VecDeque<Recorded>, of: usize },
}

/// How a call that was taken is answered. Without a reply, by the example.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) reply: Option<Recorded>,
    pub(super) delay: Duration,
    pub(super) fault: Option<Fault>,
}

impl<A, T> Rule<A, T> {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        seal: Seal,
        declared: &'static Location<'static>,
    ) -> (Self, Arc<Inner<A>>) {
        let plan = Plan {
            conditions: Vec::new(),
            replies: Replies::Example,
            delay: Duration::ZERO,
            fault: None,
            times: None,
            calls: Vec::new(),
        };
        let inner = Arc::new(Inner { endpoint, seal, declared, plan: Mutex::new(plan) });
        (Self { inner: Arc::clone(&inner), marker: PhantomData }, inner)
    }

    fn set(self, change: impl FnOnce(&mut Plan<A>)) -> Self {
        change(&mut self.inner.plan());
        self
    }

    /// Takes only the calls whose arguments fulfil a condition, and all others that are said.
    pub fn with(self, condition: impl Fn(&A) -> bool + Send + Sync + 'static) -> Self {
        self.set(|plan| plan.conditions.push(Arc::new(condition)))
    }

    /// Answers with a value, in the envelope of the endpoint.
    ///
    /// # Panics
    ///
    /// If the value cannot be sealed in the envelope, or is a stream.
    #[track_caller]
    pub fn respond<K>(self, value: T) -> Self
    where
        T: IntoResponse<K>,
    {
        let reply = self.inner.recorded(value.into_response(self.inner.seal, self.inner.endpoint));
        self.set(|plan| plan.replies = Replies::Same(reply))
    }

    /// Answers with these one after the other: values, or results of which the errors are told as by
    /// [`respond_error`](Self::respond_error). After the last, the rule takes no more calls.
    ///
    /// # Panics
    ///
    /// If one of them cannot be sealed in the envelope, or is a stream.
    #[track_caller]
    pub fn respond_sequence<V, K>(self, values: impl IntoIterator<Item = V>) -> Self
    where
        V: IntoRuleResponse<T, K>,
    {
        let mut left = VecDeque::new();
        for value in values {
            let answer = value.into_response(self.inner.seal, self.inner.endpoint);
            left.push_back(self.inner.recorded(answer));
        }
        let of = left.len();
        self.set(|plan| plan.replies = Replies::InTurn { left, of })
    }

    /// Answers with a failure that the API tells, in the envelope of the endpoint. With another HTTP
    /// status than the usual one: `respond_sequence([Err(ApiError::new(…).with_status(…))])`.
    ///
    /// # Panics
    ///
    /// If the envelope cannot tell the error from a success, or has no place for its code.
    #[track_caller]
    pub fn respond_error(self, code: impl Into<Code>, message: impl Into<String>) -> Self {
        let error = ApiError::new(code, message);
        let reply = self.inner.recorded(error_response(self.inner.seal, &error));
        self.set(|plan| plan.replies = Replies::Same(reply))
    }

    /// Answers with an HTTP status and no body, as a gateway does that knows no envelope.
    ///
    /// # Panics
    ///
    /// If there is no such status.
    #[track_caller]
    pub fn respond_status(self, status: u16) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else {
            broken(format_args!("{status} is no HTTP status"));
        };
        self.set(|plan| plan.replies = Replies::Same(Recorded::status(status)))
    }

    /// Answers after this time, counted by tokio's clock, which a test can pause.
    pub fn delay(self, delay: Duration) -> Self {
        self.set(|plan| plan.delay = delay)
    }

    /// Lets something go wrong with the answer.
    pub fn fault(self, fault: Fault) -> Self {
        self.set(|plan| plan.fault = Some(fault))
    }

    /// Takes this many calls and no more; fewer are told by `verify()`. Without it, any number from
    /// one on is as expected.
    pub fn times(self, times: usize) -> Self {
        self.set(|plan| plan.times = Some(times))
    }

    /// The arguments of the calls that were taken so far, in order.
    #[must_use]
    pub fn calls(&self) -> Vec<Arc<A>> {
        self.inner.plan().calls.clone()
    }
}

/// One of a sequence of replies: a value of the declared type, or a `Result` of one and an
/// [`ApiError`]. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "the endpoint does not answer with `{Self}`",
    label = "expected `{T}`",
    note = "give values of the declared type, or `Result`s of one and an `api_core::ApiError`"
)]
pub trait IntoRuleResponse<T, K> {
    #[doc(hidden)]
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse>;
}

/// Marks values.
#[derive(Debug)]
pub struct Value<K>(PhantomData<K>);
/// Marks results.
#[derive(Debug)]
pub struct Outcome<K>(PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<T: IntoResponse<K>, K> IntoRuleResponse<T, Value<K>> for T {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        IntoResponse::into_response(self, seal, endpoint)
    }
}

#[diagnostic::do_not_recommend]
impl<T: IntoResponse<K>, K> IntoRuleResponse<T, Outcome<K>> for std::result::Result<T, ApiError> {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        match self {
            Ok(value) => IntoResponse::into_response(value, seal, endpoint),
            Err(error) => error_response(seal, &error),
        }
    }
}

fn error_response(seal: Seal, error: &ApiError) -> Result<HttpResponse> {
    seal.error(error).map(|answer| answer.map(crate::Body::from))
}

impl<A> Inner<A> {
    fn plan(&self) -> MutexGuard<'_, Plan<A>> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn recorded(&self, answer: Result<HttpResponse>) -> Recorded {
        match answer.map(Recorded::keep) {
            Ok(Some(recorded)) => recorded,
            Ok(None) => broken(format_args!(
                "{}: a stream is read once, and a rule answers more than one call; reply with bytes",
                self.endpoint
            )),
            Err(error) => broken(format_args!("{}: {error}", self.endpoint)),
        }
    }

    /// Takes a call, if it is one for this rule.
    pub(super) fn take(&self, args: &Arc<A>) -> Option<Taken> {
        // The conditions are code of the user's, and run without the lock.
        let conditions = self.plan().conditions.clone();
        if !conditions.iter().all(|condition| condition(args)) {
            return None;
        }
        let mut plan = self.plan();
        if plan.times.is_some_and(|times| plan.calls.len() >= times) {
            return None;
        }
        let reply = match &mut plan.replies {
            Replies::Example => None,
            Replies::Same(reply) => Some(reply.clone()),
            Replies::InTurn { left, .. } => Some(left.pop_front()?),
        };
        plan.calls.push(Arc::clone(args));
        Some(Taken { reply, delay: plan.delay, fault: plan.fault })
    }

    /// Why a call was not taken.
    pub(super) fn why_not(&self, args: &A) -> String {
        let conditions = self.plan().conditions.clone();
        let holds = conditions.iter().all(|condition| condition(args));
        let declared = self.declared;
        match self.plan().calls.len() {
            _ if !holds => format!("the condition of the rule at {declared} does not hold"),
            0 => format!("the rule at {declared} takes no calls"),
            taken => format!("the rule at {declared} took as many as it takes, {}", calls(taken)),
        }
    }
}

fn calls(number: usize) -> String {
    match number {
        0 => "no calls".to_owned(),
        1 => "1 call".to_owned(),
        _ => format!("{number} calls"),
    }
}

/// A rule whose arguments nobody needs to know.
pub(super) trait Declared: Any + Send + Sync {
    fn endpoint(&self) -> &'static Endpoint;
    /// How it was not used as declared, if it was not.
    fn unmet(&self) -> Option<String>;
}

impl<A: Send + Sync + 'static> Declared for Inner<A> {
    fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    fn unmet(&self) -> Option<String> {
        let plan = self.plan();
        let expected = plan.times.or(match plan.replies {
            Replies::InTurn { of, .. } => Some(of),
            _ => None,
        });
        let (expected, met) = match (expected, plan.calls.len()) {
            (Some(expected), taken) => (calls(expected), taken == expected),
            (None, taken) => ("at least 1 call".to_owned(), taken > 0),
        };
        let (endpoint, declared, taken) = (self.endpoint, self.declared, plan.calls.len());
        (!met).then(|| {
            format!("{endpoint}: the rule at {declared} expected {expected}, and took {taken}")
        })
    }
}

impl<A, T> fmt::Debug for Rule<A, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({}, declared at {})", self.inner.endpoint, self.inner.declared)
    }
}

/// A test cannot go on with a stub that is not as declared.
#[track_caller]
#[expect(clippy::panic, reason = "that is how tests are told")]
pub(super) fn broken(message: fmt::Arguments<'_>) -> ! {
    panic!("{message}")
}
