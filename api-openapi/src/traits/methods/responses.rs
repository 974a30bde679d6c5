//! The return type: the responses that mean success.

use super::Builder;
use super::statuses::variant;
use crate::model::{Content, Kind, Operation, Response, Schema, Status, TextFormat};
use crate::traits::shapes::{Declared, Enveloped};
use crate::traits::types::{Rust, Way};

/// The content of a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Held {
    Json(Rust),
    Text,
    Bytes,
    Nothing,
    /// The data of events.
    Events(Box<Held>),
    /// Lines of JSON.
    Lines(Box<Held>),
}

impl<'t, 'a> Builder<'t, 'a> {
    pub(super) fn responses(&mut self) {
        let responses = &self.operation.responses;
        let has_success = responses.iter().any(|response| response.status.is_success());
        // A description of ours has those that a client takes for successes.
        let is_redirect = |status: Status| {
            self.method.is_exact && has_success && matches!(status, Status::Code(300..=399))
        };
        let mut successes: Vec<&Response> = responses
            .iter()
            .filter(|it| it.status.is_success() || is_redirect(it.status))
            .filter(|it| !self.operation.extensions.is_none(it.status))
            .collect();
        if self.method.is_exact {
            let declared = Declared::of(&self.types.declared, self.types.api, self.operation);
            let declared = declared.and_then(|at| self.types.declared.get(at));
            self.method.wrapped = declared.map(|declared| declared.name.clone());
            self.none();
            if self.is_raw() {
                self.method.returns = "api_core::http::Response<Body>".to_owned();
                return;
            }
        }
        self.switched_protocols(responses);
        if successes.is_empty() {
            successes = redirects(responses);
            if let Some(Response { status: Status::Code(code), .. }) = successes.first() {
                self.method.options.push(format!("success = [{code}]"));
                self.method.returns = "api_core::Response<()>".to_owned();
                return;
            }
            successes = responses.iter().filter(|r| r.status == Status::Default).collect();
        }
        if self.method.verb == "HEAD" {
            self.method.returns = "()".to_owned();
            return;
        }
        let held = self.held_of(&successes);
        self.success(&held);
        let first = held.first().map_or(Held::Nothing, |(_, value)| value.clone());
        self.method.returns = match held.iter().all(|(_, value)| *value == first) {
            true => self.words(&first),
            false => self.by_status(&held),
        };
    }

    /// Reports the responses behind which the connection speaks another protocol.
    fn switched_protocols(&mut self, responses: &[Response]) {
        if self.method.is_exact {
            return;
        }
        let switched = responses.iter().filter(|it| matches!(it.status, Status::Code(100..=199)));
        for response in switched {
            let message =
                format!("with {}, another protocol follows, which no call does", response.status);
            self.loss(&response.at, message);
        }
    }

    /// The contents of responses that mean success. Their types are marked as received.
    fn held_of(&mut self, successes: &[&Response]) -> Vec<(Status, Held)> {
        let mut held: Vec<(Status, Held)> = Vec::new();
        for response in successes {
            let several = !held.is_empty();
            let what = match several {
                true => format!("Response{}", response.status.word()),
                false => "Response".to_owned(),
            };
            let value = match self.payload(response, &what) {
                Some(payload) => payload,
                None => self.held(response, &what),
            };
            held.push((response.status, value));
        }
        for (_, value) in &held {
            let item = match value {
                Held::Events(item) | Held::Lines(item) => item,
                other => other,
            };
            if let Held::Json(rust) = item {
                self.types.mark(rust, Way::Received);
            }
        }
        held
    }

    /// Names the statuses where a description is to be made of the trait: without them it says 200. A
    /// client takes any success.
    fn success(&mut self, held: &[(Status, Held)]) {
        let same =
            held.iter().all(|(_, value)| Some(value) == held.first().map(|(_, value)| value));
        let codes: Vec<String> = held
            .iter()
            .filter_map(|(status, _)| match status {
                Status::Code(code) => Some(code.to_string()),
                _ => None,
            })
            .collect();
        if self.types.options.openapi && same && !codes.is_empty() && codes != ["200"] {
            self.method.options.push(format!("success = [{}]", codes.join(", ")));
        }
    }

    /// `true` of a response that is handed over whatever its status.
    fn is_raw(&self) -> bool {
        match self.operation.responses.as_slice() {
            [Response { status: Status::Default, contents, .. }] => {
                contents.iter().any(|content| content.media_type == "*/*")
            }
            _ => false,
        }
    }

    /// The content of a response in the envelope of the API; none if it is not in it.
    fn payload(&mut self, response: &Response, what: &str) -> Option<Held> {
        let api = self.types.api;
        let content = self.read(&response.contents).filter(|content| content.is_json())?;
        let schema = content.schema.as_ref()?;
        let payload = match Declared::opened(&self.types.declared, api, schema) {
            Some(Enveloped { payload, .. }) => payload,
            None => {
                let wrapper = self.types.wrapper_of(self.operation)?;
                let payload = wrapper.payload(api, schema)?;
                self.method.wrapped = Some(wrapper.name.clone());
                payload
            }
        };
        let Some(payload) = payload else { return Some(Held::Nothing) };
        let context = self.context(what);
        let rust = self.types.rust(payload.schema, &context);
        self.types.define_all();
        Some(Held::Json(match payload.required {
            true => rust,
            false => Rust::Optional(Box::new(rust.bare().clone())),
        }))
    }

