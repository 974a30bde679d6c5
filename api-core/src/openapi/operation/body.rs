//! The body of a request.

use serde_json::{Map, Value, json};

use super::parameters::sensitive;
use crate::Endpoint;
use crate::endpoint::{BodyFormat, Constant, Location, Param};
use crate::openapi::pairs::{list_in_brackets, pairs};
use crate::openapi::schema::{Object, members, without_null, without_unsent_null};
use crate::openapi::types::Types;
use crate::wire::media_type::{BYTES, FORM, JSON, LINES, MULTIPART};
use crate::wire::style::Style;

/// The body so far.
#[derive(Debug)]
pub(crate) struct Body {
    endpoint: &'static Endpoint,
    /// A body that is one parameter.
    whole: Option<Whole>,
    /// The members of a body that is made of loose parameters.
    properties: Map<String, Value>,
    required: Vec<Value>,
    encoding: Map<String, Value>,
    /// Values whose members are known at run time.
    spread: Vec<Value>,
    /// The schema of members whose names the caller chooses.
    others: Option<Value>,
}

#[derive(Debug)]
struct Whole {
    content_type: &'static str,
    media: Object,
    required: bool,
    docs: Option<String>,
}

impl Body {
    pub(super) fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            whole: None,
            properties: Map::new(),
            required: Vec::new(),
            encoding: Map::new(),
            spread: Vec::new(),
            others: None,
        }
    }

    /// Adds a member. One that may be null is not sent then, unless it is a `Patch` or a `Nullable`.
    pub(crate) fn member(&mut self, name: &str, schema: Value) {
        let (schema, optional) = without_unsent_null(schema);
        self.put(name, name, schema, !optional);
    }

    fn put(&mut self, name: &str, of: &str, schema: Value, required: bool) {
        let is_it = |param: &&Param| {
            [Location::Field, Location::Part].contains(&param.location()) && param.wire_name() == of
        };
        let param = self.endpoint.params().iter().find(is_it);
        let hidden = param.is_some_and(Param::is_sensitive);
        let schema = if hidden { sensitive(schema) } else { schema };
        let schema = match param.is_some_and(Param::is_deprecated) {
            true => Object::from(schema).with("deprecated", true).into(),
            false => schema,
        };
        self.properties.insert(name.to_owned(), schema);
        if required {
            self.required.push(name.into());
        }
    }

    /// Adds the members of a value.
    pub(crate) fn spread(&mut self, types: &Types, schema: Value) {
        let (schema, optional) = without_null(schema);
        match members(types, &schema) {
            Some(members) => {
                for member in members {
                    let required = member.required && !optional;
                    self.put(&member.name, "", member.schema, required);
                }
            }
            None => self.spread.push(schema),
        }
    }

    /// Allows members of any other name.
    pub(crate) fn others(&mut self, schema: Value) {
        self.others = Some(schema);
    }

    /// Adds a member that is a JSON text.
    pub(crate) fn text(&mut self, name: &str, schema: Value) {
        let (schema, optional) = without_null(schema);
        let text = json!({
            "type": "string", "contentMediaType": "application/json", "contentSchema": schema,
        });
        self.put(name, name, text, !optional);
    }

    /// Adds pairs of a form.
    pub(crate) fn pairs(&mut self, types: &Types, name: &'static str, schema: Value, style: Style) {
        for pair in pairs(types, name, schema, true, style) {
            self.put(&pair.name, name, pair.schema, pair.required);
            if !pair.style.is_empty() {
                self.encoding.insert(pair.name, pair.style.into());
            }
        }
    }

    /// Adds a part that is a JSON text.
    pub(crate) fn json_part(&mut self, name: &'static str, schema: Value) {
        self.member(name, schema);
        self.encoding.insert(name.to_owned(), json!({ "contentType": JSON }));
    }

    pub(crate) fn json(&mut self, schema: Value, declared: Option<&'static str>) {
        let (schema, optional) = without_unsent_null(schema);
        let media = Object::default().with("schema", schema);
        self.whole(declared.unwrap_or(JSON), media, !optional);
    }

    pub(crate) fn lines(&mut self, line: Value, declared: Option<&'static str>) {
        let media = Object::default().with("itemSchema", line);
        self.whole(declared.unwrap_or(LINES), media, true);
    }

    pub(crate) fn form(
        &mut self,
        types: &Types,
        schema: Value,
        style: Style,
        declared: Option<&'static str>,
    ) {
        let (schema, optional) = without_null(schema);
        let mut encoding = Map::new();
        for member in members(types, &schema).unwrap_or_default() {
            for pair in pairs(types, &member.name, member.schema, true, style) {
                // Under another name, the schema of the whole has no such member.
                if pair.name.strip_suffix("[]") == Some(&member.name) {
                    encoding.insert(member.name.clone(), list_in_brackets().into());
                } else if pair.name == member.name && !pair.style.is_empty() {
                    encoding.insert(pair.name, pair.style.into());
                }
            }
        }
        let encoding = Some(encoding).filter(|all| !all.is_empty());
        let media = Object::default().with("schema", schema).with_some("encoding", encoding);
        self.whole(declared.unwrap_or(FORM), media, !optional);
    }

    pub(crate) fn text_body(&mut self, schema: Value, declared: Option<&'static str>) {
        let (schema, optional) = without_null(schema);
        let media = Object::default().with("schema", schema);
        self.whole(declared.unwrap_or("text/plain"), media, !optional);
    }

    pub(crate) fn bytes(&mut self, required: bool, declared: Option<&'static str>) {
        self.whole(declared.unwrap_or(BYTES), Object::default(), required);
    }

    fn whole(&mut self, content_type: &'static str, media: Object, required: bool) {
        self.whole = Some(Whole { content_type, media, required, docs: None });
    }

    /// Adds what the docs of the method say of the body.
    pub(super) fn document_whole(&mut self, docs: String) {
        if let Some(whole) = &mut self.whole {
            whole.docs = Some(docs);
        }
    }

    /// Adds what the docs of the method say of a member.
    pub(super) fn document(&mut self, name: &str, docs: String) {
        if let Some(Value::Object(schema)) = self.properties.get_mut(name) {
            schema.insert("description".to_owned(), docs.into());
        }
    }

    /// The `requestBody`, if there is one.
    pub(super) fn finish(self) -> Option<Value> {
        let mut docs = None;
        let (content_type, media, required) = match (self.whole, self.endpoint.body_format()) {
            (Some(whole), _) => {
                docs = whole.docs;
                (whole.content_type, whole.media, whole.required)
            }
            (None, None) => return None,
            (None, Some(format)) => {
                let content_type = match format {
                    BodyFormat::Json => JSON,
                    BodyFormat::Form => FORM,
                    BodyFormat::Multipart => MULTIPART,
                };
                let mut schema = schema(self.endpoint, self.properties, self.required, self.spread);
                if let (Some(others), Value::Object(schema)) = (self.others, &mut schema) {
                    schema.insert("additionalProperties".to_owned(), others);
                }
                let encoding = Some(self.encoding).filter(|all| !all.is_empty());
                let media = Object::default()
                    .with("schema", schema)
                    .with_some("encoding", encoding)
                    .with_some("x-body-key", self.endpoint.body_key());
                (content_type, media, true)
            }
        };
        let content = Object::default().with(content_type, Value::from(media));
        let body = Object::default()
            .with_some("description", docs)
            .with_some("required", required.then_some(true));
        Some(body.with("content", Value::from(content)).into())
    }
}

