//! A rule of a stub: which calls it takes, and how it responds to them.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;

use super::fault::Fault;
use super::recorded_response::RecordedResponse;
use crate::server::into_response::{HttpResponse, IntoResponse};
use crate::server::sealer::add_unsealed;
use crate::server::serving::panic_message;
use crate::{ApiError, Code, Endpoint, Result, Seal};

/// A rule of a stub: which calls of an endpoint it takes, and how it responds to them. `A` is the
/// struct of the endpoint's arguments, and `T` the type of its value.
///
/// The method of the stub with the endpoint's name makes a rule, which applies at once. The setters
/// refine it, in any order. A rule without a response uses the endpoint's recorded `example`.
pub struct Rule<A, T> {
    inner: Arc<Inner>,
    marker: PhantomData<fn(A, T)>,
}

/// The arguments of a call, of any endpoint. All that a stub does with them is compiled once, and not for
/// the struct of each endpoint.
pub(super) trait Args: Any + fmt::Debug + Send + Sync {}

impl<A: Any + fmt::Debug + Send + Sync> Args for A {}

/// A rule as the stub holds it.
pub(super) struct Inner {
    endpoint: &'static Endpoint,
    seal: Seal,
    declared: &'static Location<'static>,
    plan: Mutex<Plan>,
}

/// True if a rule takes a call with these arguments.
type Condition = Arc<dyn Fn(&dyn Any) -> bool + Send + Sync>;

struct Plan {
    conditions: Vec<Condition>,
    responses: Responses,
    delay: Duration,
    fault: Option<Fault>,
    times: Option<usize>,
    calls: Vec<Arc<dyn Args>>,
}

/// The responses of a rule.
enum Responses {
    Example,
    Same(RecordedResponse),
    Sequence { left: VecDeque<RecordedResponse>, of: usize },
}

/// The response to a call that a rule took. Without one, the example is sent.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) response: Option<RecordedResponse>,
    pub(super) delay: Duration,
    pub(super) fault: Option<Fault>,
    /// The line that declares the rule.
    pub(super) declared: Option<&'static Location<'static>>,
}

impl<A: Any + Send + Sync, T> Rule<A, T> {
    pub(super) fn of(inner: Arc<Inner>) -> Self {
        Self { inner, marker: PhantomData }
    }

    fn set(self, change: impl FnOnce(&mut Plan)) -> Self {
        change(&mut self.inner.plan());
        self
    }

    /// Takes only calls whose arguments fulfil this condition. Several conditions must all hold.
    /// One that panics fails the call, with the code 501, and the stub reports it as a call that no rule
    /// takes.
    pub fn with(self, condition: impl Fn(&A) -> bool + Send + Sync + 'static) -> Self {
        let condition = move |args: &dyn Any| args.downcast_ref().is_some_and(&condition);
        self.set(|plan| plan.conditions.push(Arc::new(condition)))
    }

    /// Responds with a value, in the envelope of the endpoint. A stream can be read once: with one, the
    /// rule takes one call.
    ///
    /// # Panics
    ///
    /// If the value cannot be sealed in the envelope.
    #[track_caller]
    pub fn respond<K>(self, value: T) -> Self
    where
        T: IntoResponse<K>,
    {
        let response =
            self.inner.recorded(value.into_response(self.inner.seal, self.inner.endpoint));
        self.set(|plan| plan.responses = Responses::Same(response))
    }

    /// Responds to one call after the other: with values, or with `Result`s, whose errors are sent as by
    /// [`respond_error`](Self::respond_error). After the last one, the rule takes no more calls.
    ///
    /// # Panics
    ///
    /// If one of them cannot be sealed in the envelope.
    #[track_caller]
    pub fn respond_sequence<V, K>(self, values: impl IntoIterator<Item = V>) -> Self
    where
        V: IntoRuleResponse<T, K>,
    {
        let mut left = VecDeque::new();
        for value in values {
            let response = value.into_response(self.inner.seal, self.inner.endpoint);
            left.push_back(self.inner.recorded(response));
        }
        let of = left.len();
        self.set(|plan| plan.responses = Responses::Sequence { left, of })
    }

    /// Responds with an error of the API, in the envelope of the endpoint. Without an envelope, its message
    /// is the whole body, as a server sends it. To choose its HTTP status,
    /// write `respond_sequence([Err(ApiError::new(…).with_status(…))])`.
    ///
    /// # Panics
    ///
    /// If the envelope reads the error as a success, or has no place for its code.
    #[track_caller]
    pub fn respond_error(self, code: impl Into<Code>, message: impl Into<String>) -> Self {
        let error = ApiError::new(code, message);
        let response = self.inner.recorded(error_response(self.inner.seal, &error));
        self.set(|plan| plan.responses = Responses::Same(response))
    }

    /// Responds with an HTTP status and no body, like a gateway that knows no envelope.
    ///
    /// # Panics
    ///
    /// If the number is no HTTP status (100 to 999).
    #[track_caller]
    pub fn respond_status(self, status: u16) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else {
            broken(format_args!("{status} is no HTTP status"));
        };
        self.set(|plan| plan.responses = Responses::Same(RecordedResponse::status(status)))
    }

    /// Waits before the response. The time is tokio's, which a test can pause.
    pub fn delay(self, delay: Duration) -> Self {
        self.set(|plan| plan.delay = delay)
    }

    /// Injects a fault of the network.
    pub fn fault(self, fault: Fault) -> Self {
        self.set(|plan| plan.fault = Some(fault))
    }

    /// Takes this many calls and no more. `verify()` panics if there were fewer. Without it, `verify()`
    /// expects at least one.
    pub fn times(self, times: usize) -> Self {
        self.set(|plan| plan.times = Some(times))
    }

    /// The arguments of the calls taken so far, in order.
    #[must_use]
    pub fn calls(&self) -> Vec<Arc<A>> {
        let calls = self.inner.plan().calls.clone();
        calls
            .into_iter()
            .filter_map(|args| (args as Arc<dyn Any + Send + Sync>).downcast().ok())
            .collect()
    }
}

