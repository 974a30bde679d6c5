//! Envelopes as components, made from the tables that `#[derive(Envelope)]` fills.

use serde_json::{Map, Value, json};

use super::schema::Object;
use super::types::Types;
use crate::envelope::{Envelope, EnvelopeSpec, NoEnvelope, Success};

/// The name of an envelope, for its components.
#[derive(Clone, Copy, Debug)]
pub struct EnvelopeName {
    /// The name of the struct.
    pub name: &'static str,
    /// The path of the module that it is in.
    pub module: &'static str,
    /// Its doc comment.
    pub docs: &'static str,
}

/// An envelope that can be described. Derived.
pub trait DescribedEnvelope: Envelope {
    /// Its name; none where there is no wrapper.
    const NAME: Option<EnvelopeName>;
}

impl DescribedEnvelope for NoEnvelope {
    const NAME: Option<EnvelopeName> = None;
}

/// An envelope with its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrapper {
    spec: &'static EnvelopeSpec,
    name: EnvelopeName,
}

impl Wrapper {
    pub(super) fn of<E: DescribedEnvelope>() -> Option<Self> {
        Some(Self { spec: E::SPEC?, name: E::NAME? })
    }

    /// A success with a payload, or with none. An envelope that tells success by one of its members may
    /// come with a failure under the status of a success.
    pub(super) fn success(self, types: &mut Types, payload: Option<Payload>) -> Value {
        let own = self.component(types, false);
        let whole = match (payload, self.spec.payload) {
            (None, _) => own,
            (Some(payload), None) => json!({ "allOf": [own, payload.schema] }),
            (Some(payload), Some(member)) => {
                let mut beside = json!({ "type": "object" });
                put(&mut beside, member, payload.schema, !payload.optional);
                json!({ "allOf": [own, beside] })
            }
        };
        match self.spec.success {
            Success::Status => whole,
            _ => json!({ "oneOf": [whole, self.failure(types)] }),
        }
    }

    /// A failure.
    pub(super) fn failure(self, types: &mut Types) -> Value {
        self.component(types, true)
    }

    fn component(self, types: &mut Types, failed: bool) -> Value {
        let EnvelopeName { name, module, docs } = self.name;
        let path = format!("{module}::{name}");
        match failed {
            false => {
                types.declare(name, self.table());
                types.add(name.to_owned(), path, self.members(docs, false))
            }
            true => {
                let path = format!("the failures of {path}");
                let docs = format!("A failure in the envelope `{name}`.");
                types.add(format!("{name}Failure"), path, self.members(&docs, true))
            }
        }
    }

    /// The table that the envelope is opened by: what a schema cannot say of it.
    fn table(self) -> Value {
        let EnvelopeSpec { discriminant, code, message, retry_after, payload, .. } = *self.spec;
        let success = match self.spec.success {
            Success::Status => json!("status"),
            Success::Int(values) => json!({ "member": discriminant, "is": values }),
            Success::Text(values) => json!({ "member": discriminant, "is": values }),
            Success::Bool(value) => json!({ "member": discriminant, "is": [value] }),
            Success::Absent => json!({ "member": discriminant, "is": "absent" }),
            Success::Present => json!({ "member": discriminant, "is": "present" }),
        };
        let aliases: Map<String, Value> =
            self.spec.aliases.iter().map(|(a, b)| ((*a).to_owned(), json!(b))).collect();
        let expired = self.spec.expired.list();
        Object::default()
            .with("success", success)
            .with_some("default", self.spec.default.then_some(true))
            .with_some("code", code)
            .with_some("message", message)
            .with_some("retry_after", retry_after)
            .with_some("payload", payload)
            .with_some("expired", Some(expired).filter(|all| !all.is_empty()))
            .with_some("aliases", Some(aliases).filter(|all| !all.is_empty()))
            .into()
    }

