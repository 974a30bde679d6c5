//! The types of failures.
//!
//! Most operations of an API fail in the same ways, so one enum has them: for each status the body that
//! most operations document. An operation whose bodies differ gets an enum of its own. One that documents
//! no body where the others have one differs, too: a response without a body would not be read as theirs.
//! Those that document a status or two without a body share an enum that is called after these statuses.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::responses::Held;
use super::statuses::variant;
use super::{Builder, Method};
use crate::document::Place;
use crate::model::{Api, Kind, Operation, Response, Status};
use crate::traits::docs;
use crate::traits::types::{ItemBody, Types};

/// The failures that most operations of the API have.
pub(crate) struct Failures {
    pub(crate) name: String,
    common: Common,
    /// The types, once they are made.
    rust: BTreeMap<Status, Held>,
    used: bool,
    /// The enums of a status or two without bodies.
    bare: BTreeMap<Vec<Status>, String>,
    /// The enums of a description that is made from traits, by what they are made of.
    exact: Vec<(Variants, String)>,
}

/// The place of the schema of each status; none of a status without a body.
type Common = BTreeMap<Status, Option<Place>>;

/// The body and the docs of each status.
type Variants = BTreeMap<Status, (Held, Option<String>)>;

/// The documented failures of an operation. The statuses of one class are the default, if there is no
/// other.
fn failures<'o>(types: &Types<'_>, operation: &'o Operation) -> Vec<(Status, &'o Response)> {
    let has_success = operation.responses.iter().any(|response| {
        response.status.is_success()
            || matches!(response.status, Status::Code(301 | 302 | 303 | 307 | 308))
    });
    let is_raw = |operation: &Operation| types.api.is_of_traits && operation.responses.len() == 1;
    let failures = operation.responses.iter().filter(|response| match response.status {
        Status::Code(200..=299) | Status::Range(1..=3) => false,
        // The description names no other response.
        Status::Code(100..=199) => !has_success,
        // A description of ours has them among the successes.
        Status::Code(300..=399) if types.api.is_of_traits => false,
        Status::Code(301 | 302 | 303 | 307 | 308) => {
            operation.responses.iter().any(|r| r.status.is_success())
        }
        Status::Default => has_success,
        Status::Code(_) | Status::Range(_) => true,
    });
    // What the envelope expresses is an error anyway.
    let enveloped = |response: &&Response| {
        let content = response.contents.iter().find(|content| content.is_json());
        let schema = content.and_then(|content| content.schema.as_ref());
        let declared = schema
            .is_some_and(|schema| types.declared.iter().any(|it| it.is_failure(types.api, schema)));
        declared
            || operation.extensions.is_none(response.status)
            || is_raw(operation)
            || types.wrapper_of(operation).is_some_and(|wrapper| {
                let content = response.contents.iter().find(|content| content.is_json());
                let schema = content.and_then(|content| content.schema.as_ref());
                schema.is_some_and(|schema| wrapper.is_failure(types.api, schema))
            })
    };
    failures.filter(|r| !enveloped(r)).map(|response| (response.status, response)).collect()
}

/// The words of a description of ours for a response, beyond the name of its status.
pub(super) fn docs_of(response: &Response) -> Option<String> {
    let docs = response.description.clone().filter(|docs| *docs != "A failure.")?;
    // "Not Found" says no more than `NotFound` does.
    let letters: String = docs.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_name = letters == variant(response.status) && response.status != Status::Code(200);
    (!is_name && docs != "OK").then_some(docs)
}

/// The mark that tells one body from another: the type that a reference leads to, or its own place.
fn key(api: &Api, response: &Response) -> Option<Place> {
    let Some(content) = response.contents.iter().find(|content| content.is_json()) else {
        // A text, or bytes: no other operation has the same.
        return response.contents.first().map(|content| content.at.clone());
    };
    let schema = content.schema.as_ref()?;
    match &schema.kind {
        Kind::Reference(id) => api.named(*id).map(|named| named.at.clone()),
        Kind::Any => None,
        _ => Some(schema.at.clone()),
    }
}

/// The bodies that an operation documents.
fn keys(types: &Types<'_>, operation: &Operation) -> Common {
    let all = failures(types, operation).into_iter();
    all.map(|(status, response)| (status, key(types.api, response))).collect()
}

/// `true` of a status that an operation has no response of its own for: that of its class, or the default, has
/// another body than `body`.
fn is_misread(own: &Common, status: Status, body: &Option<Place>) -> bool {
    let Status::Code(code) = status else { return false };
    let others = [Status::Range(code / 100), Status::Default];
    let other = others.iter().find_map(|other| own.get(other));
    !own.contains_key(&status) && other.is_some_and(|other| other != body)
}

