//! The credentials that a trait declares.

use serde_json::{Value, json};

use super::schema::Object;

/// A kind of credentials, named as the constructors of [`Credentials`](crate::Credentials) are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `Authorization: Bearer TOKEN`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// `Authorization: SCHEME TOKEN`.
    Authorization(&'static str),
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
}

impl Scheme {
    /// The name of the scheme among those of the description.
    pub(super) fn name(self) -> String {
        let name = match self {
            Self::Bearer => "bearer",
            Self::Basic => "basic",
            Self::Authorization(name) | Self::Header(name) | Self::Query(name) => name,
        };
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        name.chars().map(|c| if allowed(c) { c } else { '_' }).collect()
    }

    /// The scheme as OpenAPI has it.
    pub(super) fn describe(self) -> Value {
        match self {
            Self::Bearer => json!({ "type": "http", "scheme": "bearer" }),
            Self::Basic => json!({ "type": "http", "scheme": "basic" }),
            // Tools take an `http` scheme that they do not know for that of a user name and a password.
            Self::Authorization(name) => json!({
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": format!("`{name}`, a space, and the token."),
                "x-scheme": name,
            }),
            Self::Header(name) => json!({ "type": "apiKey", "in": "header", "name": name }),
            Self::Query(name) => json!({ "type": "apiKey", "in": "query", "name": name }),
        }
    }
}

/// A `security` of alternatives, each of schemes that are needed together.
pub(super) fn security(alternatives: &[&[Scheme]]) -> Value {
    let requirement = |schemes: &&[Scheme]| {
        let named = |all: Object, scheme: &Scheme| all.with(&scheme.name(), Vec::<Value>::new());
        Value::from(schemes.iter().fold(Object::default(), named))
    };
    alternatives.iter().map(requirement).collect()
}
