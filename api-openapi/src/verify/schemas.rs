//! Types.

use super::{Checker, DEPTH, Way};
use crate::document::Place;
use crate::model::{Choice, Choices, Kind, Schema};

impl<'a> Checker<'a> {
    /// Compares two schemas. `absent` is true where the old one is `None` by being left out, so that its
    /// null is never sent.
    pub(super) fn schema(&mut self, new: &'a Schema, old: &'a Schema, way: Way, absent: bool) {
        let mut nullable = (new.nullable, old.nullable);
        let (mut now, mut then) = (new, old);
        let mut ids = (None, None);
        for _ in 0..32 {
            let Kind::Reference(id) = &now.kind else { break };
            let Some(named) = self.new.named(*id) else { break };
            ids.0 = ids.0.or(Some(*id));
            now = &named.schema;
            nullable.0 |= now.nullable;
        }
        for _ in 0..32 {
            let Kind::Reference(id) = &then.kind else { break };
            let Some(named) = self.old.named(*id) else { break };
            ids.1 = ids.1.or(Some(*id));
            then = &named.schema;
            nullable.1 |= then.nullable;
        }
        match (way, nullable) {
            (Way::Request, (false, true)) if !absent && !is_anything(&now.kind) => {
                self.breaks(&new.at, "it is not null");
            }
            (Way::Response, (true, false)) if !is_anything(&then.kind) => {
                self.breaks(&new.at, "it may be null");
            }
            (Way::Request, (true, false)) if !absent => self.notes(&new.at, "it may be null"),
            (Way::Response, (false, true)) if !absent && !is_anything(&now.kind) => {
                self.notes(&new.at, "it is never null");
            }
            _ => {}
        }
        if now.deprecated && !then.deprecated {
            self.notes(&new.at, "it is deprecated");
        }
        let (Some(new), Some(old)) = ids else {
            // A type that holds itself may meet one without a name again and again.
            let pair = (std::ptr::from_ref(now), std::ptr::from_ref(then), way);
            if self.active.insert(pair) {
                self.kinds(now, then, way);
                self.active.remove(&pair);
            }
            return;
        };
        let pair = (new, old, way);
        if self.equal.contains(&pair) || !self.seen.insert(pair) {
            return;
        }
        if self.depth == DEPTH {
            let message =
                format!("more than {DEPTH} types within each other, which are not compared");
            self.breaks(&now.at, message);
            return;
        }
        let before = self.found.len();
        self.depth += 1;
        self.kinds(now, then, way);
        self.depth -= 1;
        if self.found.len() == before {
            self.equal.insert(pair);
        }
    }

    fn kinds(&mut self, new: &'a Schema, old: &'a Schema, way: Way) {
        match (&new.kind, &old.kind) {
            (Kind::Any, Kind::Any) => {}
            // What a trait leaves open, its callers choose.
            (Kind::Any, _) | (_, Kind::Any) if !self.is_strict() => {}
            (Kind::Any, then) => self.opened(&new.at, then, way),
            (now, Kind::Any) => self.narrowed(&new.at, now, way),
            _ if let Some((now, then)) = json_texts(new, old) => {
                if let Some((now, then)) = now.zip(then) {
                    self.schema(now, then, way, false);
                }
            }
            (Kind::Union { .. }, _) | (_, Kind::Union { .. }) => self.unions(new, old, way),
            (
                Kind::Object(_) | Kind::All(_) | Kind::Map(_),
                Kind::Object(_) | Kind::All(_) | Kind::Map(_),
            ) => {
                self.objects(new, old, way);
            }
            (Kind::List(now), Kind::List(then)) => {
                self.within("[]", |checker| checker.schema(now, then, way, false));
                self.limits(new, old, way);
            }
            (Kind::Tuple(now), Kind::Tuple(then)) if now.len() == then.len() => {
                for (index, (now, then)) in now.iter().zip(then).enumerate() {
                    let step = format!("[{index}]");
                    self.within(&step, |checker| checker.schema(now, then, way, false));
                }
            }
            (Kind::Tuple(_) | Kind::List(_), Kind::Tuple(_) | Kind::List(_)) => {
                self.lengths(new, old, way);
            }
            (Kind::Enum(now), Kind::Enum(then)) => self.enums(new, now, then, way),
            (Kind::Enum(choices), other) if kind_of(choices) == word_of(other) => {
                self.closed(&new.at, choices, way);
            }
            (other, Kind::Enum(choices)) if kind_of(choices) == word_of(other) => {
                let message = format!("it is {} of any value, not one of an enum", word_of(other));
                match way {
                    Way::Request => self.notes(&new.at, message),
                    Way::Response => self.breaks(&new.at, message),
                }
            }
            (Kind::Integer(now), Kind::Integer(then)) => {
                self.widths(new, old, *now, *then, way);
                self.limits(new, old, way);
            }
            (Kind::Number { .. }, Kind::Integer(_)) if way == Way::Request => {
                self.notes(&new.at, "it is a number, not an integer");
            }
            (Kind::Integer(_), Kind::Number { .. }) if way == Way::Response => {
                self.notes(&new.at, "it is an integer, not a number");
            }
            (now, then) if word_of(now) == word_of(then) => {
                self.formats(new, old, way);
                self.limits(new, old, way);
            }
            (now, then) => {
                self.breaks(&new.at, format!("it is {}, not {}", word_of(now), word_of(then)));
            }
        }
    }

