//! The credentials that operations need.

use super::reader::{Reader, Version};
use crate::document::{Node, Value};

/// A kind of credentials, by what is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// `Authorization: Bearer TOKEN`, wherever the token comes from.
    Bearer,
    Basic,
    /// `Authorization: SCHEME TOKEN`
    Authorization(String),
    Header(String),
    Query(String),
    Cookie(String),
    /// Something that is no part of the request, by its name.
    Other(String),
}

/// Alternatives, each of schemes that are sent together. None means that no credentials are needed.
pub(crate) type Security = Vec<Vec<Scheme>>;

impl<'a> Reader<'a> {
    /// The `security` of the root or of an operation; none if it has none.
    pub(super) fn security(&self, root: &Node<'a>, node: &Node<'a>) -> Option<Security> {
        let Some(Value::List(_)) = node.value.get("security") else { return None };
        let list = node.get("security")?;
        let alternatives = list.items().map(|needed| {
            needed.entries().map(|(name, _)| self.scheme(root, name)).collect::<Vec<Scheme>>()
        });
        Some(alternatives.collect())
    }

    fn scheme(&self, root: &Node<'a>, name: &str) -> Scheme {
        let schemes = match self.version {
            Version::V2 => root.get("securityDefinitions"),
            Version::V30 | Version::V31 => {
                root.get("components").and_then(|components| components.get("securitySchemes"))
            }
        };
        let other = || Scheme::Other(name.to_owned());
        let Some(scheme) = schemes.and_then(|schemes| schemes.get(name)) else { return other() };
        let Ok(scheme) = self.description.resolve(&scheme) else { return other() };
        let text = |name: &str| scheme.text(name).unwrap_or_default();
        match text("type").as_str() {
            "basic" => Scheme::Basic,
            "http" => match text("scheme").to_ascii_lowercase().as_str() {
                "bearer" => Scheme::Bearer,
                "basic" => Scheme::Basic,
                _ => Scheme::Authorization(text("scheme")),
            },
            "apiKey" => match text("in").as_str() {
                "header" => match scheme.text("x-scheme") {
                    Some(word) => Scheme::Authorization(word),
                    None => Scheme::Header(text("name")),
                },
                "query" => Scheme::Query(text("name")),
                "cookie" => Scheme::Cookie(text("name")),
                _ => other(),
            },
            "oauth2" | "openIdConnect" => Scheme::Bearer,
            _ => other(),
        }
    }
}
