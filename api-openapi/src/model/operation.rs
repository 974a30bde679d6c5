//! Operations: the methods of the paths.

use super::reader::{Reader, Version, servers};
use super::{Location, Operation, OperationExtensions, Parameter, Response, Schema, Style};
use crate::document::{Node, Value};

const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The parameters of an operation. Version 2 has the body and the fields of a form among them.
#[derive(Default)]
struct Sent<'a> {
    parameters: Vec<Parameter>,
    body: Option<Node<'a>>,
    form: Vec<Node<'a>>,
}

impl<'a> Reader<'a> {
    /// All operations, in the order of the document.
    pub(super) fn operations(&mut self, root: &Node<'a>) -> Vec<Operation> {
        let mut operations = Vec::new();
        let root_security = root.get("security").is_some_and(|list| list.items().next().is_some());
        let root_servers = servers(root);
        for (path, node) in self.entries(root, "paths") {
            if path.starts_with("x-") {
                continue;
            }
            let Some(item) = self.resolve(&node) else { continue };
            // What is written beside a `$ref` counts as well.
            let beside = node.entries().filter(|(name, _)| METHODS.contains(name));
            let beside: Vec<_> = beside.filter(|_| item.at != node.at).collect();
            if !matches!(item.value, Value::Object(_)) {
                let kind = item.value.kind();
                self.problem(&item.at, format!("a path is an object, and this is {kind}"));
                continue;
            }
            let path = match path.starts_with('/') {
                true => path.to_owned(),
                false => {
                    self.problem(&node.at, format!("the path `{path}` does not begin with `/`"));
                    format!("/{path}")
                }
            };
            let additional = item.get("additionalOperations");
            let additional = additional.iter().flat_map(Node::entries);
            let usual = item.entries().filter(|(name, _)| METHODS.contains(name));
            for (method, operation) in beside.into_iter().chain(usual).chain(additional) {
                let Some(operation) = self.resolve(&operation) else { continue };
                if !matches!(operation.value, Value::Object(_)) {
                    let kind = operation.value.kind();
                    let message = format!("an operation is an object, and this is {kind}");
                    self.problem(&operation.at, message);
                    continue;
                }
                let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
                if method.is_empty() || !method.chars().all(token) {
                    self.problem(&operation.at, format!("`{method}` is no method"));
                    continue;
                }
                let own_servers = [servers(&operation), servers(&item)];
                let own_servers = own_servers.into_iter().find(|servers| !servers.is_empty());
                let mut operation = self.operation(root, &path, method, &item, &operation);
                operation.servers = own_servers.unwrap_or_default();
                if operation.servers == root_servers {
                    operation.servers.clear();
                }
                operation.anonymous &= root_security;
                operations.push(operation);
            }
        }
        operations
    }

    fn operation(
        &mut self,
        root: &Node<'a>,
        path: &str,
        method: &str,
        item: &Node<'a>,
        node: &Node<'a>,
    ) -> Operation {
        self.operation_shapes(item);
        self.operation_shapes(node);
        let Sent { mut parameters, body, form } = self.sent(item, node);
        let path = &out_of_query(&bare_placeholders(path), &mut parameters);
        self.add_missing(path, node, &mut parameters);
        let body = match self.version {
            Version::V2 => self.body_v2(root, node, body, form),
            Version::V30 | Version::V31 => {
                node.get("requestBody").and_then(|body| self.body(&body))
            }
        };
        Operation {
            at: node.at.clone(),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            id: node.text("operationId").filter(|id| !id.trim().is_empty()),
            tags: node.texts("tags"),
            summary: node.text("summary").or_else(|| item.text("summary")),
            description: node.text("description").or_else(|| item.text("description")),
            deprecated: node.flag("deprecated"),
            servers: Vec::new(),
            parameters,
            body,
            responses: self.responses(root, node),
            security: self.security(root, node).or_else(|| self.security(root, root)),
            scopes: Self::scopes(if node.get("security").is_some() { node } else { root }),
            extensions: OperationExtensions::of(node),
            inexact: inexact(method, node),
            anonymous: node.get("security").is_some_and(|list| {
                let mut items = list.items();
                items.all(|item| matches!(item.value, Value::Object(o) if o.is_empty()))
            }),
        }
    }