    /// Compares lists of which one at least has a fixed length.
    fn lengths(&mut self, new: &'a Schema, old: &'a Schema, way: Way) {
        // The side that takes the value must take any length of it.
        let (wider, message) = match (&new.kind, &old.kind) {
            (Kind::Tuple(now), Kind::Tuple(then)) => {
                let message = format!("it has {} elements, not {}", now.len(), then.len());
                (None, message)
            }
            (Kind::Tuple(now), _) => {
                let message = format!("it has {} elements, and might have any number", now.len());
                (Some(Way::Response), message)
            }
            (_, Kind::Tuple(then)) => {
                let message = format!("it has any number of elements, not {}", then.len());
                (Some(Way::Request), message)
            }
            _ => return,
        };
        // A trait leaves the number of elements to its callers.
        match wider == Some(way) || !self.is_strict() {
            true => self.notes(&new.at, message),
            false => self.breaks(&new.at, message),
        }
        let pairs: Vec<(&'a Schema, &'a Schema)> = match (&new.kind, &old.kind) {
            (Kind::Tuple(now), Kind::Tuple(then)) => now.iter().zip(then).collect(),
            (Kind::Tuple(now), Kind::List(then)) => now.iter().map(|it| (it, &**then)).collect(),
            (Kind::List(now), Kind::Tuple(then)) => then.iter().map(|it| (&**now, it)).collect(),
            _ => Vec::new(),
        };
        for (index, (now, then)) in pairs.into_iter().enumerate() {
            let step = format!("[{index}]");
            self.within(&step, |checker| checker.schema(now, then, way, false));
        }
    }

    /// Of a value that is one of an enum now.
    fn closed(&mut self, at: &Place, choices: &Choices, way: Way) {
        let values: Vec<String> =
            choices.iter().map(|choice| format!("`{}`", choice.value)).collect();
        let message = format!("it is one of {}", values.join(", "));
        // What is sent may be none of them; a trait may leave that to its callers.
        match way == Way::Request && self.is_strict() {
            true => self.breaks(at, message),
            false => self.notes(at, message),
        }
    }

    /// Of a value that may be anything now.
    pub(super) fn opened(&mut self, at: &Place, then: &Kind, way: Way) {
        let message = format!("it may be anything, not only {}", word_of(then));
        match way {
            Way::Request => self.notes(at, message),
            Way::Response => self.breaks(at, message),
        }
    }

    /// Of a value that might have been anything.
    pub(super) fn narrowed(&mut self, at: &Place, now: &Kind, way: Way) {
        let message = format!("it is {}, and might have been anything", word_of(now));
        match way {
            Way::Request => self.breaks(at, message),
            Way::Response => self.notes(at, message),
        }
    }

    fn enums(&mut self, new: &'a Schema, now: &'a [Choice], then: &'a [Choice], way: Way) {
        for old in then {
            if now.iter().any(|choice| choice.value == old.value) {
                continue;
            }
            let message = format!("the value `{}` is gone", old.value);
            match way {
                Way::Request => self.breaks(&new.at, message),
                Way::Response => self.notes(&new.at, message),
            }
        }
        for choice in now {
            if then.iter().any(|old| old.value == choice.value) {
                continue;
            }
            let message = format!("the value `{}` is new", choice.value);
            match way {
                Way::Request => self.notes(&new.at, message),
                Way::Response => self.breaks(&new.at, message),
            }
        }
    }
}

/// `true` of any JSON, and of a union with a variant that is.
pub(super) fn is_anything(kind: &Kind) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Union { variants, .. } => variants.iter().any(|it| matches!(it.kind, Kind::Any)),
        _ => false,
    }
}

/// The schemas inside of two texts of JSON. A member of a form that is an object is such a text, and may be
/// described as either. None if neither is one, or only one of two texts.
fn json_texts<'s>(
    new: &'s Schema,
    old: &'s Schema,
) -> Option<(Option<&'s Schema>, Option<&'s Schema>)> {
    let is_text = |schema: &Schema| matches!(schema.kind, Kind::Text(_));
    let holds = |schema: &Schema| is_text(schema) && is_json(schema);
    match (holds(new), holds(old)) {
        (true, true) => Some((new.content.as_deref(), old.content.as_deref())),
        (true, false) if !is_text(old) => Some((new.content.as_deref(), Some(old))),
        (false, true) if !is_text(new) => Some((Some(new), old.content.as_deref())),
        _ => None,
    }
}

/// `true` of a text that holds JSON.
fn is_json(schema: &Schema) -> bool {
    schema.format.as_deref() == Some("json")
}

fn kind_of(choices: &[Choice]) -> &'static str {
    match choices.first().map(|choice| &choice.value) {
        Some(crate::model::Scalar::Integer(_)) => "an integer",
        _ => "a text",
    }
}

/// The word of a message for a kind.
pub(super) fn word_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Any | Kind::Reference(_) => "anything",
        Kind::Boolean => "a truth value",
        Kind::Integer(_) => "an integer",
        Kind::Number { .. } => "a number",
        Kind::Text(_) => "a text",
        Kind::Enum(choices) => kind_of(choices),
        Kind::List(_) | Kind::Tuple(_) => "a list",
        Kind::Map(_) | Kind::Object(_) | Kind::All(_) => "an object",
        Kind::Union { .. } => "one of several types",
    }
}
