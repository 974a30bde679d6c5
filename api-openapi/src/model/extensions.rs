//! The extensions by which a description that is made from traits says more than OpenAPI can.

use super::Status;
use super::reader::Reader;
use crate::document::{Node, Place, Value};

/// The extensions of a parameter, of a member of a body, or of a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Extensions {
    /// It is sent as its name alone.
    pub(crate) flag: bool,
    /// It is percent-encoded already.
    pub(crate) encoded: bool,
    /// It is not shown.
    pub(crate) sensitive: bool,
    /// A truth value is `1` or `0`.
    pub(crate) digits: bool,
    /// Null is sent, and is not the same as nothing.
    pub(crate) patch: bool,
    /// Members of members are written as `a.b`.
    pub(crate) dots: bool,
    /// The client makes it.
    pub(crate) idempotency_key: bool,
    /// The style of a list, in the word of a declaration.
    pub(crate) list: Option<String>,
    /// The only value, by `const`.
    pub(crate) constant: Option<Value>,
    /// A schema of a description that is made from traits, as it is.
    pub(crate) whole: Option<Value>,
}

impl Extensions {
    pub(super) fn of(node: &Node<'_>) -> Self {
        Self {
            flag: node.flag("x-flag"),
            encoded: node.flag("x-encoded"),
            sensitive: node.flag("x-sensitive"),
            digits: node.text("x-bools").is_some_and(|word| word == "digits"),
            patch: node.flag("x-patch"),
            dots: node.text("x-nested").is_some_and(|word| word == "dots"),
            idempotency_key: node.flag("x-idempotency-key"),
            list: node.text("x-list"),
            constant: node.value.get("const").cloned(),
            whole: None,
        }
    }

    /// With what the schema of the same parameter says.
    pub(super) fn and(self, schema: &Self) -> Self {
        Self {
            sensitive: self.sensitive || schema.sensitive,
            digits: self.digits || schema.digits,
            constant: schema.constant.clone(),
            ..self
        }
    }
}

/// The extensions of an operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationExtensions {
    /// The name of the argument that is the URL.
    pub(crate) url: Option<String>,
    /// The name of its base URL.
    pub(crate) base: Option<String>,
    /// No other success is taken than the one that is described.
    pub(crate) strict: bool,
    /// The statuses that mean that there is nothing.
    pub(crate) none: Vec<u16>,
    /// The rule by which the list goes on.
    pub(crate) pages: Option<Value>,
    /// Constant headers that a description does not have as parameters.
    pub(crate) headers: Vec<(String, String)>,
}

impl OperationExtensions {
    /// `true` of a status that means that there is nothing.
    pub(crate) fn is_none(&self, status: Status) -> bool {
        matches!(status, Status::Code(code) if self.none.contains(&code))
    }
}

impl OperationExtensions {
    pub(super) fn of(node: &Node<'_>) -> Self {
        let url = node.get("servers").and_then(|servers| {
            let url = servers.items().next()?.text("url")?;
            let name = url.strip_prefix('{')?.strip_suffix('}')?;
            (!name.contains(['{', '}'])).then(|| name.to_owned())
        });
        let none = node.get("x-none");
        let headers = node.get("x-headers");
        let headers = headers.iter().flat_map(Node::entries);
        Self {
            url,
            base: node.text("x-base"),
            none: none
                .iter()
                .flat_map(Node::items)
                .filter_map(|status| status.value.to_string().parse().ok())
                .collect(),
            pages: node.value.get("x-pages").cloned(),
            strict: node.get("x-success").is_some(),
            headers: headers
                .filter_map(|(name, value)| {
                    Some((name.to_owned(), value.value.as_text()?.to_owned()))
                })
                .collect(),
        }
    }
}

/// An envelope, by the table that it is opened by.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    /// The component of its successes.
    pub(crate) at: Place,
    pub(crate) docs: Option<String>,
    pub(crate) table: Value,
}

impl<'a> Reader<'a> {
    /// The envelopes among the components.
    pub(super) fn envelopes(&self, root: &Node<'a>) -> Vec<Envelope> {
        let tables = root.get("x-envelopes");
        let tables = tables.iter().flat_map(Node::entries);
        let at = |name: &str| root.at.step("components").step("schemas").step(name);
        let schemas = root.get("components").and_then(|components| components.get("schemas"));
        let docs = |name: &str| schemas.as_ref()?.get(name)?.text("description");
        let envelope = |(name, table): (&str, Node<'a>)| Envelope {
            at: at(name),
            docs: docs(name),
            table: table.value.clone(),
        };
        tables.map(envelope).collect()
    }
}
