//! The responses.

use http::StatusCode;
use serde_json::{Value, json};

use super::Operation;
use crate::openapi::envelope::Payload;
use crate::openapi::failure::FailureContent;
use crate::openapi::response::{Content, Variant};
use crate::openapi::schema::{Object, without_null};
use crate::wire::media_type::{JSON, LINES};

/// The status of whatever no other response is for.
const DEFAULT: &str = "default";

impl Operation<'_> {
    /// Adds the successes, and the failure of the envelope.
    pub(crate) fn success(&mut self, content: Content) {
        let endpoint = self.endpoint;
        match content {
            Content::Any => {
                let content = Object::default().with("*/*", json!({}));
                self.respond(
                    DEFAULT.to_owned(),
                    "The response, whatever its status.",
                    Some(content),
                );
                return;
            }
            Content::ByStatus(variants) => {
                for Variant { statuses, docs, content } in variants {
                    let content = self.content(content);
                    for status in statuses {
                        self.status(*status, docs, content.as_ref());
                    }
                }
            }
            content => {
                let content = self.content(content);
                let own = [endpoint.success_status().as_u16()];
                let statuses =
                    if endpoint.success().is_empty() { &own } else { endpoint.success() };
                for status in statuses {
                    self.status(*status, "", content.as_ref());
                }
            }
        }
        for status in endpoint.none() {
            self.status(*status, "There is nothing.", None);
        }
        if let Some(envelope) = self.envelope
            && endpoint.method() != "HEAD"
        {
            let schema = envelope.failure(self.types);
            self.respond(DEFAULT.to_owned(), "A failure.", Some(json_content(schema)));
        }
    }

    /// Adds the failures with some statuses; with no statuses, all that no other response is for.
    pub(crate) fn failure(&mut self, statuses: &[u16], docs: &str, content: FailureContent) {
        let content = match content {
            FailureContent::Nothing => None,
            FailureContent::Json(schema) => Some(json_content(schema)),
            FailureContent::Text => Some(text_content()),
            FailureContent::Bytes => Some(Object::default().with("*/*", json!({}))),
        };
        if statuses.is_empty() {
            let docs = if docs.is_empty() { "A failure." } else { docs };
            self.respond(DEFAULT.to_owned(), docs, content);
            return;
        }
        for status in statuses {
            self.status(*status, docs, content.as_ref());
        }
    }

    /// Describes a response whose type the caller chooses.
    pub fn returns_any(&mut self) {
        self.success(Content::Json(Value::Bool(true)));
    }

    /// Adds a recorded response.
    pub fn example(&mut self, text: &str) {
        let status = self.endpoint.success_status().as_u16().to_string();
        let response = self.responses.get_mut(&status).and_then(|it| it.get_mut("content"));
        if let Some(Value::Object(content)) = response
            && let Some((name, Value::Object(media))) = content.iter_mut().next()
        {
            // A stream of one item is a text, and not that item.
            let value = if name == JSON { serde_json::from_str(text).ok() } else { None };
            let example = value.unwrap_or_else(|| Value::from(text));
            media.insert("example".to_owned(), example);
        }
    }

    fn content(&mut self, content: Content) -> Option<Object> {
        match (content, self.envelope) {
            _ if self.endpoint.method() == "HEAD" => None,
            (Content::Nothing, None) => None,
            (Content::Nothing, Some(envelope)) => {
                Some(json_content(envelope.success(self.types, None)))
            }
            (Content::Json(schema), None) => Some(json_content(schema)),
            (Content::Json(schema), Some(envelope)) => {
                let (_, optional) = without_null(schema.clone());
                let payload = Payload { schema, optional };
                Some(json_content(envelope.success(self.types, Some(payload))))
            }
            (Content::Text, _) => Some(text_content()),
            (Content::Events(data), _) => Some(self.stream("text/event-stream", event(data))),
            (Content::Lines(line), _) => Some(self.stream(LINES, line)),
            (Content::Bytes | Content::Any | Content::ByStatus(_), _) => {
                Some(Object::default().with("*/*", json!({})))
            }
        }
    }

    fn stream(&mut self, content_type: &str, item: Value) -> Object {
        self.streams = true;
        let done = self.endpoint.done();
        let media = Object::default().with("itemSchema", item).with_some("x-done", done);
        Object::default().with(content_type, Value::from(media))
    }

    fn status(&mut self, status: u16, docs: &str, content: Option<&Object>) {
        let code = StatusCode::from_u16(status).ok();
        let words = code.and_then(|code| code.canonical_reason()).unwrap_or("A response.");
        let docs = if docs.is_empty() { words } else { docs };
        // RFC 9110: these have no content, and a redirect is read by its headers.
        let has_none = [204, 205].contains(&status) || (300..400).contains(&status);
        let content = content.filter(|_| !has_none).map(|content| Object(content.0.clone()));
        self.respond(status.to_string(), docs, content);
    }

    fn respond(&mut self, status: String, docs: &str, content: Option<Object>) {
        let content = content.map(Value::from);
        let response = Object::default().with("description", docs).with_some("content", content);
        self.responses.insert(status, response.into());
    }
}

fn json_content(schema: Value) -> Object {
    Object::default().with(JSON, json!({ "schema": schema }))
}

/// An event, which to OpenAPI is an object of its fields.
fn event(data: Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "data": data,
            "event": { "type": "string" },
            "id": { "type": "string" },
            "retry": { "type": "integer", "minimum": 0 },
        },
        "required": ["data"],
    })
}

fn text_content() -> Object {
    Object::default().with("text/plain", json!({ "schema": { "type": "string" } }))
}
