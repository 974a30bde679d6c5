//! The whole of a description: its version, what holds for all operations, and the operations.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::subtypes::Family;
use super::{Api, Named, Schema, TypeId};
use crate::document::{Description, Node, Place, Problem, Value};

/// The reader of a description, and what it has read so far.
pub(super) struct Reader<'a> {
    pub(super) description: &'a Description,
    pub(super) version: Version,
    pub(super) problems: Vec<Problem>,
    types: Vec<(Node<'a>, Option<Schema>)>,
    by_place: HashMap<Place, TypeId>,
    pub(super) is_of_traits: bool,
    /// The depth of the schema that is being read.
    pub(super) depth: usize,
    /// The subtypes among the components, once they are asked for.
    pub(super) family: Option<Family<'a>>,
    /// The schema that is read next is a part of a subtype: its own members count, not its subtypes.
    pub(super) as_base: bool,
}

/// The version of a description, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Swagger 2.0
    V2,
    /// OpenAPI 3.0
    V30,
    /// OpenAPI 3.1 and later, whose schemas are JSON Schema.
    V31,
}

/// Reads a description.
///
/// # Errors
///
/// It is no description at all. What is wrong inside of one is in [`Api::problems`].
pub(crate) fn read(description: &Description) -> Result<Api, Problem> {
    let root = description.root();
    let version = version(description, &root)?;
    let mut reader = Reader {
        description,
        version,
        problems: Vec::new(),
        types: Vec::new(),
        by_place: HashMap::new(),
        is_of_traits: root.text("x-generator").is_some_and(|name| name == "api-core"),
        depth: 0,
        family: None,
        as_base: false,
    };
    reader.root_shapes(&root);
    let info = root.get("info");
    let title = info.as_ref().and_then(|info| info.text("title")).unwrap_or_default();
    let about = info.as_ref().and_then(|info| info.text("description"));
    let tags = root.get("tags");
    let tags = tags
        .iter()
        .flat_map(Node::items)
        .filter_map(|tag| Some((tag.text("name")?, tag.text("description").unwrap_or_default())));
    let tags = tags.collect();
    let servers = reader.root_servers(&root);
    let mut operations = reader.operations(&root);
    let servers = match operations.first().map(|operation| operation.servers.clone()) {
        // All operations name the server that the description does not.
        Some(own) if servers.is_empty() && operations.iter().all(|o| o.servers == own) => {
            operations.iter_mut().for_each(|operation| operation.servers.clear());
            own
        }
        _ => servers,
    };
    let envelopes = reader.envelopes(&root);
    let webhooks = ["webhooks", "x-webhooks"].iter().find_map(|name| root.get(name));
    let webhooks = webhooks.iter().flat_map(Node::entries);
    let webhooks = webhooks.map(|(name, webhook)| (name.to_owned(), webhook.at)).collect();
    let components = match version {
        Version::V2 => root.get("definitions"),
        Version::V30 | Version::V31 => root.get("components").and_then(|c| c.get("schemas")),
    };
    let components: Vec<Place> =
        components.iter().flat_map(Node::entries).map(|(_, schema)| schema.at).collect();
    let types = reader.read_types();
    let is_of_traits = reader.is_of_traits;
    let problems = reader.problems;
    Ok(Api {
        title,
        description: about,
        servers,
        tags,
        operations,
        types,
        components,
        is_of_traits,
        webhooks,
        envelopes,
        problems,
    })
}

fn version(description: &Description, root: &Node<'_>) -> Result<Version, Problem> {
    let problem = |at: &Place, message: String| Err(description.problem(at, message));
    if !matches!(root.value, Value::Object(_)) {
        let message = format!("a description is an object, and this is {}", root.value.kind());
        return problem(&root.at, message);
    }
    let version = match (root.text("swagger"), root.text("openapi")) {
        (Some(text), _) if text.starts_with('2') => Version::V2,
        (_, Some(text)) if text.starts_with("3.0") || text == "3" => Version::V30,
        (_, Some(text)) if text.starts_with("3.") => Version::V31,
        (Some(text), _) => {
            let message = format!("`{text}` is a version that is not read: write `2.0`");
            return problem(&root.at.step("swagger"), message);
        }
        (_, Some(text)) => {
            let message = format!("`{text}` is a version that is not read: write 3.0, 3.1 or 3.2");
            return problem(&root.at.step("openapi"), message);
        }
        (None, None) => {
            let message = "no description: there is neither `openapi` nor `swagger`";
            return problem(&root.at, message.to_owned());
        }
    };
    match root.value.get("paths") {
        Some(Value::Object(_)) => Ok(version),
        None | Some(Value::Null) if version == Version::V31 => Ok(version),
        None => problem(&root.at, "there are no `paths`".to_owned()),
        Some(other) => {
            let message = format!("`paths` is an object, and this is {}", other.kind());
            problem(&root.at.step("paths"), message)
        }
    }
}

