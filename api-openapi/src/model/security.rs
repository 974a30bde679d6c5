//! The credentials that operations need.

use super::reader::{Reader, Version};
use crate::document::{Node, Place, Value};

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

impl Scheme {
    /// `true` if what is sent for one is what the other takes.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        let is_whole = |scheme: &Self| matches!(scheme, Self::Header(name) if name.eq_ignore_ascii_case("authorization"));
        let is_part =
            |scheme: &Self| matches!(scheme, Self::Bearer | Self::Basic | Self::Authorization(_));
        match (self, other) {
            (Self::Header(a), Self::Header(b)) => a.eq_ignore_ascii_case(b),
            // The header as a whole may have anything in it.
            (a, b) => a == b || (is_whole(a) && is_part(b)) || (is_part(a) && is_whole(b)),
        }
    }
}

impl std::fmt::Display for Scheme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bearer => f.write_str("a bearer token"),
            Self::Basic => f.write_str("a user name and a password"),
            Self::Authorization(word) => write!(f, "`Authorization: {word} …`"),
            Self::Header(name) => write!(f, "the header `{name}`"),
            Self::Query(name) => write!(f, "the query `{name}`"),
            Self::Cookie(name) => write!(f, "the cookie `{name}`"),
            Self::Other(name) => write!(f, "`{name}`"),
        }
    }
}

fn is_authorization(name: &str, place: &str) -> bool {
    place == "header" && name.eq_ignore_ascii_case("authorization")
}

impl<'a> Reader<'a> {
    /// The `security` of the root or of an operation; none if it has none.
    pub(super) fn security(&mut self, root: &Node<'a>, node: &Node<'a>) -> Option<Security> {
        let Some(Value::List(_)) = node.value.get("security") else { return None };
        let list = node.get("security")?;
        let mut alternatives = Vec::new();
        for needed in list.items() {
            self.object_only(&needed, "an element of `security`");
            let schemes = needed.entries().map(|(name, of)| self.scheme(root, name, &of.at));
            alternatives.push(schemes.collect());
        }
        Some(alternatives)
    }

    /// The scopes that each alternative of the `security` of the root or of an operation asks for.
    pub(super) fn scopes(node: &Node<'a>) -> Vec<Vec<String>> {
        let list = node.get("security");
        let scopes = |needed: Node<'a>| {
            let texts = |(_, list): (&'a str, Node<'a>)| {
                list.items().filter_map(|it| it.value.as_text().map(str::to_owned)).collect()
            };
            needed.entries().flat_map::<Vec<String>, _>(texts).collect()
        };
        list.iter().flat_map(Node::items).map(scopes).collect()
    }

    fn scheme(&mut self, root: &Node<'a>, name: &str, at: &Place) -> Scheme {
        let schemes = match self.version {
            Version::V2 => root.get("securityDefinitions"),
            Version::V30 | Version::V31 => {
                root.get("components").and_then(|components| components.get("securitySchemes"))
            }
        };
        let other = || Scheme::Other(name.to_owned());
        let Some(scheme) = schemes.and_then(|schemes| schemes.get(name)) else {
            self.problem(at, format!("no security scheme is called `{name}`"));
            return other();
        };
        let Ok(scheme) = self.description.resolve(&scheme) else { return other() };
        let text = |name: &str| scheme.text(name).unwrap_or_default();
        match text("type").as_str() {
            "basic" => Scheme::Basic,
            "http" => match text("scheme").to_ascii_lowercase().as_str() {
                "bearer" => Scheme::Bearer,
                "basic" => Scheme::Basic,
                _ => Scheme::Authorization(text("scheme")),
            },
            "apiKey" if is_authorization(&text("name"), &text("in")) => {
                match scheme.text("x-scheme") {
                    Some(word) if word.eq_ignore_ascii_case("bearer") => Scheme::Bearer,
                    Some(word) if word.eq_ignore_ascii_case("basic") => Scheme::Basic,
                    Some(word) => Scheme::Authorization(word),
                    None => Scheme::Header("Authorization".to_owned()),
                }
            }
            "apiKey" => match text("in").as_str() {
                "header" => Scheme::Header(text("name")),
                "query" => Scheme::Query(text("name")),
                "cookie" => Scheme::Cookie(text("name")),
                _ => other(),
            },
            "oauth2" | "openIdConnect" => Scheme::Bearer,
            _ => other(),
        }
    }
}
