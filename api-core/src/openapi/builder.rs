//! A description that is put together, endpoint by endpoint.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::docs::shown;
use super::envelope::{DescribedEnvelope, Wrapper};
use super::operation::Operation;
use super::schema::Object;
use super::security::{Scheme, security};
use super::types::Types;
use super::version::Version;
use crate::endpoint::PathPiece;
use crate::{Endpoint, Error, Result};

/// The parts of a description so far.
#[derive(Debug)]
pub struct Builder {
    types: Types,
    operations: Vec<Described>,
    tags: Vec<Value>,
    schemes: BTreeMap<String, Scheme>,
    /// The `security` of the trait whose endpoints are added, if it declares one.
    security: Option<Value>,
    error: Option<Error>,
}

/// An endpoint that is described.
#[derive(Debug)]
struct Described {
    endpoint: &'static Endpoint,
    operation: Map<String, Value>,
    /// The `security` of its trait.
    security: Option<Value>,
    /// True if an older version has no words for it.
    streams: bool,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            types: Types::new(),
            operations: Vec::new(),
            tags: Vec::new(),
            schemes: BTreeMap::new(),
            security: None,
            error: None,
        }
    }

    /// Begins a trait, with its docs and the credentials that it declares.
    pub fn service(&mut self, name: &str, docs: &str, schemes: Option<&[&[Scheme]]>) {
        let docs = Some(shown(docs)).filter(|docs| !docs.is_empty());
        self.tags.push(Object::default().with("name", name).with_some("description", docs).into());
        for scheme in schemes.iter().flat_map(|all| all.iter()).flat_map(|all| all.iter()) {
            let other = self.schemes.insert(scheme.name(), *scheme);
            if let Some(other) = other.filter(|other| other != scheme) {
                let message = format!(
                    "two schemes of credentials are called `{}` in the description: {other:?} and {scheme:?}",
                    scheme.name()
                );
                self.error.get_or_insert_with(|| Error::build(message));
            }
        }
        self.security = schemes.map(security);
    }

    /// Adds an endpoint, whose envelope is `E`. `describe` tells its parameters and responses.
    pub fn endpoint<E: DescribedEnvelope>(
        &mut self,
        endpoint: &'static Endpoint,
        describe: impl FnOnce(&mut Operation<'_>),
    ) {
        let mut operation = Operation::new(endpoint, Wrapper::of::<E>(), &mut self.types);
        describe(&mut operation);
        let (operation, streams) = operation.finish();
        let security = self.security.clone();
        self.operations.push(Described { endpoint, operation, security, streams });
    }

    /// The whole description, without `info` and `servers`.
    pub(super) fn finish(mut self, asked: Option<Version>) -> Result<(Version, Object)> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let newest = |it: &Described| it.streams || !is_usual(it.endpoint.method());
        let version = asked.unwrap_or(match self.operations.iter().any(newest) {
            true => Version::V3_2,
            false => Version::V3_1,
        });
        let security = shared_security(&mut self.operations);
        name_apart(&mut self.operations);
        let mut paths = paths(self.operations, version)?;

        let mut components = self.types.finish()?;
        components.settle(&mut paths);
        components.keep_reached(&paths);
        let schemes: Map<String, Value> =
            self.schemes.iter().map(|(name, scheme)| (name.clone(), scheme.describe())).collect();
        let envelopes = Some(components.envelopes).filter(|all| !all.is_empty());
        let mut parts = Object::default();
        if !components.schemas.is_empty() {
            parts = parts.with("schemas", components.schemas);
        }
        if !schemes.is_empty() {
            parts = parts.with("securitySchemes", schemes);
        }
        let mut whole = Object::default().with_some("security", security).with("tags", self.tags);
        whole = whole.with("paths", paths).with_some("x-envelopes", envelopes);
        if !parts.0.is_empty() {
            whole = whole.with("components", Value::from(parts));
        }
        Ok((version, whole))
    }
}

/// The `security` that all traits declare alike. Where they do not, each endpoint has its own.
fn shared_security(operations: &mut [Described]) -> Option<Value> {
    let mut all = operations.iter().map(|it| &it.security);
    let shared =
        all.next().cloned().flatten().filter(|first| all.all(|it| it.as_ref() == Some(first)));
    for Described { endpoint, operation, security, .. } in operations {
        if !endpoint.uses_credentials() {
            operation.insert("security".to_owned(), json!([]));
        } else if shared.is_none()
            && let Some(own) = security
        {
            operation.insert("security".to_owned(), own.clone());
        }
    }
    shared
}

/// Puts the trait in front of the names that endpoints of several traits have: each name may be there
/// once.
fn name_apart(operations: &mut [Described]) {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&str> =
        operations.iter().map(|it| it.endpoint.name()).filter(|name| !seen.insert(*name)).collect();
    for Described { endpoint, operation, .. } in operations {
        if twice.contains(endpoint.name()) {
            let name = format!("{}.{}", endpoint.trait_name(), endpoint.name());
            operation.insert("operationId".to_owned(), name.into());
        }
    }
}

