//! Parameters outside of the body.

use std::collections::BTreeMap;

use super::operations::{constants, letters};
use super::{Checker, Way};
use crate::document::Value;
use crate::model::{
    Additional, Api, Kind, Location, Operation, Parameter, Schema, Style, placeholders, plain_name,
};

/// A parameter, or a member of one that is spread over the query.
#[derive(Clone, Copy)]
struct Sent<'a> {
    of: &'a Parameter,
    name: &'a str,
    required: bool,
    deprecated: bool,
    schema: &'a Schema,
}

impl<'a> Sent<'a> {
    fn of(parameter: &'a Parameter) -> Self {
        Self {
            of: parameter,
            name: &parameter.name,
            required: parameter.required,
            deprecated: parameter.deprecated,
            schema: &parameter.schema,
        }
    }
}

impl<'a> Checker<'a> {
    pub(super) fn parameters(&mut self, now: &'a Operation, then: &'a Operation) {
        let [all_new, all_old] = sent(now, then);
        let new_parameters = spread(self.new, &all_new, &all_old);
        let old_parameters = spread(self.old, &all_old, &all_new);
        let same = |new: &Sent<'_>, old: &Sent<'_>| same(new, old, now, then);
        let mut added: Vec<Sent<'a>> = new_parameters
            .iter()
            .copied()
            .filter(|new| !old_parameters.iter().any(|old| same(new, old)))
            .collect();
        for old in &old_parameters {
            self.at.part = format!("{} `{}`", old.of.location.word(), old.name);
            if let Some(new) = new_parameters.iter().find(|new| same(new, old)) {
                self.parameter(new, old);
                continue;
            }
            let respelled = added.iter().position(|new| is_respelled(new, old));
            let elsewhere = || added.iter().position(|new| new.name.eq_ignore_ascii_case(old.name));
            match respelled.or_else(elsewhere).map(|at| added.remove(at)) {
                Some(new) if new.of.location == old.of.location => {
                    self.breaks(&new.of.at, format!("it is called `{}`", new.name));
                    self.parameter(&new, old);
                }
                Some(new) => {
                    let message = format!("it is sent in the {}", new.of.location.word());
                    self.breaks(&new.of.at, message);
                }
                None => self.breaks(&now.at, "it is gone"),
            }
        }
        for new in added {
            self.at.part = format!("{} `{}`", new.of.location.word(), new.name);
            match new.required {
                true => self.breaks(&new.of.at, "it is required, and not sent"),
                false => self.notes(&new.of.at, "it is new, and optional"),
            }
        }
        self.at.part.clear();
    }

    fn parameter(&mut self, new: &Sent<'a>, old: &Sent<'a>) {
        let at = &new.of.at;
        match (new.required, old.required) {
            (true, false) => self.breaks(at, "it is required"),
            (false, true) => self.notes(at, "it is optional"),
            _ => {}
        }
        if new.deprecated && !old.deprecated {
            self.notes(at, "it is deprecated");
        }
        let has_style = has_style(self.new, new.schema);
        let scalar_before = is_scalar(self.old, old.schema);
        let json = |style: Style| style == Style::Json;
        let (style, before) = (new.of.style, old.of.style);
        let differs = style != before
            && !is_in_brackets(new, old)
            && !is_in_brackets(old, new)
            && (has_style && !scalar_before || json(style) != json(before))
            || style != before && (has_signs(style) || has_signs(before));
        if differs {
            let words = |style: Style| match (style, new.of.location) {
                // A path and a header have the values alone.
                (Style::Csv, Location::Path | Location::Header) => "`1,2`",
                (other, _) => other.words(),
            };
            let message = format!("it is written as {}, not {}", words(style), words(before));
            self.breaks(at, message);
        }
        self.extensions_of_parameter(new.of, old.of);
        let (now, then) = match json(style) {
            true => (new.schema, old.schema),
            false => {
                let is_strict = self.is_strict();
                (written(self.new, new.schema, is_strict), written(self.old, old.schema, is_strict))
            }
        };
        // An `Option` that is null is not sent.
        self.schema(now, then, Way::Request, true);
    }
}

/// The parameters of both sides. One that the path of either has as a constant is no parameter of the other.
fn sent<'a>(now: &'a Operation, then: &'a Operation) -> [Vec<Sent<'a>>; 2] {
    let in_paths = [now, then].map(|operation| match operation.path.contains('?') {
        true => constants(operation),
        false => BTreeMap::new(),
    });
    let in_path = |parameter: &Parameter| {
        let value = parameter.extensions.constant.as_ref().and_then(Value::as_text);
        let is_it = |own: &String| value.is_some_and(|value| own == value);
        parameter.location == Location::Query
            && in_paths.iter().any(|all| all.get(&parameter.name).is_some_and(is_it))
    };
    [now, then].map(|operation| {
        let all = operation.parameters.iter().filter(|it| counts(it) && !in_path(it));
        all.map(Sent::of).collect()
    })
}

