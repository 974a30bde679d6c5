//! An endpoint as an operation. Generated code calls a method per parameter: those of a server's
//! `Input`, by the same names, with a description in place of a value.

mod body;
mod documented;
mod parameters;
mod returned;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::body::Body;
use super::docs::shown;
use super::envelope::Wrapper;
use super::schema::{
    Described, DescribedBytes, DescribedFlag, DescribedLines, DescribedPart, Object,
};
use super::types::Types;
use crate::Endpoint;
use crate::endpoint::Location;
use crate::wire::style::{List, Style};

/// The description of an endpoint so far.
#[derive(Debug)]
pub struct Operation<'a> {
    endpoint: &'static Endpoint,
    envelope: Option<Wrapper>,
    types: &'a mut Types,
    parameters: Vec<Value>,
    body: Body,
    responses: BTreeMap<String, Value>,
    /// The URL, if it is a parameter.
    servers: Option<Value>,
    streams: bool,
    /// The rule by which the list goes on.
    pub(super) pages: Option<Value>,
}

impl<'a> Operation<'a> {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        envelope: Option<Wrapper>,
        types: &'a mut Types,
    ) -> Self {
        let body = Body::new(endpoint);
        Self {
            endpoint,
            envelope,
            types,
            parameters: Vec::new(),
            body,
            responses: BTreeMap::new(),
            servers: None,
            streams: false,
            pages: None,
        }
    }

    pub(super) fn types(&mut self) -> &mut Types {
        self.types
    }

    /// A placeholder.
    pub fn path<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.placeholder(name, schema, Object::default());
    }

    /// A placeholder whose value is percent-encoded already.
    pub fn encoded_path<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.placeholder(name, schema, Object::default().with("x-encoded", true));
    }

    /// A list at a placeholder, with commas between its elements: the usual style of a path.
    pub fn path_list<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.placeholder(name, schema, Object::default());
    }

    /// Pairs of the query.
    pub fn query<T: Described<K>, K>(&mut self, name: &'static str, style: Style) {
        let schema = self.types.sent::<T>();
        self.query_pairs(name, schema, style);
    }

    /// A pair of the query whose value is a JSON text.
    pub fn query_json<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.query_text(name, schema);
    }

    /// A flag in the query.
    pub fn flag<T: DescribedFlag<K>, K>(&mut self, name: &'static str) {
        let words = Object::default().with("allowEmptyValue", true).with("x-flag", true);
        let schema = json!({ "type": "boolean" });
        self.parameter(Location::Query, name, name, schema, false, words.0);
    }

    /// A header.
    pub fn header<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.single_header(name, schema, Object::default());
    }

    /// A list of headers, or a header with a list.
    pub fn header_list<T: Described<K>, K>(&mut self, name: &'static str, list: List) {
        let schema = self.types.sent::<T>();
        let repeat = (list == List::Repeat).then(|| list.word());
        self.single_header(name, schema, Object::default().with_some("x-list", repeat));
    }

    /// A map of headers. Only those of a struct have names to describe.
    pub fn header_map<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.headers(name, &schema);
    }

    /// A map of headers that replace others.
    pub fn replacing_header_map<T: Described<K>, K>(&mut self, name: &'static str) {
        self.header_map::<T, K>(name);
    }

    /// A member of the JSON body.
    pub fn field<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.body.member(name, schema);
    }

    /// Members of the JSON body.
    pub fn flat_field<T: Described<K>, K>(&mut self, _: &'static str) {
        let schema = self.types.sent::<T>();
        self.body.spread(self.types, schema);
    }

    /// A member of the body whose value is a JSON text.
    pub fn field_json<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.body.text(name, schema);
    }

    /// Pairs of a form.
    pub fn form_field<T: Described<K>, K>(&mut self, name: &'static str, style: Style) {
        let schema = self.types.sent::<T>();
        self.body.pairs(self.types, name, schema, style);
    }

    /// A part of a multipart body, or several of one name.
    pub fn part<T: DescribedPart<K>, K>(&mut self, name: &'static str) {
        let schema = T::part(self.types);
        self.body.member(name, schema);
    }

    /// A part that is a JSON text.
    pub fn part_json<T: Described<K>, K>(&mut self, name: &'static str) {
        let schema = self.types.sent::<T>();
        self.body.json_part(name, schema);
    }

    /// A whole JSON body.
    pub fn json<T: Described<K>, K>(&mut self, declared: Option<&'static str>) {
        let schema = self.types.sent::<T>();
        self.body.json(schema, declared);
    }

    /// A body of JSON lines.
    pub fn json_lines<T: DescribedLines<K>, K>(&mut self, declared: Option<&'static str>) {
        let line = T::line(self.types);
        self.streams = true;
        self.body.lines(line, declared);
    }

    /// A whole form.
    pub fn form<T: Described<K>, K>(&mut self, style: Style, declared: Option<&'static str>) {
        let schema = self.types.sent::<T>();
        self.body.form(self.types, schema, style, declared);
    }

    /// A body of text.
    pub fn text<T: Described<K>, K>(&mut self, declared: Option<&'static str>) {
        let schema = self.types.sent::<T>();
        self.body.text_body(schema, declared);
    }

    /// A body of bytes.
    pub fn bytes<T: DescribedBytes<K>, K>(&mut self, declared: Option<&'static str>) {
        self.body.bytes(!T::OPTIONAL, declared);
    }

    /// A parameter whose type the caller chooses.
    pub fn any(&mut self, location: Location, name: &'static str) {
        match location {
            Location::Path => {
                self.placeholder(name, json!({ "type": "string" }), Object::default())
            }
            Location::Query => self.query_pairs(name, Value::Bool(true), Style::PLAIN),
            Location::Header => self.single_header(name, Value::Bool(true), Object::default()),
            Location::Field | Location::Part => self.body.member(name, Value::Bool(true)),
            Location::Body => self.body.any(),
            Location::Url => self.url(),
        }
    }

    /// The URL, which the caller gives: a server of its own with no path behind it.
    pub fn url(&mut self) {
        let words = "The URL, given with each call.";
        self.servers = Some(json!([{
            "url": "{url}",
            "variables": { "url": { "default": "/", "description": words } },
        }]));
    }

    /// The operation, and true if older versions of OpenAPI have no words for it.
    pub(super) fn finish(mut self) -> (Map<String, Value>, bool) {
        self.constants();
        let endpoint = self.endpoint;
        let docs = shown(&self.documented());
        let (summary, description) = paragraphs(&docs);
        let headers = self.undescribed_headers();
        let strict = (endpoint.success() == [200]).then(|| json!([200]));
        let operation = Object::default()
            .with("operationId", endpoint.name())
            .with("tags", vec![Value::from(endpoint.trait_name())])
            .with_some("summary", Some(summary).filter(|text| !text.is_empty()))
            .with_some("description", Some(description).filter(|text| !text.is_empty()))
            .with_some("deprecated", endpoint.is_deprecated().then_some(true))
            .with_some("parameters", Some(self.parameters).filter(|all| !all.is_empty()))
            .with_some("requestBody", self.body.finish())
            .with_some("servers", self.servers)
            .with_some("x-base", endpoint.base())
            .with_some("x-pages", self.pages)
            .with_some("x-success", strict)
            .with_some("x-none", Some(endpoint.none()).filter(|none| !none.is_empty()))
            .with_some("x-headers", headers)
            .with("responses", self.responses.into_iter().collect::<Map<_, _>>());
        (operation.0, self.streams)
    }
}

/// The first paragraph of docs in one line, and what follows it.
fn paragraphs(docs: &str) -> (String, &str) {
    let (first, rest) = docs.split_once("\n\n").unwrap_or((docs, ""));
    (first.lines().map(str::trim).collect::<Vec<_>>().join(" "), rest.trim())
}