/// True if more than one class of statuses, or one and the default, are documented as such.
fn has_several_classes(own: &[(Status, &Response)]) -> bool {
    let ranges = own.iter().filter(|(status, _)| matches!(status, Status::Range(_))).count();
    let has_default = own.iter().any(|(status, _)| *status == Status::Default);
    ranges + usize::from(has_default) > 1
}

/// True if a class of statuses has another body than the last one.
fn classes_differ(statuses: &BTreeMap<Status, Held>) -> bool {
    let mut classes = statuses.iter().filter(|(status, _)| !matches!(status, Status::Code(_)));
    classes.any(|(_, held)| statuses.values().next_back() != Some(held))
}

impl Failures {
    /// Looks for what most of the operations document.
    pub(crate) fn new(name: String, types: &Types<'_>, operations: &[&Operation]) -> Self {
        let mut counts: BTreeMap<Status, HashMap<Option<Place>, (usize, usize)>> = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate() {
            for (status, response) in failures(types, operation) {
                // No failure, and of few operations.
                if matches!(status, Status::Code(100..=199)) {
                    continue;
                }
                let seen = counts.entry(status).or_default();
                let entry = seen.entry(key(types.api, response)).or_insert((0, index));
                entry.0 += 1;
            }
        }
        let mut common: Common = counts
            .into_iter()
            .map(|(status, keys)| {
                // Of two that are as frequent, the first. None counts only where there is no other.
                let best = keys.into_iter().max_by_key(|(key, (count, first))| {
                    (key.is_some(), *count, std::cmp::Reverse(*first))
                });
                (status, best.and_then(|(key, _)| key))
            })
            .collect();
        let all: Vec<Common> = operations.iter().map(|operation| keys(types, operation)).collect();
        // A status of a few would be read in place of the default of the others.
        common.retain(|status, body| {
            let has = all.iter().filter(|own| own.get(status) == Some(body)).count();
            let misreads = all.iter().filter(|own| is_misread(own, *status, body)).count();
            misreads <= has
        });
        Self {
            name,
            common,
            rust: BTreeMap::new(),
            used: false,
            bare: BTreeMap::new(),
            exact: Vec::new(),
        }
    }

    /// Gives a method the type of its failures.
    pub(crate) fn give(
        &mut self,
        types: &mut Types<'_>,
        operation: &Operation,
        trait_name: &str,
        home: usize,
        method: Method,
    ) -> Method {
        let own = failures(types, operation);
        if own.is_empty() {
            return method;
        }
        let name = method.name.clone();
        let stem = method.stem.clone();
        let mut builder = Builder::new(types, operation, trait_name, home, name, stem);
        builder.method = method;
        if builder.method.is_exact {
            let name = self.exact(&mut builder, &own, home);
            builder.method.failure = Some(name);
            return builder.method;
        }
        let fits = self.fits(builder.types, operation, &own);
        let mut statuses: BTreeMap<Status, Held> = BTreeMap::new();
        for (status, response) in &own {
            if fits && self.rust.get(status).is_some_and(|held| *held != Held::Nothing) {
                continue;
            }
            let held = builder.held(response, &format!("Error{}", status.word()));
            statuses.insert(*status, held);
        }
        if has_several_classes(&own) && classes_differ(&statuses) {
            let message = "several classes of statuses have bodies of their own; the last is kept";
            builder.loss(&operation.at, message.to_owned());
        }
        if fits {
            for (status, held) in statuses {
                let place = self.rust.entry(status).or_insert(Held::Nothing);
                if *place == Held::Nothing {
                    *place = held;
                }
            }
            self.used = true;
            builder.method.failure = Some(self.name.clone());
        } else if let Some(name) = bare_name(&statuses) {
            builder.method.failure = Some(self.bare(builder.types, &statuses, &name));
        } else {
            let name = builder.types.names.claim(&format!("{}Error", builder.method.stem), "");
            let body = body(builder.types, &statuses, |_| None);
            let docs = format!("The failures of `{trait_name}::{}`.", builder.method.name);
            builder.types.add_statuses(name.clone(), Some(home), body, Some(docs));
            builder.method.failure = Some(name);
        }
        builder.method
    }