impl<'a> Reader<'a> {
    /// Notes what is wrong at a place.
    pub(super) fn problem(&mut self, at: &Place, message: impl Into<String>) {
        let problem = self.description.problem(at, message);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Notes a value that is no object where it has to be one.
    pub(super) fn object_only(&mut self, node: &Node<'a>, what: &str) {
        if !matches!(node.value, Value::Object(_) | Value::Null) {
            let kind = node.value.kind();
            self.problem(&node.at, format!("{what} is an object, and this is {kind}"));
        }
    }

    /// The node behind references; none, and a problem, if they lead nowhere.
    pub(super) fn resolve(&mut self, node: &Node<'a>) -> Option<Node<'a>> {
        match self.description.resolve(node) {
            Ok(node) => Some(node),
            Err(problem) => {
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
                None
            }
        }
    }

    /// The entries of a member, which may be in another place as a whole.
    pub(super) fn entries(&mut self, node: &Node<'a>, name: &str) -> Vec<(&'a str, Node<'a>)> {
        let Some(member) = node.get(name) else { return Vec::new() };
        let member = match member.value.get("$ref") {
            // A property may be called so, but is no text.
            Some(Value::Text(_)) => self.resolve(&member),
            _ => Some(member),
        };
        if let Some(Node { value, at }) = &member
            && !matches!(value, Value::Object(_))
        {
            self.problem(at, format!("`{name}` is an object, and this is {}", value.kind()));
        }
        member.iter().flat_map(Node::entries).collect()
    }

    /// The number of the type at a place. It is read later, since it may lead back here.
    pub(super) fn intern(&mut self, node: Node<'a>) -> TypeId {
        if let Some(id) = self.by_place.get(&node.at) {
            return *id;
        }
        let id = TypeId(self.types.len());
        self.by_place.insert(node.at.clone(), id);
        self.types.push((node, None));
        id
    }

    /// Reads the schemas behind references, and those behind theirs.
    fn read_types(&mut self) -> Vec<Named> {
        let mut next = 0;
        while let Some((node, _)) = self.types.get(next) {
            let schema = self.schema(&node.clone());
            if let Some((_, read)) = self.types.get_mut(next) {
                *read = Some(schema);
            }
            next += 1;
        }
        let types = std::mem::take(&mut self.types).into_iter();
        types
            .map(|(Node { at, .. }, schema)| Named {
                schema: schema.unwrap_or_else(|| Schema::any(at.clone())),
                at,
            })
            .collect()
    }

    fn root_servers(&self, root: &Node<'a>) -> Vec<String> {
        match self.version {
            Version::V2 => {
                let host = root.text("host");
                let base = root.text("basePath").unwrap_or_default();
                let schemes = root.texts("schemes");
                let scheme = match schemes.first() {
                    Some(only) if !schemes.iter().any(|scheme| scheme == "https") => only.as_str(),
                    _ => "https",
                };
                let base = base.trim_end_matches('/');
                match host {
                    Some(host) => vec![format!("{scheme}://{host}{base}")],
                    None if base.is_empty() => Vec::new(),
                    None => vec![base.to_owned()],
                }
            }
            Version::V30 | Version::V31 => servers(root),
        }
    }
}

/// The URLs of the servers of the root, a path or an operation, with their variables filled in.
pub(super) fn servers(node: &Node<'_>) -> Vec<String> {
    let servers = node.get("servers");
    let urls = servers.iter().flat_map(Node::items).filter_map(|server| {
        let mut url = server.text("url")?;
        let variables: IndexMap<_, _> =
            server.get("variables").iter().flat_map(Node::entries).collect();
        for (name, variable) in variables {
            if let Some(default) = variable.text("default") {
                url = url.replace(&format!("{{{name}}}"), &default);
            }
        }
        Some(url.trim_end_matches('/').to_owned())
    });
    urls.filter(|url| !url.is_empty()).collect()
}
