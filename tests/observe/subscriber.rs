//! A subscriber of the `tracing` crate that keeps all that it gets, with the types of the values.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};
use std::time::Instant;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Bool(bool),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

pub(crate) type Fields = BTreeMap<&'static str, Value>;

#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) level: Level,
    pub(crate) parent: Option<usize>,
    /// The fields that it was made with, and those that were recorded later.
    pub(crate) first: Fields,
    pub(crate) later: Fields,
    pub(crate) events: Vec<Told>,
    pub(crate) begun: Instant,
    pub(crate) ended: Option<Instant>,
    /// The number of handles.
    pub(crate) handles: usize,
}

impl Span {
    pub(crate) fn get(&self, name: &str) -> Option<Value> {
        self.first.get(name).or_else(|| self.later.get(name)).cloned()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        match self.get(name) {
            Some(Value::Text(text)) => text,
            other => panic!("{name} is {other:?}"),
        }
    }

    pub(crate) fn event(&self, name: &str) -> Option<&Told> {
        self.events.iter().find(|event| event.name == name)
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.handles == 0
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) name: &'static str,
    pub(crate) level: Level,
    pub(crate) fields: Fields,
    pub(crate) at: Instant,
}

#[derive(Debug, Default)]
struct Kept {
    spans: Vec<Span>,
    entered: Vec<usize>,
    /// Events outside of any span of ours.
    loose: Vec<Told>,
}

/// A second subscriber that nobody uses. While there is one alone, a place in the code that is reached
/// first by a thread without a subscriber is taken to interest nobody.
static SECOND: LazyLock<Dispatch> =
    LazyLock::new(|| Dispatch::new(Keeper { kept: Arc::default(), level: Level::ERROR }));

/// Keeps what this thread records, until it is dropped.
pub(crate) struct Recording {
    kept: Arc<Mutex<Kept>>,
    _guard: DefaultGuard,
}

impl Recording {
    pub(crate) fn start() -> Self {
        Self::up_to(Level::TRACE)
    }

    pub(crate) fn up_to(level: Level) -> Self {
        LazyLock::force(&SECOND);
        let kept = Arc::default();
        let keeper = Keeper { kept: Arc::clone(&kept), level };
        Self { kept, _guard: tracing::subscriber::set_default(keeper) }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    pub(crate) fn spans(&self) -> Vec<Span> {
        self.kept().spans.clone()
    }

    /// The events outside of any span.
    pub(crate) fn loose(&self) -> Vec<Told> {
        self.kept().loose.clone()
    }

    /// The spans of attempts.
    pub(crate) fn attempts(&self) -> Vec<Span> {
        self.of_kind("client")
    }

    /// The spans of calls.
    pub(crate) fn calls(&self) -> Vec<Span> {
        self.of_kind("internal")
    }

    fn of_kind(&self, kind: &str) -> Vec<Span> {
        let is_one = |span: &Span| span.get("otel.kind") == Some(kind.into());
        self.spans().into_iter().filter(is_one).collect()
    }

    /// The only span of an attempt.
    #[track_caller]
    pub(crate) fn attempt(&self) -> Span {
        let attempts = self.attempts();
        assert_eq!(attempts.len(), 1, "{attempts:#?}");
        attempts[0].clone()
    }

    /// Everything that was recorded, as text.
    pub(crate) fn everything(&self) -> String {
        let kept = self.kept();
        format!("{:?} {:?}", kept.spans, kept.loose)
    }
}

struct Keeper {
    kept: Arc<Mutex<Kept>>,
    level: Level,
}

fn index(id: &Id) -> usize {
    id.into_u64() as usize - 1
}

impl Subscriber for Keeper {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "api_core" && *metadata.level() <= self.level
            || metadata.target().starts_with("observe")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut first = Visited::default();
        span.record(&mut first);
        let mut kept = self.kept.lock().unwrap();
        let parent = match span.parent() {
            Some(parent) => Some(index(parent)),
            None if span.is_contextual() => kept.entered.last().copied(),
            None => None,
        };
        kept.spans.push(Span {
            level: *span.metadata().level(),
            parent,
            first: first.0,
            later: Fields::new(),
            events: Vec::new(),
            begun: Instant::now(),
            ended: None,
            handles: 1,
        });
        Id::from_u64(kept.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut later = Visited::default();
        values.record(&mut later);
        self.kept.lock().unwrap().spans[index(id)].later.extend(later.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Visited::default();
        event.record(&mut fields);
        let metadata = event.metadata();
        let (name, level, at) = (metadata.name(), *metadata.level(), Instant::now());
        let told = Told { name, level, fields: fields.0, at };
        let mut kept = self.kept.lock().unwrap();
        match kept.entered.last().copied() {
            Some(span) => kept.spans[span].events.push(told),
            None => kept.loose.push(told),
        }
    }

    fn enter(&self, id: &Id) {
        self.kept.lock().unwrap().entered.push(index(id));
    }

    fn exit(&self, id: &Id) {
        let popped = self.kept.lock().unwrap().entered.pop();
        assert_eq!(popped, Some(index(id)));
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.kept.lock().unwrap().spans[index(id)].handles += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let mut kept = self.kept.lock().unwrap();
        let span = &mut kept.spans[index(&id)];
        span.handles -= 1;
        if span.handles == 0 {
            span.ended = Some(Instant::now());
        }
        span.handles == 0
    }
}

#[derive(Default)]
struct Visited(Fields);

// Without `record_u64`, as in the bridge to OpenTelemetry, which makes a text of such a number.
impl Visit for Visited {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), Value::Text(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), Value::Text(value.to_owned()));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name(), Value::Integer(value));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.insert(field.name(), Value::Float(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name(), Value::Bool(value));
    }
}