    /// The enum for a method of a description that is made from traits: one for all that have the same.
    fn exact(
        &mut self,
        builder: &mut Builder<'_, '_>,
        own: &[(Status, &Response)],
        home: usize,
    ) -> String {
        let held = |(status, response): &(Status, &Response)| {
            let held = builder.held(response, &format!("Error{status}"));
            (*status, (held, docs_of(response)))
        };
        let variants: Variants = own.iter().map(held).collect();
        if let Some((_, name)) = self.exact.iter().find(|(known, _)| *known == variants) {
            return name.clone();
        }
        let name = builder.types.names.claim(&format!("{}Error", builder.method.stem), "");
        let held = variants.iter().map(|(status, (held, _))| (*status, held.clone()));
        let body = body(builder.types, &held.collect(), |status| {
            variants.get(&status).and_then(|(_, docs)| docs.clone())
        });
        builder.types.add_statuses(name.clone(), Some(home), body, None);
        self.exact.push((variants, name.clone()));
        name
    }

    /// True if the common enum has all that an operation documents, and reads nothing of it wrongly.
    fn fits(&self, types: &Types<'_>, operation: &Operation, own: &[(Status, &Response)]) -> bool {
        let has = own.iter().all(|(status, response)| {
            let key = key(types.api, response);
            let is_any = key.is_none() && !response.contents.is_empty();
            is_any || self.common.get(status) == Some(&key)
        });
        let documented = keys(types, operation);
        has && self.common.iter().all(|(status, body)| !is_misread(&documented, *status, body))
    }

    /// The enum of statuses without bodies, which is made for the first operation that has them.
    fn bare(
        &mut self,
        types: &mut Types<'_>,
        statuses: &BTreeMap<Status, Held>,
        name: &str,
    ) -> String {
        let known = self.bare.entry(statuses.keys().copied().collect());
        let make = || {
            let name = types.names.claim(name, "");
            let body = body(types, statuses, |_| None);
            let docs = "A call that failed, by a status that has no body.".to_owned();
            types.add_statuses(name.clone(), None, body, Some(docs));
            name
        };
        known.or_insert_with(make).clone()
    }

    /// Adds the enum that the operations share, if any uses it.
    pub(crate) fn define(self, types: &mut Types<'_>) {
        if !self.used {
            return;
        }
        let body = body(types, &self.rust, |_| None);
        let docs = "A call that failed, by status.".to_owned();
        types.add_statuses(self.name, None, body, Some(docs));
    }
}

/// The name of an enum of a status or two without bodies: `NotFoundOrConflictError`. It says all of them,
/// so it stays as it is when operations come and go.
fn bare_name(statuses: &BTreeMap<Status, Held>) -> Option<String> {
    let is_bare = |(status, held): (&Status, &Held)| {
        matches!(status, Status::Code(_)) && *held == Held::Nothing
    };
    let few = statuses.len() <= 2 && statuses.iter().all(is_bare);
    let names = statuses.keys().map(|status| variant(*status));
    few.then(|| format!("{}Error", names.collect::<Vec<_>>().join("Or")))
}

/// The variants, the one for all other statuses behind the ones that name theirs.
fn body(
    types: &Types<'_>,
    statuses: &BTreeMap<Status, Held>,
    docs: impl Fn(Status) -> Option<String>,
) -> ItemBody {
    let mut lines = String::new();
    let mut bodies = Vec::new();
    let mut has_default = false;
    let others = statuses.iter().rfind(|(status, _)| !matches!(status, Status::Code(_)));
    let codes = statuses.iter().filter(|(status, _)| matches!(status, Status::Code(_)));
    for (status, held) in codes.chain(others) {
        if let Some(text) = docs(*status) {
            lines.push_str(&docs::verbatim(&text, 4, "///"));
        }
        let _ = match status {
            Status::Code(code) => writeln!(lines, "    #[status({code})]"),
            Status::Range(_) | Status::Default => {
                has_default = true;
                writeln!(lines, "    #[status(default)]")
            }
        };
        let name = match status {
            Status::Range(_) => variant(Status::Default),
            other => variant(*other),
        };
        let words = match held {
            Held::Json(rust) => {
                bodies.push(rust.clone());
                types.ty(rust)
            }
            Held::Text => "Text".to_owned(),
            Held::Bytes => "Bytes".to_owned(),
            Held::Nothing | Held::Events(_) | Held::Lines(_) => {
                let _ = writeln!(lines, "    {name},");
                continue;
            }
        };
        let _ = writeln!(lines, "    {name}({words}),");
    }
    let other = match has_default {
        true => "No response, or one that could not be read.",
        false => "No response, one that could not be read, or one of another status.",
    };
    let _ = writeln!(lines, "    /// {other}\n    #[other]\n    Call(api_core::Error),");
    ItemBody::Statuses { lines, bodies, derive: "StatusError" }
}