/// One response of a sequence: a value of the declared type, or a `Result` of one and an
/// [`ApiError`]. The parameter `K` keeps the implementations apart; inference finds it.
#[diagnostic::on_unimplemented(
    message = "the endpoint does not respond with `{Self}`",
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
pub struct OrError<K>(PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<T: IntoResponse<K>, K> IntoRuleResponse<T, Value<K>> for T {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        IntoResponse::into_response(self, seal, endpoint)
    }
}

#[diagnostic::do_not_recommend]
impl<T: IntoResponse<K>, K> IntoRuleResponse<T, OrError<K>> for std::result::Result<T, ApiError> {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        match self {
            Ok(value) => IntoResponse::into_response(value, seal, endpoint),
            Err(error) => error_response(seal, &error),
        }
    }
}

fn error_response(seal: Seal, error: &ApiError) -> Result<HttpResponse> {
    let mut response = seal.error(error)?.map(crate::Body::from);
    add_unsealed(&mut response, error);
    Ok(response)
}

impl Inner {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        seal: Seal,
        declared: &'static Location<'static>,
    ) -> Self {
        let plan = Plan {
            conditions: Vec::new(),
            responses: Responses::Example,
            delay: Duration::ZERO,
            fault: None,
            times: None,
            calls: Vec::new(),
        };
        Self { endpoint, seal, declared, plan: Mutex::new(plan) }
    }

    pub(super) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn recorded(&self, response: Result<HttpResponse>) -> RecordedResponse {
        match response.map(RecordedResponse::record) {
            Ok(recorded) => recorded,
            Err(error) => broken(format_args!("{}: {error}", self.endpoint)),
        }
    }

    /// Takes a call, if this rule applies to it.
    ///
    /// # Errors
    ///
    /// The reason, if a condition panics.
    pub(super) fn take(&self, args: &Arc<dyn Args>) -> std::result::Result<Option<Taken>, String> {
        Ok(if self.holds(&**args)? { self.take_if_left(args) } else { None })
    }

    /// Asks the conditions. They often have an assertion in them. One that fails is reported as a call that
    /// no rule takes, because the code under test may swallow the error.
    fn holds(&self, args: &dyn Args) -> std::result::Result<bool, String> {
        // They are the user's code, so they run without the lock.
        let conditions = self.plan().conditions.clone();
        let all = || conditions.iter().all(|condition| condition(args));
        catch_unwind(AssertUnwindSafe(all)).map_err(|panic| {
            let message = panic_message(&*panic);
            format!("the condition of the rule at {} panicked: {message}", self.declared)
        })
    }

    /// Takes a call that fulfils the conditions, unless the rule has taken all of its calls.
    fn take_if_left(&self, args: &Arc<dyn Args>) -> Option<Taken> {
        let mut plan = self.plan();
        if plan.times.is_some_and(|times| plan.calls.len() >= times) {
            return None;
        }
        let response = match &mut plan.responses {
            Responses::Example => None,
            Responses::Same(response) => Some(response.take()?),
            Responses::Sequence { left, .. } => Some(left.pop_front()?),
        };
        plan.calls.push(Arc::clone(args));
        let declared = Some(self.declared);
        Some(Taken { response, delay: plan.delay, fault: plan.fault, declared })
    }

    /// The reason why this rule does not take a call.
    pub(super) fn why_not(&self, args: &dyn Args) -> String {
        let holds = match self.holds(args) {
            Ok(holds) => holds,
            Err(panicked) => return panicked,
        };
        let (declared, plan) = (self.declared, self.plan());
        let is_spent = matches!(&plan.responses, Responses::Same(response) if response.is_spent());
        match plan.calls.len() {
            _ if !holds => format!("the condition of the rule at {declared} does not hold"),
            0 => format!("the rule at {declared} takes no calls"),
            taken => {
                let why = if is_spent {
                    ": it responds with a stream, which an earlier call has read"
                } else {
                    ""
                };
                format!("the rule at {declared} already took all its calls, {}{why}", calls(taken))
            }
        }
    }

    /// The difference between the calls expected and taken, if there is one.
    pub(super) fn unmet(&self) -> Option<String> {
        let plan = self.plan();
        let expected = plan.times.or(match plan.responses {
            Responses::Sequence { of, .. } => Some(of),
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

fn calls(number: usize) -> String {
    match number {
        0 => "no calls".to_owned(),
        1 => "1 call".to_owned(),
        _ => format!("{number} calls"),
    }
}

impl<A, T> fmt::Debug for Rule<A, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({}, declared at {})", self.inner.endpoint, self.inner.declared)
    }
}

/// Fails the test.
#[track_caller]
#[expect(clippy::panic, reason = "that is how tests are told")]
pub(super) fn broken(message: fmt::Arguments<'_>) -> ! {
    panic!("{message}")
}
