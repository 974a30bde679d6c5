//! Parameters outside of the body.

use super::{Checker, Way};
use crate::model::{Kind, Location, Operation, Parameter, Style, placeholders, plain_name};

impl<'a> Checker<'a> {
    pub(super) fn parameters(&mut self, now: &'a Operation, then: &'a Operation) {
        let of = |operation: &'a Operation| operation.parameters.iter().filter(|it| counts(it));
        let mut added: Vec<&Parameter> =
            of(now).filter(|new| !of(then).any(|old| same(new, old, now, then))).collect();
        for old in of(then) {
            self.at.part = format!("{} `{}`", old.location.word(), old.name);
            if let Some(new) = of(now).find(|new| same(new, old, now, then)) {
                self.parameter(new, old);
                continue;
            }
            let respelled = added.iter().position(|new| is_respelled(new, old));
            let elsewhere =
                || added.iter().position(|new| new.name.eq_ignore_ascii_case(&old.name));
            match respelled.or_else(elsewhere).map(|at| added.remove(at)) {
                Some(new) if new.location == old.location => {
                    self.breaks(&new.at, format!("it is called `{}`", new.name));
                    self.parameter(new, old);
                }
                Some(new) => {
                    let message = format!("it is sent in the {}", new.location.word());
                    self.breaks(&new.at, message);
                }
                None => self.breaks(&now.at, "it is gone"),
            }
        }
        for new in added {
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
        if new.deprecated && !old.deprecated {
            self.notes(&new.at, "it is deprecated");
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
        let brackets = |a: &Parameter, b: &Parameter| {
            a.name != b.name && a.name.strip_suffix("[]") == Some(b.name.as_str())
        };
        let differs = new.style != old.style
            && !brackets(new, old)
            && !brackets(old, new)
            && (has_style && !scalar_before || json(new.style) != json(old.style))
            || (matches!(new.style, Style::Label | Style::Matrix) && new.style != old.style);
        if differs {
            let message =
                format!("it is written as {}, not {}", new.style.words(), old.style.words());
            self.breaks(&new.at, message);
        }
        // An `Option` that is null is not sent.
        self.schema(&new.schema, &old.schema, Way::Request, true);
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
        _ => new.name == old.name || in_brackets(new, old) || in_brackets(old, new),
    }
}

/// `true` of `ids[]`, and of `ids` whose elements are written so: `deepObject` of a list.
fn in_brackets(a: &Parameter, b: &Parameter) -> bool {
    b.style == Style::Deep && a.name.strip_suffix("[]") == Some(b.name.as_str())
}

/// `true` of one name in two spellings, at one place.
fn is_respelled(new: &Parameter, old: &Parameter) -> bool {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    new.location == old.location && new.name != old.name && plain(&new.name) == plain(&old.name)
}
