//! The types of a description: their schemas, and the components that come of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};

use super::docs::shown;
use super::forms::different;
use super::identity::{Identity, component, identities, names, same_name};
use super::portable::{apart, bounded, ordered};
use super::schema::{NULLABLE, Object, PATCH, reference, reference_name};
use crate::{Error, Result};

/// The places of schemas while a description is made. A type has two forms, as it is written and as it
/// is read, and which of them a reference means must stay known until the components get their names.
pub(super) const SENT: &str = "#/components/sent/";
pub(super) const RECEIVED: &str = "#/components/received/";
/// The place of schemas in the end.
pub(super) const FINAL: &str = "#/components/schemas/";

/// The schemas that are made for a description.
pub struct Types {
    /// Of what a client writes.
    sent: SchemaGenerator,
    /// Of what a client reads.
    received: SchemaGenerator,
    /// Components that are made of no type, with the path of what they are made of.
    own: BTreeMap<String, (String, Value)>,
    /// The tables of envelopes, by the names of their components.
    envelopes: Map<String, Value>,
}

/// Components, and the names by which types are found among them.
pub(super) struct Components {
    pub(super) schemas: Map<String, Value>,
    names: Names,
    /// The components of what is sent, for types that have another for what is received.
    inputs: BTreeMap<String, String>,
    pub(super) envelopes: Map<String, Value>,
}

impl fmt::Debug for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Types").finish_non_exhaustive()
    }
}

impl Types {
    pub(super) fn new() -> Self {
        let settings = |place: &str| {
            let place = place.trim_start_matches('#').trim_end_matches('/').to_owned();
            SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = place.into();
            })
        };
        Self {
            sent: settings(SENT).for_serialize().into_generator(),
            received: settings(RECEIVED).for_deserialize().into_generator(),
            own: BTreeMap::new(),
            envelopes: Map::new(),
        }
    }

    /// The schema of a type that a client writes.
    pub(crate) fn sent<T: JsonSchema + ?Sized>(&mut self) -> Value {
        self.sent.subschema_for::<T>().to_value()
    }

    /// The schema of a type that a client reads.
    pub(super) fn received<T: JsonSchema + ?Sized>(&mut self) -> Value {
        self.received.subschema_for::<T>().to_value()
    }

    /// The schema that a reference to a type that a client writes leads to; any other schema itself.
    pub(super) fn resolved<'a>(&'a self, mut schema: &'a Value) -> &'a Value {
        // A reference to a reference is possible, and one to itself is not.
        for _ in 0..8 {
            let Some(name) = reference_name(schema, SENT) else { break };
            let Some(target) = self.sent.definitions().get(&name) else { break };
            schema = target;
        }
        schema
    }

    /// Adds a component that is made of no type, and gives a reference to it.
    pub(super) fn add(&mut self, name: String, path: String, schema: Value) -> Value {
        let reference = reference(FINAL, &name);
        self.own.insert(name, (path, schema));
        reference
    }

    /// Adds the table of an envelope.
    pub(super) fn declare(&mut self, name: &str, table: Value) {
        self.envelopes.insert(name.to_owned(), table);
    }

    /// The components. Types of one name are an error: a reference could not tell them apart.
    pub(super) fn finish(mut self) -> Result<Components> {
        let mut sent = self.sent.take_definitions(false);
        let mut received = self.received.take_definitions(false);
        let [of_sent, of_received] = [&self.sent, &self.received].map(identities);
        let names = names(of_sent.iter().chain(&of_received))?;
        let by_given = |types: Vec<Identity>| -> BTreeMap<String, String> {
            let named = |Identity { path, given }| Some((given, names.get(&path)?.clone()));
            types.into_iter().filter_map(named).collect()
        };
        let mut components = Components {
            schemas: Map::new(),
            names: Names { sent: by_given(of_sent), received: by_given(of_received) },
            inputs: BTreeMap::new(),
            envelopes: std::mem::take(&mut self.envelopes),
        };
        components.names.rename_all(&mut sent, &components.names.sent);
        components.names.rename_all(&mut received, &components.names.received);

        let different = different(&sent, &received);
        for (name, schema) in &received {
            components.put(name, schema.clone())?;
        }
        for (name, schema) in sent {
            if different.contains(&name) {
                let input = format!("{name}Input");
                components.put(&input, schema)?;
                components.inputs.insert(name, input);
            } else if !received.contains_key(&name) {
                components.put(&name, schema)?;
            }
        }
        for (name, (path, schema)) in self.own {
            let other = names.iter().find(|(_, other)| **other == name);
            if let Some((other, _)) = other {
                return Err(same_name(&name, other, &path));
            }
            components.put(&name, schema)?;
        }
        let mut schemas = std::mem::take(&mut components.schemas);
        schemas.values_mut().for_each(|schema| components.settle_named(schema));
        components.schemas = schemas;
        Ok(components)
    }
}

