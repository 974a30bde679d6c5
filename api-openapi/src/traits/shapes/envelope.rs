//! The envelope: an object around most payloads of an API, with a member that tells success.
//!
//! It is one if at least half of the operations that respond with JSON, and at least two, have it: the
//! members are the same but for one, the payload; another tells success by a value (`code`, `ok` and
//! their like), which the description fixes or which everybody writes so.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::{Member, members};
use crate::document::{Place, Value};
use crate::model::{Api, Content, Kind, Operation, Scalar, Schema, Status};
use crate::traits::most_frequent;
use crate::traits::names::{ident, snake};
use crate::traits::types::Types;

const DISCRIMINANTS: &[&str] = &[
    "code",
    "errcode",
    "errorcode",
    "errno",
    "error_code",
    "err_code",
    "retcode",
    "ret",
    "ok",
    "success",
    "successful",
    "succeeded",
    "status",
];
const PAYLOADS: &[&str] =
    &["data", "result", "payload", "response", "results", "value", "content", "object", "body"];
const MESSAGES: &[&str] = &[
    "message",
    "msg",
    "errmsg",
    "error_message",
    "error_msg",
    "errormessage",
    "err_msg",
    "reason",
    "detail",
    "info",
    "error",
    "description",
];

/// An envelope.
#[derive(Clone, Debug)]
pub(crate) struct Wrapper {
    pub(crate) name: String,
    /// The names of all members but the payload, in order.
    members: Vec<String>,
    discriminant: String,
    /// As in `0`, `true` or `"ok"`.
    success: String,
    discriminant_type: &'static str,
    message: Option<String>,
    payload: String,
    docs: Option<String>,
}

/// The names of the members but the payload, and the payload's.
type Shape = (Vec<String>, String);

impl Wrapper {
    /// Looks for the envelope of the operations.
    pub(crate) fn find(
        api: &Api,
        operations: &[&Operation],
        stem: &str,
        types: &mut Types<'_>,
    ) -> Option<Self> {
        let mut with_json = 0usize;
        let mut found: IndexMap<Shape, Vec<&Schema>> = IndexMap::new();
        for schema in operations.iter().filter_map(|operation| success(operation)) {
            with_json += 1;
            let Some(members) = members(api, schema) else { continue };
            let payload = PAYLOADS.iter().find(|name| members.contains_key(**name));
            let Some(payload) = payload else { continue };
            let mut others: Vec<String> = members
                .keys()
                .filter(|name| *name != payload)
                .map(|name| (*name).to_owned())
                .collect();
            others.sort();
            found.entry((others, (*payload).to_owned())).or_default().push(schema);
        }
        // Of two that are as frequent, the first.
        let ((members_of, payload), schemas) =
            found.into_iter().rev().max_by_key(|(_, schemas)| schemas.len())?;
        let schema = *schemas.first()?;
        let found = members(api, schema)?;
        let discriminant = DISCRIMINANTS
            .iter()
            .find_map(|wanted| members_of.iter().find(|name| name.eq_ignore_ascii_case(wanted)))?;
        let values = schemas.iter().filter_map(|schema| {
            value_of_success(api, members(api, schema)?.get(discriminant.as_str())?)
        });
        let (success, discriminant_type) = most_frequent(values)?;
        let message = MESSAGES.iter().find_map(|wanted| {
            members_of.iter().find(|name| {
                name.eq_ignore_ascii_case(wanted)
                    && found.get(name.as_str()).is_some_and(|member| {
                        matches!(api.resolved(member.schema).kind, Kind::Text(_))
                    })
            })
        });
        let mut wrapper = Self {
            name: String::new(),
            discriminant: discriminant.clone(),
            success,
            discriminant_type,
            message: message.cloned(),
            members: members_of.clone(),
            payload,
            docs: None,
        };
        let fitting = operations.iter().filter(|operation| wrapper.fits(api, operation)).count();
        if fitting < 2 || fitting * 2 < with_json {
            return None;
        }
        let base = base(api, schema, &wrapper.discriminant).and_then(|(at, docs)| {
            wrapper.docs = docs;
            types.give_up(&at)
        });
        wrapper.name = base.unwrap_or_else(|| types.names.claim(&format!("{stem}Envelope"), ""));
        Some(wrapper)
    }

    /// `true` if all successes of an operation are in the envelope, and say so by its value.
    pub(crate) fn fits(&self, api: &Api, operation: &Operation) -> bool {
        let responses = || operation.responses.iter();
        let has_success = responses().any(|response| response.status.is_success());
        let successes = responses().filter(|response| match has_success {
            true => response.status.is_success(),
            false => response.status == Status::Default,
        });
        let mut contents = successes.filter_map(|response| {
            let json = response.contents.iter().find(|content| content.is_json());
            json.or(response.contents.first())
        });
        let fits = |content: &Content| {
            let schema = content.schema.as_ref().filter(|_| content.is_json());
            schema.is_some_and(|schema| self.payload(api, schema).is_some())
        };
        contents.next().is_some_and(fits) && contents.all(fits)
    }

