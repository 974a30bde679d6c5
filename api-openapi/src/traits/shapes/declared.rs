//! Envelopes that a description declares: those of a description that is made from traits.

use std::fmt::Write as _;

use super::{Member, members};
use crate::document::{Place, Value};
use crate::model::{Api, Envelope, Kind, Operation, Schema, Status};
use crate::traits::docs;
use crate::traits::names::{Taken, camel, ident, snake};

/// An envelope, by its table.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) name: String,
    at: Place,
    docs: Option<String>,
    table: Value,
}

/// A response in an envelope: the payload, if it has any.
pub(crate) struct Enveloped<'a> {
    /// The number of the envelope.
    pub(crate) envelope: usize,
    pub(crate) payload: Option<Member<'a>>,
}

/// A member of an envelope: its path, its options, and its type.
type EnvelopeField<'a> = (&'a str, Vec<String>, &'static str);

impl Declared {
    /// The envelopes of a description. Their components are no types.
    pub(crate) fn all(api: &Api, names: impl Fn(&Place) -> Option<String>) -> Vec<Self> {
        let declared = |envelope: &Envelope| Self {
            name: names(&envelope.at)
                .unwrap_or_else(|| camel(&envelope.at.steps().pop().unwrap_or_default())),
            at: envelope.at.clone(),
            docs: envelope.docs.clone(),
            table: envelope.table.clone(),
        };
        api.envelopes.iter().map(declared).collect()
    }

    /// The envelope of an operation: that of its success, or else that of its failure.
    pub(crate) fn of(all: &[Self], api: &Api, operation: &Operation) -> Option<usize> {
        let schemas = |is_it: fn(Status) -> bool| {
            let responses = operation.responses.iter().filter(move |it| is_it(it.status));
            responses.flat_map(|it| &it.contents).filter_map(|content| content.schema.as_ref())
        };
        let of_success = schemas(Status::is_success)
            .find_map(|schema| Some(Self::opened(all, api, schema)?.envelope));
        of_success.or_else(|| {
            schemas(|status| status == Status::Default)
                .find_map(|schema| all.iter().position(|it| it.is_failure(api, schema)))
        })
    }

