//! The body of a request.

use super::form_style::exact_form_style;
use super::{Builder, MOST_ARGUMENTS};
use crate::model::{Additional, Body, Content, Kind, Object, Schema, TextFormat};
use crate::traits::types::Rust;

/// The format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Pairs,
    Multipart,
    Lines,
    Text,
    Bytes,
}

fn form(content: &Content) -> Format {
    if content.is_json() {
        Format::Json
    } else if content.is_form() {
        Format::Pairs
    } else if content.is_multipart() {
        Format::Multipart
    } else if content.is_stream() && content.media_type != "text/event-stream" {
        Format::Lines
    } else if content.is_text() || content.media_type.contains("xml") {
        Format::Text
    } else {
        Format::Bytes
    }
}

impl<'t, 'a> Builder<'t, 'a> {
    /// The content that is sent, of several that may be.
    pub(super) fn content(&self) -> Option<(&'t Body, &'t Content, Format)> {
        let body = self.operation.body.as_ref()?;
        let rank = |content: &&Content| {
            let is_bytes = |content: &Content| {
                content.schema.as_ref().is_some_and(|schema| {
                    matches!(self.types.api.resolved(schema).kind, Kind::Text(TextFormat::Binary))
                })
            };
            match form(content) {
                Format::Json if is_bytes(content) => 6,
                Format::Json if content.media_type == "application/json" => 0,
                Format::Json => 1,
                Format::Pairs => 2,
                Format::Multipart => 3,
                Format::Lines => 4,
                Format::Text => 5,
                Format::Bytes => 7,
            }
        };
        let content = body.contents.iter().min_by_key(rank)?;
        let form = match form(content) {
            // A schema for any media type is one of JSON, unless it is bytes.
            Format::Bytes if content.media_type == "*/*" && self.is_shaped(content) => Format::Json,
            // A form has names, which only the members of an object are.
            Format::Pairs if !self.has_names(content) => Format::Text,
            form => form,
        };
        Some((body, content, form))
    }

    fn has_names(&self, content: &Content) -> bool {
        content.schema.as_ref().is_some_and(|schema| {
            let resolved = self.types.api.resolved(schema);
            match &resolved.kind {
                Kind::Object(_) | Kind::Map(_) | Kind::Union { .. } => true,
                _ => self.types.is_struct(resolved),
            }
        })
    }

    fn is_shaped(&self, content: &Content) -> bool {
        content.schema.as_ref().is_some_and(|schema| {
            !matches!(self.types.api.resolved(schema).kind, Kind::Any | Kind::Text(_))
        })
    }