    /// The payload of a response; `Some(None)` if it is in the envelope, and holds nothing.
    pub(crate) fn payload<'a>(
        &self,
        api: &'a Api,
        schema: &'a Schema,
    ) -> Option<Option<Member<'a>>> {
        let found = members(api, schema)?;
        if !self.members.iter().all(|name| found.contains_key(name.as_str())) {
            return None;
        }
        let others = found.keys().filter(|name| **name != self.payload).count();
        if others != self.members.len()
            || !self.is_success(api, found.get(self.discriminant.as_str())?)
        {
            return None;
        }
        let payload = found.get(self.payload.as_str()).copied();
        let nothing = |member: &Member<'_>| match &api.resolved(member.schema).kind {
            Kind::Any => true,
            Kind::Map(value) => matches!(value.kind, Kind::Any),
            _ => false,
        };
        Some(payload.filter(|member| !nothing(member)))
    }

    /// `true` of a discriminant that has the value of a success, or may have it.
    fn is_success(&self, api: &Api, member: &Member<'_>) -> bool {
        match value_of_success(api, member) {
            Some((success, ty)) if ty == self.discriminant_type => {
                let schema = api.resolved(member.schema);
                let is_open = matches!(schema.kind, Kind::Integer(_))
                    && member.schema.example.as_ref().or(schema.example.as_ref()).is_none();
                success == self.success || is_open
            }
            _ => false,
        }
    }

    /// `true` of the body of a failure that the envelope expresses.
    pub(crate) fn is_failure(&self, api: &Api, schema: &Schema) -> bool {
        let is_text = |member: &Member<'_>| {
            matches!(api.resolved(member.schema).kind, Kind::Text(_) | Kind::Enum(_) | Kind::Any)
        };
        members(api, schema).is_some_and(|found| {
            found.get(self.discriminant.as_str()).is_some_and(|member| {
                type_of(&api.resolved(member.schema).kind) == Some(self.discriminant_type)
            }) && self.message.iter().filter_map(|name| found.get(name.as_str())).all(is_text)
                && found.keys().all(|name| {
                    self.members.iter().any(|member| member == name) || *name == self.payload
                })
        })
    }

    /// The envelope as Rust.
    pub(crate) fn render(&self) -> String {
        let mut out = match &self.docs {
            Some(docs) => crate::traits::docs::comment(docs, 0, "///"),
            None => "/// The wrapper around the responses.\n".to_owned(),
        };
        let _ = writeln!(out, "#[derive(Envelope)]\npub struct {}<T> {{", self.name);
        let mut field = |attribute: String, name: &str, ty: &str| {
            let rust = snake(name);
            let rename = if rust == name { String::new() } else { format!(", rename = {name:?}") };
            let _ = writeln!(
                out,
                "    #[envelope({attribute}{rename})]\n    pub {}: {ty},",
                ident(&rust)
            );
        };
        field(format!("success = {}", self.success), &self.discriminant, self.discriminant_type);
        if let Some(message) = &self.message {
            field("message".to_owned(), message, "String");
        }
        field("payload".to_owned(), &self.payload, "T");
        out.push_str("}\n\n");
        out
    }
}

/// The schema of the JSON of the first documented success.
fn success(operation: &Operation) -> Option<&Schema> {
    let response = operation.responses.iter().find(|response| response.status.is_success())?;
    response.contents.iter().find(|content| content.is_json())?.schema.as_ref()
}

/// The component that has the members of the envelope, if responses are made of one.
fn base(api: &Api, schema: &Schema, discriminant: &str) -> Option<(Place, Option<String>)> {
    match &schema.kind {
        Kind::All(parts) => parts.iter().find_map(|part| match &part.kind {
            Kind::Reference(id) => {
                let named = api.named(*id)?;
                members(api, &named.schema)?.get(discriminant)?;
                Some((named.at.clone(), named.schema.description.clone()))
            }
            _ => None,
        }),
        Kind::Union { variants, .. } => base(api, variants.first()?, discriminant),
        _ => None,
    }
}

/// The type of a member of an envelope; none of one that is no scalar.
fn type_of(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Boolean => Some("bool"),
        Kind::Integer(_) => Some("i64"),
        Kind::Text(_) => Some("String"),
        Kind::Enum(choices) => match choices.first()?.value {
            Scalar::Text(_) => Some("String"),
            Scalar::Integer(_) => Some("i64"),
        },
        _ => None,
    }
}

/// The value that means success, and its type.
fn value_of_success(api: &Api, member: &Member<'_>) -> Option<(String, &'static str)> {
    let schema = api.resolved(member.schema);
    let example = member.schema.example.as_ref().or(schema.example.as_ref());
    match &schema.kind {
        Kind::Enum(choices) => {
            let usual = |choice: &&crate::model::Choice| match &choice.value {
                Scalar::Integer(value) => *value == 0,
                Scalar::Text(text) => {
                    ["ok", "success", "succeeded"].contains(&text.to_ascii_lowercase().as_str())
                }
            };
            let choice = match &**choices {
                [one] => one,
                several => several.iter().find(usual)?,
            };
            Some(match &choice.value {
                Scalar::Text(text) => (format!("{text:?}"), "String"),
                Scalar::Integer(value) => (value.to_string(), "i64"),
            })
        }
        Kind::Boolean => Some(("true".to_owned(), "bool")),
        Kind::Integer(_) => Some((
            match example {
                Some(Value::Number(number))
                    if number.as_i64().is_some_and(|n| n == 200 || n == 1) =>
                {
                    number.to_string()
                }
                _ => "0".to_owned(),
            },
            "i64",
        )),
        Kind::Text(_) => match example {
            Some(Value::Text(text)) => Some((format!("{text:?}"), "String")),
            _ => None,
        },
        _ => None,
    }
}
