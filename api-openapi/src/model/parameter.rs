//! Parameters in path, query, headers and cookies.

use super::reader::{Reader, Version};
use super::{Extensions, Location, Parameter, Schema, Style};
use crate::document::Node;

impl<'a> Reader<'a> {
    pub(super) fn parameter(&mut self, node: &Node<'a>) -> Option<Parameter> {
        let Some(name) = node.text("name") else {
            self.problem(&node.at, "this parameter has no `name`");
            return None;
        };
        let location = match node.text("in").as_deref() {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            Some("querystring") => Location::Querystring,
            Some(other) => {
                let message = format!("`{other}` is no place of a parameter: write `query`");
                self.problem(&node.at.step("in"), message);
                return None;
            }
            None => {
                self.problem(&node.at, format!("the parameter `{name}` has no `in`"));
                return None;
            }
        };
        self.parameter_shapes(node);
        // A query that is one form has the members of that form, as an object that is spread over it.
        let form = node.get("content").and_then(|it| it.get("application/x-www-form-urlencoded"));
        let form = form.filter(|_| location == Location::Querystring);
        let form = form.and_then(|media| media.get("schema"));
        if let Some(form) = form {
            let schema = self.schema(&form);
            return Some(Parameter {
                location: Location::Query,
                ..parameter(node, name, location, Style::Repeat, schema)
            });
        }
        let (schema, style) = match self.version {
            Version::V2 => (self.schema(node), style_v2(node)),
            Version::V30 | Version::V31 => match (node.get("schema"), node.get("content")) {
                (Some(schema), _) => (self.schema(&schema), style_v3(node, location)),
                (None, Some(content)) => match content.entries().next() {
                    Some((_, media)) => match media.get("schema") {
                        Some(schema) => (self.schema(&schema), Style::Json),
                        None => (Schema::any(media.at), Style::Json),
                    },
                    None => (Schema::any(node.at.clone()), Style::Json),
                },
                (None, None) => (Schema::any(node.at.clone()), style_v3(node, location)),
            },
        };
        Some(parameter(node, name, location, style, schema))
    }
}

fn parameter(
    node: &Node<'_>,
    name: String,
    location: Location,
    style: Style,
    schema: Schema,
) -> Parameter {
    Parameter {
        extensions: Extensions::of(node).and(&schema.extensions),
        required: node.flag("required") || location == Location::Path,
        deprecated: node.flag("deprecated"),
        description: node.text("description"),
        reserved: node.flag("allowReserved"),
        multi_segment: node.flag("x-multi-segment"),
        at: node.at.clone(),
        name,
        location,
        style,
        schema,
    }
}

/// The style of Swagger 2.0: `collectionFormat`.
pub(super) fn style_v2(node: &Node<'_>) -> Style {
    match node.text("collectionFormat").as_deref() {
        Some("multi") => Style::Repeat,
        Some("ssv") => Style::Ssv,
        Some("tsv") => Style::Tsv,
        Some("pipes") => Style::Pipes,
        _ => Style::Csv,
    }
}

/// The style of OpenAPI 3: `style` and `explode`, with the defaults of the place.
pub(super) fn style_v3(node: &Node<'_>, location: Location) -> Style {
    let style = node.text("style");
    let style = style.as_deref().unwrap_or(match location {
        Location::Path | Location::Header => "simple",
        Location::Query | Location::Cookie | Location::Querystring => "form",
    });
    let explode = node.bool("explode").unwrap_or(style == "form");
    match style {
        "form" if explode => Style::Repeat,
        // `a=1&a=2`, which has no delimiter left.
        "spaceDelimited" | "pipeDelimited" if explode => Style::Repeat,
        "spaceDelimited" => Style::Ssv,
        "pipeDelimited" => Style::Pipes,
        "deepObject" => Style::Deep,
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        _ => Style::Csv,
    }
}
