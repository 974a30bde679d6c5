//! Values of another kind than OpenAPI has at their place: a list where an object belongs, and the like.
//!
//! These tables have the places whose values another part of the reader would miss if they are of another
//! kind. Texts and truth values are not: YAML makes numbers of versions, and people quote `"true"`.

use super::reader::{Reader, Version};
use crate::document::{Node, Value};

/// The members that are checked, with what they are.
type Members = &'static [(&'static str, &'static [Shape])];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Bool,
    List,
    Object,
}

use Shape::{Bool, List, Object, Text};

const ROOT: Members = &[
    ("components", &[Object]),
    ("consumes", &[List]),
    ("definitions", &[Object]),
    ("info", &[Object]),
    ("produces", &[List]),
    ("schemes", &[List]),
    ("security", &[List]),
    ("securityDefinitions", &[Object]),
    ("servers", &[List]),
    ("tags", &[List]),
    ("webhooks", &[Object]),
];

const COMPONENTS: Members = &[("schemas", &[Object]), ("securitySchemes", &[Object])];

const OPERATION: Members = &[
    ("callbacks", &[Object]),
    ("consumes", &[List]),
    ("parameters", &[List]),
    ("produces", &[List]),
    ("security", &[List]),
    ("servers", &[List]),
    ("tags", &[List]),
];

const PARAMETER: Members = &[("content", &[Object])];

const SCHEMA: Members = &[
    ("additionalProperties", &[Object, Bool]),
    ("allOf", &[List]),
    ("anyOf", &[List]),
    ("enum", &[List]),
    ("items", &[Object, List, Bool]),
    ("oneOf", &[List]),
    ("patternProperties", &[Object]),
    ("prefixItems", &[List]),
    // In drafts before JSON Schema 4, `required` was a flag of the member itself.
    ("required", &[List, Bool]),
    ("type", &[Text, List]),
];

impl<'a> Reader<'a> {
    pub(super) fn root_shapes(&mut self, root: &Node<'a>) {
        self.shapes(root, ROOT);
        root.get("components").iter().for_each(|node| self.shapes(node, COMPONENTS));
    }

    /// Checks an operation, or the path that it is of.
    pub(super) fn operation_shapes(&mut self, node: &Node<'a>) {
        self.shapes(node, OPERATION);
    }

    pub(super) fn parameter_shapes(&mut self, node: &Node<'a>) {
        self.shapes(node, PARAMETER);
    }

    pub(super) fn schema_shapes(&mut self, node: &Node<'a>) {
        self.shapes(node, SCHEMA);
        let discriminator: Members = match self.version {
            Version::V2 => &[("discriminator", &[Text])],
            Version::V30 | Version::V31 => &[("discriminator", &[Object])],
        };
        self.shapes(node, discriminator);
    }

    fn shapes(&mut self, node: &Node<'a>, members: Members) {
        let Value::Object(own) = node.value else { return };
        for (name, shapes) in members {
            let Some(value) = own.get(*name) else { continue };
            let is_it = |shape: &Shape| match shape {
                Text => matches!(value, Value::Text(_)),
                Bool => matches!(value, Value::Bool(_)),
                List => matches!(value, Value::List(_)),
                Object => matches!(value, Value::Object(_)),
            };
            if *value == Value::Null || shapes.iter().any(is_it) {
                continue;
            }
            let word = |shape: &Shape| match shape {
                Text => "a text",
                Bool => "a truth value",
                List => "a list",
                Object => "an object",
            };
            let words: Vec<&str> = shapes.iter().map(word).collect();
            let message =
                format!("`{name}` is {}, and this is {}", words.join(" or "), value.kind());
            self.problem(&node.at.step(name), message);
        }
    }
}
