//! An endpoint as an operation. Generated code calls a method per parameter: those of a server's
//! `Input`, by the same names, with a description in place of a value. They are in `params/`.

mod body;
mod documented;
mod parameters;
mod returned;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::body::Body;
use super::docs::shown;
use super::envelope::Wrapper;
use super::schema::Object;
use super::types::Types;
use crate::Endpoint;

/// The description of an endpoint so far.
#[derive(Debug)]
pub struct Operation<'a> {
    pub(crate) endpoint: &'static Endpoint,
    envelope: Option<Wrapper>,
    pub(crate) types: &'a mut Types,
    parameters: Vec<Value>,
    pub(crate) body: Body,
    responses: BTreeMap<String, Value>,
    /// The URL, if it is a parameter.
    pub(crate) servers: Option<Value>,
    pub(crate) streams: bool,
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