    /// The members of an inline object, in parts of which the others have no names: the loose arguments
    /// of a trait, and values that are spread.
    pub(super) fn loose_exact(&self, form: Format) -> Option<(&'t Object, &'t [Schema])> {
        let (_, content, _) = self.content().filter(|_| self.method.is_exact)?;
        let schema = content.schema.as_ref()?;
        if !matches!(form, Format::Json | Format::Pairs) {
            return None;
        }
        match &schema.kind {
            Kind::Object(object) => Some((object, &[])),
            Kind::All(parts) => match parts.split_last()? {
                (Schema { kind: Kind::Object(object), .. }, spread) => Some((object, spread)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number of arguments that the body takes: one, or one per member.
    pub(super) fn loose_count(&self) -> usize {
        let Some((body, content, form)) = self.content() else { return 0 };
        match self.loose_object(body, content, form) {
            Some(object) => object.properties.len(),
            None => 1,
        }
    }

    /// The members of a body that are arguments of the method.
    pub(super) fn loose_object(
        &self,
        body: &Body,
        content: &'t Content,
        form: Format,
    ) -> Option<&'t Object> {
        let schema = content.schema.as_ref()?;
        if form == Format::Multipart {
            return match &self.types.api.resolved(schema).kind {
                Kind::Object(_) if matches!(schema.kind, Kind::Object(_)) => match &schema.kind {
                    Kind::Object(object) => Some(object),
                    _ => None,
                },
                _ => None,
            };
        }
        let Kind::Object(object) = &schema.kind else { return None };
        let others = self.operation.parameters.len();
        let fits = !object.properties.is_empty()
            && object.properties.keys().all(|name| !name.is_empty())
            && object.properties.len() + others <= MOST_ARGUMENTS
            && !schema.nullable
            && matches!(object.additional, Additional::Undeclared | Additional::Forbidden)
            && object.required_elsewhere.is_empty();
        let optional =
            !body.required && object.properties.values().any(|property| property.required);
        let fits = fits && !optional;
        match form {
            Format::Json => (fits && content.media_type == "application/json").then_some(object),
            Format::Pairs => fits.then_some(object),
            _ => None,
        }
    }

    pub(super) fn body(&mut self) {
        let Some((body, content, form)) = self.content() else { return };
        let is_exact = self.method.is_exact;
        if self.method.verb == "HEAD" {
            self.loss(&body.at, "a HEAD request has no body, and this one is described".to_owned());
            return;
        }
        if self.method.verb == "GET" || (is_exact && self.method.verb == "OPTIONS") {
            self.method.options.push("allow_body".to_owned());
        }
        let others: Vec<String> = body
            .contents
            .iter()
            .filter(|other| !std::ptr::eq(*other, content))
            .map(|other| format!("`{}`", other.media_type))
            .collect();
        if !others.is_empty() {
            self.method.docs.push_str(&format!("\n\nThe API also takes {}.", others.join(", ")));
        }
        if form == Format::Multipart {
            self.multipart(content);
            return;
        }
        if let Some((object, spread)) = self.loose_exact(form) {
            self.loose(object, content, form);
            for schema in spread {
                self.spread(schema, form);
            }
            return;
        }
        if let Some(object) = self.loose_object(body, content, form) {
            self.loose(object, content, form);
            return;
        }
        self.whole(body, content, form);
    }

    /// The body as one argument.
    fn whole(&mut self, body: &Body, content: &Content, form: Format) {
        let any = Schema::any(content.at.clone());
        let schema = match form {
            Format::Lines => content.items.as_ref().or(content.schema.as_ref()).unwrap_or(&any),
            _ => content.schema.as_ref().unwrap_or(&any),
        };
        let media = content.media_type.as_str();
        let mut options: Vec<String> = Vec::new();
        let Some((ty, usual)) = self.whole_type(body, content, form, schema, &mut options) else {
            return;
        };
        if media != usual && !media.contains('*') && media.contains('/') {
            // JSON is assumed, but not under a name that does not say so.
            if usual == "application/json" && !media.to_ascii_lowercase().contains("json") {
                options.push("json".to_owned());
            }
            options.push(format!("content_type = {media:?}"));
        }
        let may_be_left_out = ty.starts_with("Option<") || ty.starts_with("Patch<");
        let ty = match body.required || may_be_left_out {
            true => ty,
            false => format!("Option<{ty}>"),
        };
        self.argument("body", ty, body.description.clone(), |_| match options.is_empty() {
            true => Some("#[body]".to_owned()),
            false => Some(format!("#[body({})]", options.join(", "))),
        });
    }

    /// The type of the one argument, and the media type that its options mean by themselves. None of a
    /// body that is written by its parts.
    fn whole_type(
        &mut self,
        body: &Body,
        content: &Content,
        form: Format,
        schema: &Schema,
        options: &mut Vec<String>,
    ) -> Option<(String, &'static str)> {
        let typed = match form {
            // `None` sends no body.
            Format::Json if body.required => {
                (self.body_type(schema, "Nullable"), "application/json")
            }
            Format::Json => (self.body_type(schema, "Patch"), "application/json"),
            Format::Pairs => {
                options.push("form".to_owned());
                match self.method.is_exact {
                    true => exact_form_style(content, options),
                    false => self.form_style(schema, content, options),
                }
                let ty = self.body_type(schema, "Option");
                let context = self.context("Body");
                self.types.mark_form(schema, &context);
                (ty, "application/x-www-form-urlencoded")
            }
            Format::Lines => {
                options.push("json_lines".to_owned());
                let context = self.context("Item");
                let rust = self.types.rust(schema, &context);
                self.types.define_all();
                let rust = match (&rust, content.items.is_some()) {
                    (Rust::List(_), false) => rust,
                    _ => Rust::List(Box::new(rust)),
                };
                (self.sent(&rust), "application/x-ndjson")
            }
            Format::Text => {
                options.push("text".to_owned());
                let kind = &self.types.api.resolved(schema).kind;
                let is_scalar =
                    matches!(kind, Kind::Boolean | Kind::Integer(_) | Kind::Number { .. });
                if !is_scalar && !matches!(kind, Kind::Text(_) | Kind::Any) {
                    let message =
                        format!("the body is `{}`; pass it as a text", content.media_type);
                    self.loss(&content.at, message);
                }
                let ty = match is_scalar {
                    true => self.body_type(schema, "Option"),
                    false => "&str".to_owned(),
                };
                (ty, "text/plain")
            }
            Format::Bytes => {
                options.push("stream".to_owned());
                if content.media_type.starts_with("multipart/") {
                    let message = format!(
                        "the body is `{}`; pass it with its parts, and their boundary in the header \
                         `Content-Type` of the call",
                        content.media_type
                    );
                    self.loss(&content.at, message);
                }
                ("Body".to_owned(), "application/octet-stream")
            }
            Format::Multipart => return None,
        };
        Some(typed)
    }

    /// The type of a whole body, in `nullable` if it may be null.
    fn body_type(&mut self, schema: &Schema, nullable: &str) -> String {
        let context = self.context("Body");
        let rust = self.types.rust(schema, &context);
        self.types.define_all();
        match rust {
            Rust::Optional(inner) => {
                let ty = self.sent(&inner);
                format!("{nullable}<{ty}>")
            }
            other => self.sent(&other),
        }
    }
}