    /// The content of a response; `what` names a type of its own.
    pub(crate) fn held(&mut self, response: &Response, what: &str) -> Held {
        let Some(content) = self.read(&response.contents) else { return Held::Nothing };
        if let Some(done) = content.done.clone() {
            let done = format!("done = {done:?}");
            if !self.method.options.contains(&done) {
                self.method.options.push(done);
            }
        }
        if content.is_stream() {
            return self.stream(&content.clone(), what);
        }
        let binary = |schema: &Schema| {
            matches!(self.types.api.resolved(schema).kind, Kind::Text(TextFormat::Binary))
        };
        if content.schema.as_ref().is_some_and(binary) {
            return Held::Bytes;
        }
        let shaped = content.schema.as_ref().is_some_and(|schema| {
            !matches!(self.types.api.resolved(schema).kind, Kind::Any | Kind::Text(_))
        });
        let json = content.is_json() || (content.media_type.contains('*') && shaped);
        match &content.schema {
            Some(schema) if json => {
                let context = self.context(what);
                let rust = self.types.rust(schema, &context);
                self.types.define_all();
                Held::Json(rust)
            }
            None if json => Held::Json(Rust::Json),
            schema if content.is_text() || content.media_type.contains("xml") => {
                if schema.is_some() && shaped {
                    let message =
                        format!("the response is `{}`, and read as a text", content.media_type);
                    self.loss(&content.at, message);
                }
                Held::Text
            }
            _ => Held::Bytes,
        }
    }

    /// A stream, by the schema of its items: that of the `data` of an event, of a line.
    fn stream(&mut self, content: &Content, what: &str) -> Held {
        let events = content.media_type == "text/event-stream";
        let schema = content.items.as_ref().or(content.schema.as_ref());
        let data = content.items.as_ref().filter(|_| events).and_then(|item| {
            match &self.types.api.resolved(item).kind {
                Kind::Object(object) => object.properties.get("data").map(|data| &data.schema),
                _ => None,
            }
        });
        let json = data.and_then(|data| data.content.as_deref());
        let item = match json.or(data).or(schema) {
            Some(Schema { kind: Kind::Text(_), .. }) | None if events => Held::Text,
            Some(schema) => {
                let context = self.context(&format!("{what}Item"));
                let rust = self.types.rust(&schema.clone(), &context);
                self.types.define_all();
                match rust {
                    // A schema of the whole body, not of a line.
                    Rust::List(inner) if content.items.is_none() && !events => Held::Json(*inner),
                    other => Held::Json(other),
                }
            }
            None => Held::Json(Rust::Json),
        };
        match events {
            true => Held::Events(Box::new(item)),
            false => Held::Lines(Box::new(item)),
        }
    }

    /// The content that is read, of several: JSON before text before anything else.
    fn read<'c>(&self, contents: &'c [Content]) -> Option<&'c Content> {
        contents.iter().min_by_key(|content| {
            if content.is_stream() {
                return if self.streams { 0 } else { 3 };
            }
            if self.streams {
                return 4;
            }
            let json = content.is_json() || content.media_type == "*/*";
            if json {
                0
            } else if content.is_text() {
                1
            } else {
                2
            }
        })
    }

    pub(super) fn words(&self, held: &Held) -> String {
        match held {
            Held::Json(rust) => self.types.ty(rust),
            Held::Text => "Text".to_owned(),
            Held::Bytes => "Bytes".to_owned(),
            Held::Nothing => "()".to_owned(),
            Held::Events(item) => format!("EventStream<{}>", self.words(item)),
            Held::Lines(item) => format!("JsonLines<{}>", self.words(item)),
        }
    }
}

/// The description's words for a response, unless they are only the name of its status.
pub(super) fn docs_of(operation: &Operation, status: Status) -> Option<String> {
    let response = operation.responses.iter().find(|response| response.status == status)?;
    let docs = response.description.as_deref()?.trim();
    let name = variant(status);
    let plain: String = docs.chars().filter(|c| c.is_alphanumeric()).collect();
    let says_more = !plain.is_empty()
        && !plain.eq_ignore_ascii_case(&name)
        && !["ok", "response", "success"].contains(&plain.to_ascii_lowercase().as_str());
    says_more.then(|| docs.to_owned())
}

/// The redirect that is the only documented success.
fn redirects(responses: &[Response]) -> Vec<&Response> {
    let is_redirect =
        |response: &&Response| matches!(response.status, Status::Code(301 | 302 | 303 | 307 | 308));
    responses.iter().filter(is_redirect).take(1).collect()
}
