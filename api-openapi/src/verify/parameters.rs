//! Parameters outside of the body.

use super::{Checker, Way};
use crate::model::{Kind, Location, Operation, Parameter, Style, placeholders, plain_name};

impl<'a> Checker<'a> {
    pub(super) fn parameters(&mut self, now: &'a Operation, then: &'a Operation) {
        for old in then.parameters.iter().filter(|parameter| counts(parameter)) {
            let found = now.parameters.iter().find(|new| same(new, old, now, then));
            self.at.part = format!("{} `{}`", old.location.word(), old.name);
            match found {
                Some(new) => self.parameter(new, old),
                None => {
                    let elsewhere = now
                        .parameters
                        .iter()
                        .find(|new| new.name.eq_ignore_ascii_case(&old.name) && counts(new));
                    match elsewhere {
                        Some(new) => {
                            let message = format!("it is sent in the {}", new.location.word());
                            self.breaks(&new.at, message);
                        }
                        None => self.breaks(&now.at, "it is gone"),
                    }
                }
            }
        }
        for new in now.parameters.iter().filter(|parameter| counts(parameter)) {
            let known = then.parameters.iter().any(|old| {
                same(new, old, now, then)
                    || (counts(old) && new.name.eq_ignore_ascii_case(&old.name))
            });
            if known {
                continue;
            }
            self.at.part = format!("{} `{}`", new.location.word(), new.name);
            match new.required {
                true => self.breaks(&new.at, "it is required, and not sent"),
                false => self.notes(&new.at, "it is new, and optional"),
            }
        }
        self.at.part.clear();
    }

    fn parameter(&mut self, new: &'a Parameter, old: &'a Parameter) {
        match (new.required, old.required) {
            (true, false) => self.breaks(&new.at, "it is required"),
            (false, true) => self.notes(&new.at, "it is optional"),
            _ => {}
        }
        let kind = &self.new.resolved(&new.schema).kind;
        let has_style = matches!(
            kind,
            Kind::List(_)
                | Kind::Tuple(_)
                | Kind::Object(_)
                | Kind::Map(_)
                | Kind::All(_)
                | Kind::Union { .. }
        );
        let scalar_before = matches!(
            self.old.resolved(&old.schema).kind,
            Kind::Boolean | Kind::Integer(_) | Kind::Number { .. } | Kind::Text(_) | Kind::Enum(_)
        );
        let json = |style: Style| style == Style::Json;
        let differs = new.style != old.style
            && (has_style && !scalar_before || json(new.style) != json(old.style))
            || (matches!(new.style, Style::Label | Style::Matrix) && new.style != old.style);
        if differs {
            let message =
                format!("it is written as {}, not {}", new.style.words(), old.style.words());
            self.breaks(&new.at, message);
        }
        // An `Option` that is null is not sent.
        let mut then = old.schema.clone();
        then.nullable = false;
        let resolved = &new.schema;
        self.schema(resolved, &old.schema, Way::Request, then.nullable);
    }
}

/// OpenAPI says that these are to be ignored.
fn counts(parameter: &Parameter) -> bool {
    parameter.location != Location::Header
        || !["accept", "content-type", "authorization"]
            .contains(&parameter.name.to_ascii_lowercase().as_str())
}

/// `true` if both are the same parameter. The name of a placeholder is not sent, so its position counts.
fn same(new: &Parameter, old: &Parameter, now: &Operation, then: &Operation) -> bool {
    if new.location != old.location {
        return false;
    }
    match new.location {
        Location::Path => {
            let position = |operation: &Operation, name: &str| {
                placeholders(&operation.path).position(|n| n == name || plain_name(n) == name)
            };
            position(now, &new.name) == position(then, &old.name)
        }
        Location::Header => new.name.eq_ignore_ascii_case(&old.name),
        _ => new.name == old.name,
    }
}