/// The parameters, with the members of an object that is spread over the query in place of the object: they
/// alone are sent. An object that the other side has under its name stays whole.
fn spread<'a>(api: &'a Api, own: &[Sent<'a>], other: &[Sent<'a>]) -> Vec<Sent<'a>> {
    let members = |sent: &Sent<'a>| match &api.resolved(sent.schema).kind {
        Kind::Object(object)
            if sent.of.location == Location::Query
                && sent.of.style == Style::Repeat
                && !matches!(object.additional, Additional::Schema(_))
                && !other.iter().any(|it| it.name == sent.name) =>
        {
            Some(&object.properties)
        }
        _ => None,
    };
    let mut all = Vec::new();
    for sent in own {
        let Some(members) = members(sent) else {
            all.push(*sent);
            continue;
        };
        all.extend(members.iter().map(|(name, member)| Sent {
            of: sent.of,
            name,
            required: sent.required && member.required,
            deprecated: sent.deprecated || member.schema.deprecated,
            schema: &member.schema,
        }));
    }
    all
}

/// `true` of a style that has signs even around a scalar.
fn has_signs(style: Style) -> bool {
    matches!(style, Style::Label | Style::Matrix)
}

/// `true` of a value that is written by a style: one that has elements or members, or may have them.
pub(super) fn has_style(api: &Api, schema: &Schema) -> bool {
    let is_more = |schema: &Schema| {
        matches!(
            &api.resolved(schema).kind,
            Kind::List(_) | Kind::Tuple(_) | Kind::Object(_) | Kind::Map(_) | Kind::All(_)
        )
    };
    match &api.resolved(schema).kind {
        Kind::Union { variants, .. } => variants.iter().any(|variant| {
            is_more(variant) || matches!(api.resolved(variant).kind, Kind::Union { .. })
        }),
        _ => is_more(schema),
    }
}

fn is_scalar(api: &Api, schema: &Schema) -> bool {
    matches!(
        api.resolved(schema).kind,
        Kind::Boolean | Kind::Integer(_) | Kind::Number { .. } | Kind::Text(_) | Kind::Enum(_)
    )
}

/// The schema of what is written outside of JSON: an integer or a text is any text there. A trait may pass on
/// a text of some format as any, too.
fn written<'a>(api: &'a Api, schema: &'a Schema, is_strict: bool) -> &'a Schema {
    let Kind::Union { variants, .. } = &api.resolved(schema).kind else { return schema };
    let any_text = variants.iter().find(|variant| {
        let text = api.resolved(variant);
        let is_any = text.format.is_none() && text.limits.is_empty();
        matches!(text.kind, Kind::Text(_)) && (is_any || !is_strict)
    });
    any_text.filter(|_| variants.iter().all(|it| is_scalar(api, it))).unwrap_or(schema)
}

/// OpenAPI says that these are to be ignored.
fn counts(parameter: &Parameter) -> bool {
    parameter.location != Location::Header
        || !["accept", "content-type", "authorization"]
            .contains(&parameter.name.to_ascii_lowercase().as_str())
}

/// `true` if both are the same parameter. The name of a placeholder is not sent, so its position counts.
fn same(new: &Sent<'_>, old: &Sent<'_>, now: &Operation, then: &Operation) -> bool {
    if new.of.location != old.of.location {
        return false;
    }
    match new.of.location {
        Location::Path => {
            let position = |operation: &Operation, name: &str| {
                placeholders(&operation.path).position(|n| n == name || plain_name(n) == name)
            };
            position(now, new.name) == position(then, old.name)
        }
        Location::Header => new.name.eq_ignore_ascii_case(old.name),
        _ => new.name == old.name || in_brackets(new, old) || in_brackets(old, new),
    }
}

/// `true` of `ids[]`, and of `ids` whose elements are written so: `deepObject` of a list.
fn in_brackets(a: &Sent<'_>, b: &Sent<'_>) -> bool {
    b.of.style == Style::Deep && is_in_brackets(a, b)
}

/// `true` of `ids[]` and `ids`.
fn is_in_brackets(a: &Sent<'_>, b: &Sent<'_>) -> bool {
    a.name.strip_suffix("[]") == Some(b.name)
}

/// `true` of one name in two spellings, at one place.
fn is_respelled(new: &Sent<'_>, old: &Sent<'_>) -> bool {
    new.of.location == old.of.location
        && new.name != old.name
        && letters(new.name) == letters(old.name)
}