/// The names of types by those that the generators gave them.
struct Names {
    sent: BTreeMap<String, String>,
    received: BTreeMap<String, String>,
}

impl Names {
    /// Gives definitions, and what they refer to, their own names.
    fn rename_all(&self, definitions: &mut Map<String, Value>, names: &BTreeMap<String, String>) {
        let given = std::mem::take(definitions);
        *definitions = given
            .into_iter()
            .map(|(given, mut schema)| {
                self.rename(&mut schema);
                (names.get(&given).cloned().unwrap_or_else(|| component(&given)), schema)
            })
            .collect();
    }

    /// Gives references the names of the types.
    fn rename(&self, value: &mut Value) {
        for (place, names) in [(SENT, &self.sent), (RECEIVED, &self.received)] {
            if let Some(given) = reference_name(value, place) {
                let name = names.get(&given).cloned().unwrap_or_else(|| component(&given));
                set_reference(value, place, &name);
                break;
            }
        }
        children(value, |child| self.rename(child));
    }
}

/// Does something with all that is directly in a value.
fn children(value: &mut Value, each: impl FnMut(&mut Value)) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(each),
        Value::Object(object) => object.values_mut().for_each(each),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn set_reference(schema: &mut Value, place: &str, name: &str) {
    if let Value::Object(schema) = schema {
        schema.extend(Object::from(reference(place, name)).0);
    }
}

impl Components {
    fn put(&mut self, name: &str, schema: Value) -> Result<()> {
        match self.schemas.insert(name.to_owned(), schema) {
            None => Ok(()),
            Some(_) => Err(Error::build(format!(
                "two components of the description are called `{name}`: rename a type with \
                 `#[schemars(rename = \"…\")]`"
            ))),
        }
    }

    /// Turns references into those of the finished description.
    pub(super) fn settle(&self, value: &mut Value) {
        self.names.rename(value);
        self.settle_named(value);
    }

    fn settle_named(&self, value: &mut Value) {
        if let Some(name) = reference_name(value, SENT) {
            let name = self.inputs.get(&name).unwrap_or(&name).clone();
            set_reference(value, FINAL, &name);
        } else if let Some(name) = reference_name(value, RECEIVED) {
            set_reference(value, FINAL, &name);
        }
        children(value, |child| self.settle_named(child));
        if let Value::Object(object) = value {
            object.remove(NULLABLE);
            // A value that is left out is not null.
            if object.contains_key(PATCH) && object.get("default").is_some_and(Value::is_null) {
                object.remove("default");
            }
            without_needless_patch(object);
            ordered(object);
            if let Some(Value::String(docs)) = object.get_mut("description") {
                *docs = shown(docs);
            }
            bounded(object);
            apart(object);
        }
    }

    /// Removes the components that nothing in `paths` leads to, such as a struct that is spread over a
    /// query.
    pub(super) fn keep_reached(&mut self, paths: &Value) {
        let mut reached = BTreeSet::new();
        let mut open = vec![paths];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(list) => open.extend(list),
                Value::Object(object) => {
                    if let Some(name) = reference_name(value, FINAL)
                        && let Some(schema) = self.schemas.get(&name)
                        && reached.insert(name)
                    {
                        open.push(schema);
                    }
                    open.extend(object.values());
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        self.schemas.retain(|name, _| reached.contains(name));
        self.envelopes.retain(|name, _| {
            reached.contains(name) || reached.contains(&format!("{name}Failure"))
        });
    }
}

/// Takes [`PATCH`] off the members of an object that are always there: their null says it all.
fn without_needless_patch(object: &mut Map<String, Value>) {
    let Some(Value::Array(required)) = object.get("required").cloned() else { return };
    let Some(Value::Object(members)) = object.get_mut("properties") else { return };
    for name in required.iter().filter_map(Value::as_str) {
        if let Some(Value::Object(member)) = members.get_mut(name) {
            member.remove(PATCH);
        }
    }
}