    /// The members of the envelope itself.
    fn members(self, docs: &str, failed: bool) -> Value {
        let spec = self.spec;
        let words = Some(docs).filter(|docs| !docs.is_empty());
        let mut schema =
            Value::from(Object::default().with("type", "object").with_some("description", words));
        if let Some(rule) = rule(spec.success, failed) {
            put(&mut schema, spec.discriminant, rule, is_required(spec, failed));
        }
        if let Some(message) = spec.message {
            let words = match failed {
                true => json!({ "type": "string", "description": "What went wrong." }),
                false => json!({ "type": "string" }),
            };
            // Below the discriminant of a success, which is absent then, it is nowhere.
            if failed || !is_below(message, spec.discriminant) {
                put(&mut schema, message, words, false);
            }
        }
        if let Some(payload) = spec.payload.filter(|_| !failed) {
            put(&mut schema, payload, json!({ "description": "The payload." }), false);
        }
        if failed {
            if let Some(code) = spec.code {
                let code_schema = json!({ "type": ["integer", "string"], "description": "The code of the failure." });
                put(&mut schema, code, code_schema, false);
            }
            if let Some(member) = spec.retry_after {
                let wait = json!({
                    "type": ["number", "string"],
                    "description": "The seconds to wait before another call.",
                });
                put(&mut schema, member, wait, false);
            }
        }
        schema
    }
}

/// The payload of an envelope.
pub(super) struct Payload {
    pub(super) schema: Value,
    /// True if it may be missing.
    pub(super) optional: bool,
}

/// The schema of the member that tells success from failure, if one does.
fn rule(success: Success, failed: bool) -> Option<Value> {
    Some(match (success, failed) {
        (Success::Status, _) => return None,
        (Success::Int(good), false) => one_of(good, "integer"),
        (Success::Int(good), true) => {
            json!({ "type": "integer", "not": one_of(good, "integer"), "description": CODE })
        }
        (Success::Text(good), false) => one_of(good, "string"),
        (Success::Text(good), true) => {
            json!({ "type": "string", "not": one_of(good, "string"), "description": CODE })
        }
        (Success::Bool(good), failed) => json!({ "type": "boolean", "const": good != failed }),
        (Success::Absent, false) => json!({ "enum": [null, [], {}] }),
        (Success::Absent, true) => {
            json!({ "not": { "enum": [null, [], {}] }, "description": "What went wrong." })
        }
        (Success::Present, false) => json!({ "not": { "type": "null" } }),
        (Success::Present, true) => json!({ "type": "null" }),
    })
}

const CODE: &str = "The code of the failure.";

fn one_of<T: Copy + Into<Value>>(values: &[T], name: &str) -> Value {
    match values {
        [only] => json!({ "type": name, "const": (*only).into() }),
        all => {
            let all: Vec<Value> = all.iter().map(|value| (*value).into()).collect();
            json!({ "type": name, "enum": all })
        }
    }
}

/// True if the member that tells success is always there.
fn is_required(spec: &EnvelopeSpec, failed: bool) -> bool {
    match (spec.success, failed) {
        (Success::Absent, failed) => failed,
        (Success::Present, failed) => !failed,
        (_, failed) => failed || !spec.default,
    }
}

fn is_below(member: &str, above: &str) -> bool {
    member.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
}

/// Puts a member at a path of names and indices, with the objects and lists on the way.
fn put(schema: &mut Value, path: &str, member: Value, required: bool) {
    let (first, rest) = match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    if first.parse::<usize>().is_ok() {
        place(schema, "type", json!("array"));
        match rest {
            None => place(schema, "items", member),
            Some(rest) => put(slot(schema, "items"), rest, member, required),
        }
        return;
    }
    place(schema, "type", json!("object"));
    let properties = slot(schema, "properties");
    match rest {
        // A member below this one came first: `errors.0.message`, and then `errors`.
        None => {
            let whole = Object::from(member).0;
            let known = Object::from(slot(properties, first).take()).0;
            *slot(properties, first) = whole.into_iter().chain(known).collect();
        }
        Some(rest) => put(slot(properties, first), rest, member, required),
    }
    if required && let Value::Object(schema) = schema {
        let all = schema.entry("required").or_insert_with(|| json!([]));
        if let Value::Array(all) = all
            && !all.iter().any(|name| name == first)
        {
            all.push(json!(first));
        }
    }
}

fn place(schema: &mut Value, name: &str, value: Value) {
    if !schema.is_object() {
        *schema = json!({});
    }
    if let Value::Object(schema) = schema {
        schema.entry(name).or_insert(value);
    }
}

/// The value of a member, which is made if it is not there.
fn slot<'a>(schema: &'a mut Value, name: &str) -> &'a mut Value {
    place(schema, name, json!({}));
    match schema {
        Value::Object(schema) => schema.entry(name).or_insert_with(|| json!({})),
        other => other,
    }
}