/// The operations by path and method.
fn paths(operations: Vec<Described>, version: Version) -> Result<Value> {
    // Templates that differ in the names of their placeholders are the same path to OpenAPI.
    let mut templates: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    let mut requests: BTreeMap<(String, &str), Vec<&'static Endpoint>> = BTreeMap::new();
    for Described { endpoint, .. } in &operations {
        templates.entry(anonymous(endpoint)).or_insert_with(|| placeholders(endpoint));
        requests.entry((anonymous(endpoint), endpoint.method())).or_default().push(endpoint);
    }
    let mut paths: Map<String, Value> = Map::new();
    for Described { endpoint, mut operation, .. } in operations {
        let template = anonymous(endpoint);
        let names = templates.get(&template).map(Vec::as_slice).unwrap_or_default();
        rename(&mut operation, &placeholders(endpoint), names);
        let mut path = path(endpoint, names);
        let same = requests.get(&(template, endpoint.method())).map(Vec::as_slice);
        if let Some(same @ [_, _, ..]) = same {
            apart(same)?;
            // Told apart by constants of the query or the body, which a path has no words for. The
            // fragment is never sent.
            let is_twice = same.iter().filter(|it| it.name() == endpoint.name()).count() > 1;
            let name = match is_twice {
                true => format!("{}.{}", endpoint.trait_name(), endpoint.name()),
                false => endpoint.name().to_owned(),
            };
            path = format!("{path}#{name}");
        }
        let item = paths.entry(path).or_insert_with(|| json!({}));
        let method = endpoint.method();
        let operation = Value::Object(operation);
        let Value::Object(item) = item else { continue };
        if is_usual(method) {
            item.insert(method.to_ascii_lowercase(), operation);
        } else if version != Version::V3_2 {
            let message = format!("{endpoint}: only OpenAPI 3.2 has a place for this method");
            return Err(Error::build(message));
        } else if method == "QUERY" {
            item.insert("query".to_owned(), operation);
        } else {
            let others = item.entry("additionalOperations").or_insert_with(|| json!({}));
            if let Value::Object(others) = others {
                others.insert(method.to_owned(), operation);
            }
        }
    }
    Ok(Value::Object(paths))
}

/// Checks that endpoints of several traits that take one request are meant to: all but those of one trait
/// say `overload`.
fn apart(same: &[&'static Endpoint]) -> Result<()> {
    let mut plain = same.iter().filter(|endpoint| !endpoint.is_overload());
    let Some(first) = plain.next() else { return Ok(()) };
    match plain.find(|endpoint| endpoint.trait_name() != first.trait_name()) {
        None => Ok(()),
        Some(other) => {
            let message = format!(
                "{first} and {other} take the same request: describe them apart, or write `overload` if \
                 the response is only read in another way"
            );
            Err(Error::build(message))
        }
    }
}

/// True of a method that has a place in every version.
fn is_usual(method: &str) -> bool {
    ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"].contains(&method)
}

fn placeholders(endpoint: &Endpoint) -> Vec<&'static str> {
    let name = |piece: &PathPiece| match piece {
        PathPiece::Literal(_) => None,
        PathPiece::Param(name) | PathPiece::Rest(name) => Some(*name),
    };
    endpoint.pieces().iter().filter_map(name).collect()
}

/// The template without the names of its placeholders.
fn anonymous(endpoint: &Endpoint) -> String {
    path(endpoint, &[])
}

/// The template with these names at its placeholders.
fn path(endpoint: &Endpoint, names: &[&str]) -> String {
    let mut names = names.iter();
    let mut path = String::new();
    for piece in endpoint.pieces() {
        match piece {
            PathPiece::Literal(text) => path.push_str(text),
            PathPiece::Param(_) | PathPiece::Rest(_) => {
                path.push_str(&format!("{{{}}}", names.next().unwrap_or(&"")));
            }
        }
    }
    if path.is_empty() { "/".to_owned() } else { path }
}

/// Gives the parameters of a path the names of the template that they share.
fn rename(operation: &mut Map<String, Value>, own: &[&str], names: &[&str]) {
    let Some(Value::Array(parameters)) = operation.get_mut("parameters") else { return };
    for parameter in parameters.iter_mut().filter(|it| it.get("in").is_some_and(|it| it == "path"))
    {
        let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
        let renamed = own.iter().zip(names).find(|(own, _)| **own == name).map(|(_, name)| *name);
        if let (Some(renamed), Value::Object(parameter)) = (renamed, parameter) {
            parameter.insert("name".to_owned(), renamed.into());
        }
    }
}
