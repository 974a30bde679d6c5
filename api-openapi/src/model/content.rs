//! The bodies of requests and responses.

use indexmap::IndexMap;

use super::parameter::{style_v2, style_v3};
use super::reader::{Reader, Version};
use super::schema::Object;
use super::{
    Additional, Body, Content, Encoding, Extensions, Header, Kind, Location, Property, Response,
    Schema, Status,
};
use crate::document::{Node, Value};

impl<'a> Reader<'a> {
    /// The body of an operation of OpenAPI 3.
    pub(super) fn body(&mut self, node: &Node<'a>) -> Option<Body> {
        let node = self.resolve(node)?;
        self.object_only(&node, "a body");
        let contents = self.contents(&node);
        Some(Body {
            required: node.flag("required"),
            description: node.text("description"),
            contents,
            at: node.at,
        })
    }

    /// The body of an operation of Swagger 2.0: one parameter, or the fields of a form.
    pub(super) fn body_v2(
        &mut self,
        root: &Node<'a>,
        operation: &Node<'a>,
        body: Option<Node<'a>>,
        form: Vec<Node<'a>>,
    ) -> Option<Body> {
        let consumes = media_types(root, operation, "consumes");
        if let Some(node) = body {
            let schema = node.get("schema").map(|schema| self.schema(&schema));
            // A form is made of `formData`: these are meant for other operations.
            let mut consumes = consumes;
            consumes.retain(|media| !FORMS.contains(&media.as_str()));
            if consumes.is_empty() {
                consumes.push("application/json".to_owned());
            }
            return Some(Body {
                required: node.flag("required"),
                description: node.text("description"),
                contents: contents(&node, consumes, schema.as_ref()),
                at: node.at,
            });
        }
        let first = form.first()?.clone();
        let mut properties = IndexMap::new();
        let mut encoding = IndexMap::new();
        let mut has_file = false;
        for field in &form {
            let Some(name) = field.text("name") else {
                self.problem(&field.at, "this parameter has no `name`");
                continue;
            };
            has_file |= field.text("type").as_deref() == Some("file");
            let schema = self.schema(field);
            let style = Some(style_v2(field)).filter(|_| matches!(schema.kind, Kind::List(_)));
            let extensions = Extensions::default();
            encoding.insert(name.clone(), Encoding { style, content_type: None, extensions });
            properties.insert(name, Property { required: field.flag("required"), schema });
        }
        let is_multipart = has_file || consumes.iter().any(|media| media == "multipart/form-data");
        let media_type = match is_multipart {
            true => "multipart/form-data",
            false => "application/x-www-form-urlencoded",
        };
        let required = properties.values().any(|property: &Property| property.required);
        let object = Object {
            properties,
            additional: Additional::Undeclared,
            required_elsewhere: Vec::new(),
        };
        let at = operation.at.step("parameters");
        let schema = Schema::of(at.clone(), Kind::Object(object));
        let content = Content {
            at: at.clone(),
            media_type: media_type.to_owned(),
            schema: Some(schema),
            items: None,
            encoding,
            done: None,
            body_key: None,
        };
        let description = None;
        Some(Body { at: first.at, required, description, contents: vec![content] })
    }

    /// The media types of a body or a response of OpenAPI 3.
    fn contents(&mut self, node: &Node<'a>) -> Vec<Content> {
        let mut contents = Vec::new();
        for (media_type, media) in self.entries(node, "content") {
            let Some(media) = self.resolve(&media) else { continue };
            self.object_only(&media, "a media type");
            let mut encoding = IndexMap::new();
            for (name, node) in self.entries(&media, "encoding") {
                let styled = node.get("style").is_some() || node.get("explode").is_some();
                let style = styled.then(|| style_v3(&node, Location::Query));
                let content_type = node.text("contentType");
                let extensions = Extensions::of(&node);
                encoding.insert(name.to_owned(), Encoding { style, content_type, extensions });
            }
            contents.push(Content {
                media_type: essence(media_type),
                schema: media.get("schema").map(|schema| self.schema(&schema)),
                items: ["itemSchema", "x-itemSchema"]
                    .iter()
                    .find_map(|name| media.get(name))
                    .map(|schema| self.schema(&schema)),
                encoding,
                done: media.text("x-done"),
                body_key: media.text("x-body-key"),
                at: media.at,
            });
        }
        contents
    }

    pub(super) fn response(
        &mut self,
        root: &Node<'a>,
        operation: &Node<'a>,
        status: Status,
        node: &Node<'a>,
    ) -> Response {
        let contents = match self.version {
            Version::V2 => {
                let schema = node.get("schema").map(|schema| self.schema(&schema));
                let mut produces = media_types(root, operation, "produces");
                if produces.is_empty() {
                    produces.push("application/json".to_owned());
                }
                match schema {
                    Some(schema) => contents(node, produces, Some(&schema)),
                    None => Vec::new(),
                }
            }
            Version::V30 | Version::V31 => self.contents(node),
        };
        let description = node.text("description");
        let headers = self.headers(node);
        Response { status, description, contents, headers, at: node.at.clone() }
    }

    fn headers(&mut self, node: &Node<'a>) -> IndexMap<String, Header> {
        let mut headers = IndexMap::new();
        for (name, header) in self.entries(node, "headers") {
            let Some(header) = self.resolve(&header) else { continue };
            let mut schema = match (self.version, header.get("schema")) {
                (Version::V2, _) => self.schema(&header),
                (_, Some(schema)) => self.schema(&schema),
                (_, None) => {
                    let media = header.get("content").and_then(|it| it.entries().next());
                    let schema = media.and_then(|(_, media)| media.get("schema"));
                    match schema {
                        Some(schema) => self.schema(&schema),
                        None => Schema::any(header.at.clone()),
                    }
                }
            };
            schema.description = header.text("description").or(schema.description);
            let (required, deprecated) = (header.flag("required"), header.flag("deprecated"));
            let at = header.at.clone();
            headers.insert(name.to_owned(), Header { at, required, deprecated, schema });
        }
        headers
    }
}

const FORMS: [&str; 2] = ["application/x-www-form-urlencoded", "multipart/form-data"];

/// The media types of an operation of Swagger 2.0, or of the root.
fn media_types(root: &Node<'_>, operation: &Node<'_>, name: &str) -> Vec<String> {
    let own = operation.value.get(name).and_then(|value| match value {
        Value::List(_) => Some(operation.texts(name)),
        _ => None,
    });
    let texts = own.unwrap_or_else(|| root.texts(name));
    texts.iter().map(|text| essence(text)).collect()
}

fn contents(node: &Node<'_>, media_types: Vec<String>, schema: Option<&Schema>) -> Vec<Content> {
    let content = |media_type| Content {
        at: node.at.clone(),
        media_type,
        schema: schema.cloned(),
        items: None,
        encoding: IndexMap::new(),
        done: None,
        body_key: None,
    };
    media_types.into_iter().map(content).collect()
}

/// A media type without parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
