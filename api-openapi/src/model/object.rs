//! Objects: their members, named and not.

use indexmap::IndexMap;

use super::reader::Reader;
use super::schema::Object;
use super::{Additional, Kind, Property, Schema};
use crate::document::{Node, Value};

/// The schemas that hold on a condition, and that describe members.
pub(super) fn conditional<'a>(node: &Node<'a>) -> Vec<Node<'a>> {
    let branches = ["then", "else"].iter().filter_map(|word| node.get(word));
    let branches = branches.filter(|_| node.get("if").is_some());
    let dependent = node.get("dependentSchemas");
    let dependent = dependent.iter().flat_map(Node::entries).map(|(_, schema)| schema);
    branches.chain(dependent).filter(|branch| branch.get("properties").is_some()).collect()
}

impl<'a> Reader<'a> {
    pub(super) fn object(&mut self, node: &Node<'a>) -> Kind {
        let required = node.texts("required");
        let mut properties = IndexMap::new();
        for (name, property) in self.entries(node, "properties") {
            let schema = self.schema(&property);
            let required = required.iter().any(|required| required == name);
            properties.insert(name.to_owned(), Property { required, schema });
        }
        // Of members that are there on a condition, the condition has no form here.
        for part in conditional(node) {
            for (name, property) in self.entries(&part, "properties") {
                if !properties.contains_key(name) {
                    let schema = self.schema(&property);
                    properties.insert(name.to_owned(), Property { required: false, schema });
                }
            }
        }
        let additional = self.additional(node);
        let elsewhere = required.into_iter().filter(|name| !properties.contains_key(name));
        let required_elsewhere: Vec<String> = elsewhere.collect();
        if properties.is_empty() && required_elsewhere.is_empty() {
            return match additional {
                Additional::Schema(schema) => Kind::Map(schema),
                Additional::Undeclared => {
                    Kind::Map(Box::new(Schema::any(node.at.step("additionalProperties"))))
                }
                Additional::Forbidden => {
                    Kind::Object(Object { properties, additional, required_elsewhere })
                }
            };
        }
        Kind::Object(Object { properties, additional, required_elsewhere })
    }

    /// The members beside those that are named: by a pattern of their names, or all the others.
    fn additional(&mut self, node: &Node<'a>) -> Additional {
        let patterns = node.get("patternProperties");
        let patterns: Vec<Node<'a>> =
            patterns.iter().flat_map(Node::entries).map(|(_, pattern)| pattern).collect();
        let others = ["additionalProperties", "unevaluatedProperties"];
        let others = others.iter().find_map(|name| node.get(name));
        let is_forbidden = matches!(others, Some(Node { value: Value::Bool(false), .. }));
        match (patterns.as_slice(), others) {
            ([], None) => Additional::Undeclared,
            ([], Some(_)) if is_forbidden => Additional::Forbidden,
            ([], Some(others)) => Additional::Schema(Box::new(self.schema(&others))),
            ([one], others) if is_forbidden || others.is_none() => {
                Additional::Schema(Box::new(self.schema(one)))
            }
            // Names of several patterns have values of several schemas.
            (several, _) => {
                let at = several.first().map_or_else(|| node.at.clone(), |one| one.at.clone());
                Additional::Schema(Box::new(Schema::any(at)))
            }
        }
    }

    /// The dependencies between members, which no type expresses.
    pub(super) fn depends(&mut self, node: &Node<'a>) -> Vec<String> {
        let mut inexact = Vec::new();
        if !conditional(node).is_empty() {
            inexact.push("a condition says which of the members come together".to_owned());
        }
        inexact.extend(self.too_many_subtypes(node));
        inexact
    }
}
