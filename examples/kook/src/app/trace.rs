//! The spans of a run as an indented tree: a subscriber that keeps them as lines.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// The attributes that are shown behind the name of a span, with their labels. The others are in its
/// name, or the same for all.
const SHOWN: [(&str, &str); 5] = [
    ("http.response.status_code", "status"),
    ("error.type", "error"),
    ("http.request.resend_count", "resend"),
    ("url.full", "url"),
    ("api.cancelled", "cancelled"),
];

/// The spans that have ended, as the lines of a tree.
#[derive(Clone, Default)]
pub(super) struct Tree(Arc<Mutex<Vec<String>>>);

impl Tree {
    /// Runs something, and keeps the spans that it makes on this thread.
    pub(super) fn watch<T>(&self, run: impl FnOnce() -> T) -> T {
        tracing::subscriber::with_default(Registry::default().with(self.clone()), run)
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A span that is open.
struct Open {
    begun: Instant,
    fields: Fields,
    /// The lines below it.
    below: Vec<String>,
}

#[derive(Default)]
struct Fields(Vec<(&'static str, String)>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push((field.name(), format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name(), value.to_owned()));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Tree {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        span.extensions_mut().insert(Open { begun: Instant::now(), fields, below: Vec::new() });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(open) = span.extensions_mut().get_mut::<Open>() {
            values.record(&mut open.fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        // The transport's own events are for those who look for its faults.
        let is_ours = event.metadata().target() == "api_core";
        let Some(span) = context.event_span(event).filter(|_| is_ours) else { return };
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut line = format!("· {}", event.metadata().name());
        for (name, value) in fields.0 {
            match (name, value.parse()) {
                // The span above has it in its name.
                ("endpoint", _) => {}
                ("seconds", Ok(seconds)) => _ = write!(line, " {}", length(seconds)),
                _ => _ = write!(line, " {name}={value}"),
            }
        }
        if let Some(open) = span.extensions_mut().get_mut::<Open>() {
            open.below.push(line);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        let Some(open) = span.extensions_mut().remove::<Open>() else { return };
        let name = open.fields.get("otel.name").unwrap_or(span.name());
        let mut line = name.to_owned();
        for (name, label) in SHOWN {
            if let Some(value) = open.fields.get(name) {
                _ = write!(line, "  {label}={value}");
            }
        }
        _ = write!(line, "  {}", length(open.begun.elapsed().as_secs_f64()));
        let below = open.below.into_iter().map(|line| format!("  {line}"));
        let lines = std::iter::once(line).chain(below);
        match span.parent() {
            Some(parent) => {
                if let Some(parent) = parent.extensions_mut().get_mut::<Open>() {
                    parent.below.extend(lines);
                }
            }
            None => self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(lines),
        }
    }
}

fn length(seconds: f64) -> String {
    format!("{:.1?}", Duration::from_secs_f64(seconds.max(0.0)))
}
