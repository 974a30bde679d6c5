//! Objects: their members, named and not.

use indexmap::IndexMap;

use super::reader::Reader;
use super::schema::Object;
use super::{Additional, Kind, Property, Schema};
use crate::document::{Node, Value};

impl<'a> Reader<'a> {
    pub(super) fn object(&mut self, node: &Node<'a>) -> Kind {
        let required = node.texts("required");
        let mut properties = IndexMap::new();
        for (name, property) in self.entries(node, "properties") {
            let schema = self.schema(&property);
            let required = required.iter().any(|required| required == name);
            properties.insert(name.to_owned(), Property { required, schema });
        }
        let additional = self.additional(node);
        let elsewhere = required.into_iter().filter(|name| !properties.contains_key(name));
        let required_elsewhere: Vec<String> = elsewhere.collect();
        if properties.is_empty() && required_elsewhere.is_empty() {
            return match additional {
                Additional::Schema(schema) => Kind::Map(schema),
                Additional::Unsaid => {
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
            ([], None) => Additional::Unsaid,
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
}