/// The object that is made of constants and loose parameters.
fn schema(
    endpoint: &Endpoint,
    properties: Map<String, Value>,
    required: Vec<Value>,
    spread: Vec<Value>,
) -> Value {
    let loose = whole(object(properties, required), spread);
    let constants = endpoint.fields();
    if constants.is_empty() && endpoint.body_key().is_none() {
        return loose;
    }
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, constant) in constants {
        properties.insert((*name).to_owned(), described(*constant));
        required.push(Value::from(*name));
    }
    if let Some(key) = endpoint.body_key() {
        properties.insert(key.to_owned(), loose);
        required.push(key.into());
        return object(properties, required);
    }
    let Value::Object(mut loose) = loose else { return loose };
    let own = loose.remove("properties").map(Object::from).unwrap_or_default();
    properties.extend(own.0);
    if let Some(Value::Array(own)) = loose.remove("required") {
        required.extend(own);
    }
    loose.extend(Object::from(object(properties, required)).0);
    Value::Object(loose)
}

fn object(properties: Map<String, Value>, required: Vec<Value>) -> Value {
    Object::default()
        .with("type", "object")
        .with("properties", properties)
        .with_some("required", Some(required).filter(|all| !all.is_empty()))
        .into()
}

/// An object with the members of others, which are known at run time.
fn whole(own: Value, spread: Vec<Value>) -> Value {
    match spread.is_empty() {
        true => own,
        false => Object::from(own).with("allOf", spread).into(),
    }
}

fn described(constant: Constant) -> Value {
    match constant {
        Constant::Text(text) => json!({ "type": "string", "const": text }),
        Constant::Number(number) => {
            let number: Value = serde_json::from_str(number).unwrap_or_default();
            let name = if number.is_f64() { "number" } else { "integer" };
            json!({ "type": name, "const": number })
        }
        Constant::Bool(value) => json!({ "type": "boolean", "const": value }),
    }
}
