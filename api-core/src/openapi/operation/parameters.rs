//! Parameters in path, query and headers.

use serde_json::{Map, Value, json};

use super::Operation;
use crate::endpoint::{Location, Param};
use crate::openapi::schema::Object;

impl Operation<'_> {
    /// Adds a parameter `name`, which the trait calls by the wire name `of`.
    pub(crate) fn parameter(
        &mut self,
        location: Location,
        name: &str,
        of: &str,
        schema: Value,
        required: bool,
        words: Map<String, Value>,
    ) {
        let is_sensitive = self.is(Param::is_sensitive, location, of);
        let schema = if is_sensitive { sensitive(schema) } else { schema };
        // The docs of a member of a spread struct are those of the parameter.
        let is_deprecated = self.is(Param::is_deprecated, location, of);
        let (schema, docs, deprecated) = match of == name {
            true => (schema, None, false),
            false => apart(schema),
        };
        let deprecated = is_deprecated || deprecated;
        let mut parameter = Object::default()
            .with("name", name)
            .with("in", location.to_string())
            .with_some("description", docs)
            .with_some("required", required.then_some(true))
            .with_some("deprecated", deprecated.then_some(true));
        parameter.0.extend(words);
        if !parameter.0.contains_key("content") {
            parameter = parameter.with("schema", schema);
        }
        self.parameters.push(parameter.into());
    }

    /// Describes the parameters that are the same on every call: an idempotency key's header, and
    /// constants.
    pub(super) fn constants(&mut self) {
        let endpoint = self.endpoint;
        if endpoint.makes_idempotency_key() {
            let words = "The same key for each attempt of a call, by which the server recognizes a \
                         repetition.";
            let words =
                Object::default().with("description", words).with("x-idempotency-key", true);
            let schema = json!({ "type": "string" });
            let name = IDEMPOTENCY_KEY;
            self.parameter(Location::Header, name, name, schema, false, words.0);
        }
        let constant = |value: &str| json!({ "type": "string", "const": value });
        for (name, value) in endpoint.query() {
            self.parameter(Location::Query, name, name, constant(value), true, Map::new());
        }
        for (name, value) in endpoint.headers() {
            if is_undescribed(name) {
                continue;
            }
            // A secret in the code is bad enough.
            let schema = match is_secret(name) {
                true => sensitive(json!({ "type": "string" })),
                false => constant(value),
            };
            self.parameter(Location::Header, name, name, schema, true, Map::new());
        }
    }

    /// The constant headers that a parameter may not describe. Credentials are not shown.
    pub(super) fn undescribed_headers(&self) -> Option<Value> {
        let headers = self.endpoint.headers().iter();
        let headers: Map<String, Value> = headers
            .filter(|(name, _)| is_undescribed(name) && !name.eq_ignore_ascii_case("authorization"))
            .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
            .collect();
        Some(headers).filter(|headers| !headers.is_empty()).map(Value::Object)
    }

    /// True if the parameter that is sent under `name` is marked so.
    fn is(&self, marked: fn(&Param) -> bool, location: Location, name: &str) -> bool {
        let is_it = |param: &&Param| param.location() == location && param.wire_name() == name;
        self.endpoint.params().iter().find(is_it).is_some_and(marked)
    }
}

const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// True of a header that OpenAPI says to ignore among parameters.
fn is_undescribed(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// True of a header that holds credentials by its name.
fn is_secret(name: &str) -> bool {
    ["authorization", "proxy-authorization", "cookie"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// The schema of a member that is a parameter, without its description and its deprecation, and these. A
/// reference keeps its own: that is about one use of the type.
fn apart(schema: Value) -> (Value, Option<Value>, bool) {
    let Value::Object(mut schema) = schema else { return (schema, None, false) };
    let docs = schema.remove("description");
    let deprecated = schema.remove("deprecated").is_some_and(|it| it == true);
    (Value::Object(schema), docs, deprecated)
}

/// A schema of a value that is not shown.
pub(super) fn sensitive(schema: Value) -> Value {
    let is_text = schema.get("type").is_some_and(|name| name == "string");
    let is_free = is_text && schema.get("format").is_none();
    let schema = Object::from(schema).with("x-sensitive", true);
    schema.with_some("format", is_free.then_some("password")).into()
}