    /// The payload of a schema that is one of these envelopes.
    pub(crate) fn opened<'a>(
        all: &[Self],
        api: &'a Api,
        schema: &'a Schema,
    ) -> Option<Enveloped<'a>> {
        let position = |schema: &Schema| match &schema.kind {
            Kind::Reference(id) => {
                let at = &api.named(*id)?.at;
                all.iter().position(|it| it.at == *at)
            }
            _ => None,
        };
        if let Some(envelope) = position(schema) {
            return Some(Enveloped { envelope, payload: None });
        }
        match &schema.kind {
            // A success, or a failure with its status.
            Kind::Union { variants, .. } => Self::opened(all, api, variants.first()?),
            Kind::All(parts) => {
                let [own, beside] = parts.as_slice() else { return None };
                let envelope = position(own)?;
                let path = all.get(envelope)?.text("payload");
                let payload = match path {
                    None => Some(Member { required: true, schema: beside }),
                    Some(path) => path.split('.').try_fold(
                        Member { required: true, schema: beside },
                        |member, step| match &member.schema.kind {
                            Kind::List(items) => Some(Member { required: true, schema: items }),
                            _ => members(api, member.schema)?.get(step).copied(),
                        },
                    ),
                };
                Some(Enveloped { envelope, payload })
            }
            _ => None,
        }
    }

    /// `true` of the failures of this envelope.
    pub(crate) fn is_failure(&self, api: &Api, schema: &Schema) -> bool {
        let Kind::Reference(id) = &schema.kind else { return false };
        let Some(named) = api.named(*id) else { return false };
        let (own, other) = (self.at.steps(), named.at.steps());
        let name = |steps: &[String]| steps.last().cloned().unwrap_or_default();
        format!("{}Failure", name(&own)) == name(&other)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.table.get(name)?.as_text()
    }

    /// The envelope as Rust: a field per member, with all that it is.
    pub(crate) fn render(&self) -> String {
        let (head, fields) = self.parts();
        let mut out = match &self.docs {
            Some(text) => docs::verbatim(text, 0, "///"),
            None => String::new(),
        };
        out.push_str("#[derive(Envelope)]\n");
        if !head.is_empty() {
            let _ = writeln!(out, "#[envelope({})]", head.join(", "));
        }
        let _ = writeln!(out, "pub struct {}<T> {{", self.name);
        let mut taken = Taken::default();
        for (path, words, ty) in &fields {
            let rust = taken.claim(&snake(path), "_");
            let rename = if rust == *path { String::new() } else { format!(", rename = {path:?}") };
            let words = words.join(", ");
            let _ =
                writeln!(out, "    #[envelope({words}{rename})]\n    pub {}: {ty},", ident(&rust));
        }
        if self.text("payload").is_none() {
            let _ = writeln!(
                out,
                "    #[envelope(flatten)]\n    pub {}: T,",
                taken.claim("payload", "_")
            );
        }
        out.push_str("}\n\n");
        out
    }

    /// The options of the struct, and its fields.
    fn parts(&self) -> (Vec<String>, Vec<EnvelopeField<'_>>) {
        let mut fields: Vec<EnvelopeField<'_>> = Vec::new();
        let mut add = |path: &str, word: String, ty: &'static str| {
            let known = self.paths().into_iter().find(|known| *known == path);
            let Some(path) = known else { return };
            match fields.iter_mut().find(|(name, ..)| *name == path) {
                Some((_, words, _)) => words.push(word),
                None => fields.push((path, vec![word], ty)),
            }
        };
        let success = self.table.get("success");
        let success = success
            .and_then(|success| Some((success.get("member")?.as_text()?, success.get("is")?)));
        let mut head = Vec::new();
        match success {
            Some((member, rule)) => {
                let (rule, ty) = rule_of(rule);
                add(member, format!("success = {rule}"), ty);
                if self.table.get("default") == Some(&Value::Bool(true)) {
                    add(member, "default".to_owned(), ty);
                }
            }
            None => head.push("success = status".to_owned()),
        }
        for (role, ty) in
            [("code", "serde_json::Value"), ("message", "String"), ("retry_after", "f64")]
        {
            if let Some(path) = self.text(role) {
                add(path, role.to_owned(), ty);
            }
        }
        if let Some(path) = self.text("payload") {
            add(path, "payload".to_owned(), "T");
        }
        if let Some(Value::Object(aliases)) = self.table.get("aliases") {
            for (alias, name) in aliases {
                if let Some(name) = name.as_text() {
                    add(name, format!("alias = {alias:?}"), "serde_json::Value");
                }
            }
        }
        if let Some(expired) = self.table.get("expired") {
            head.push(format!("expired = {expired}"));
        }
        (head, fields)
    }

    /// The paths of the members.
    fn paths(&self) -> Vec<&str> {
        let success = self.table.get("success").and_then(|success| success.get("member"));
        let roles = ["code", "message", "retry_after", "payload"];
        let success = success.and_then(Value::as_text);
        success.into_iter().chain(roles.iter().filter_map(|role| self.text(role))).collect()
    }
}

/// The rule of success in the words of the derive, and the type of the member.
fn rule_of(rule: &Value) -> (String, &'static str) {
    match rule {
        Value::Text(word) => (word.clone(), "serde_json::Value"),
        Value::List(values) => {
            let ty = match values.first() {
                Some(Value::Bool(_)) => "bool",
                Some(Value::Text(_)) => "String",
                _ => "i64",
            };
            match values.as_slice() {
                [one] => (one.to_string(), ty),
                several => {
                    let several: Vec<String> = several.iter().map(ToString::to_string).collect();
                    (format!("[{}]", several.join(", ")), ty)
                }
            }
        }
        _ => ("0".to_owned(), "i64"),
    }
}