    /// The parameters of a path, and of its operation.
    fn sent(&mut self, item: &Node<'a>, node: &Node<'a>) -> Sent<'a> {
        let Sent { mut parameters, mut body, mut form } = Sent::default();
        let shared = item.get("parameters");
        let own = node.get("parameters");
        for parameter in [shared, own].iter().flatten().flat_map(Node::items) {
            let Some(parameter) = self.resolve(&parameter) else { continue };
            match parameter.text("in").as_deref() {
                Some("body") if self.version == Version::V2 => body = Some(parameter),
                Some("formData") if self.version == Version::V2 => form.push(parameter),
                _ => {
                    let Some(read) = self.parameter(&parameter) else { continue };
                    // One of the operation replaces that of its path.
                    let same = |p: &Parameter| {
                        p.location == read.location
                            && match p.location {
                                Location::Header => p.name.eq_ignore_ascii_case(&read.name),
                                _ => p.name == read.name,
                            }
                    };
                    match parameters.iter_mut().find(|p| same(p)) {
                        Some(first) => *first = read,
                        None => parameters.push(read),
                    }
                }
            }
        }
        Sent { parameters, body, form }
    }

    /// Adds the parameters that a path names and nobody describes.
    fn add_missing(&mut self, path: &str, node: &Node<'a>, parameters: &mut Vec<Parameter>) {
        for placeholder in placeholders(path) {
            let plain = plain_name(placeholder);
            let mut in_path = parameters.iter().filter(|p| p.location == Location::Path);
            if in_path.any(|p| p.name == placeholder || p.name == plain) {
                continue;
            }
            self.problem(&node.at, format!("no parameter describes `{{{placeholder}}}`"));
            parameters.push(Parameter {
                at: node.at.clone(),
                name: placeholder.to_owned(),
                location: Location::Path,
                required: true,
                deprecated: false,
                description: None,
                style: Style::Csv,
                reserved: false,
                multi_segment: false,
                schema: Schema::of(node.at.clone(), super::Kind::Text(super::TextFormat::Plain)),
                extensions: super::Extensions::default(),
            });
        }
    }

    fn responses(&mut self, root: &Node<'a>, node: &Node<'a>) -> Vec<Response> {
        let mut responses = Vec::new();
        for (status, response) in self.entries(node, "responses") {
            if status.starts_with("x-") {
                continue;
            }
            let Some(parsed) = status_of(status) else {
                self.problem(&response.at, format!("`{status}` is no status"));
                continue;
            };
            let resolved = match self.resolve(&response) {
                Some(resolved) => resolved,
                // The status is known, even if its body is not.
                None => Node { value: &Value::Null, at: response.at.clone() },
            };
            self.object_only(&resolved, "a response");
            responses.push(self.response(root, node, parsed, &resolved));
        }
        responses
    }
}

/// The statements of an operation for which a method has no form, in words.
fn inexact(method: &str, node: &Node<'_>) -> Vec<String> {
    let mut inexact = Vec::new();
    let is_usual = METHODS.contains(&method);
    if !is_usual && method.chars().any(|c| c.is_ascii_lowercase()) {
        inexact.push(format!(
            "the method is `{method}`, and sent as `{}`",
            method.to_ascii_uppercase()
        ));
    }
    for (name, _) in node.get("callbacks").iter().flat_map(Node::entries) {
        inexact.push(format!(
            "the callback `{name}` is a request that the API makes; serve it yourself"
        ));
    }
    inexact
}

/// The path without what some frameworks write behind the names of placeholders: `{id:[0-9]+}`, `{id?}`,
/// `{rest...}`.
fn bare_placeholders(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('{') {
        let mut depth = 1usize;
        let end = tail.char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some((inside, after)) =
            end.and_then(|(end, _)| Some((tail.get(..end)?, tail.get(end + 1..)?)))
        else {
            break;
        };
        let name = inside.split(':').next().unwrap_or_default();
        let (name, spans) = match name.strip_suffix("...") {
            Some(name) => (name, "*"),
            None => (name.trim_end_matches('?'), ""),
        };
        out.push_str(&format!("{literal}{{{name}{spans}}}"));
        rest = after;
    }
    out + rest
}

/// The path without `q={q}` behind its `?`: what fills it is a parameter of the query.
fn out_of_query(path: &str, parameters: &mut Vec<Parameter>) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let mut kept = Vec::new();
    for pair in query.split('&') {
        let filled = pair
            .split_once('=')
            .and_then(|(key, value)| Some((key, value.strip_prefix('{')?.strip_suffix('}')?)));
        let Some((key, name)) = filled else {
            kept.push(pair);
            continue;
        };
        let is = |p: &Parameter, location, name: &str| p.location == location && p.name == name;
        if parameters.iter().any(|p| is(p, Location::Query, key)) {
            parameters.retain(|p| !is(p, Location::Path, name));
        } else if let Some(parameter) = parameters
            .iter_mut()
            .find(|p| is(p, Location::Path, name) || is(p, Location::Query, name))
        {
            parameter.location = Location::Query;
            parameter.name = key.to_owned();
        } else {
            kept.push(pair);
        }
    }
    match kept.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", kept.join("&")),
    }
}

fn status_of(text: &str) -> Option<super::Status> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("default") {
        return Some(super::Status::Default);
    }
    if text.len() == 3 && text.get(1..).is_some_and(|rest| rest.eq_ignore_ascii_case("xx")) {
        return Some(super::Status::Range(text.get(..1)?.parse().ok()?));
    }
    text.parse().ok().filter(|code| (100..600).contains(code)).map(super::Status::Code)
}

/// The names between braces.
pub(crate) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// A path without the names of its placeholders.
pub(crate) fn anonymous(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('{') {
        out.push_str(literal);
        out.push_str("{}");
        rest = tail.split_once('}').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// A name without the signs by which some descriptions say that it spans several segments, and without the
/// pattern that a gateway to gRPC has behind it: `{name=shelves/*}`.
pub(crate) fn plain_name(placeholder: &str) -> &str {
    let (name, _) = placeholder.split_once('=').unwrap_or((placeholder, ""));
    name.trim_start_matches('+').trim_end_matches(['*', '+'])
}

/// `true` of a placeholder that spans several segments, by its own signs.
pub(crate) fn spans_segments(placeholder: &str) -> bool {
    match placeholder.split_once('=') {
        Some((_, pattern)) => pattern.contains('/') || pattern.contains("**"),
        None => plain_name(placeholder).len() != placeholder.len(),
    }
}
