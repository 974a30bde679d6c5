//! Names: those on the wire, and those of what is generated.

use syn::Ident;
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;

/// The name on the wire of something that has no name of its own there.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// True of a name that a parameter can have.
pub(crate) fn is_identifier(name: &str) -> bool {
    Ident::parse_any.parse_str(name).is_ok()
}

/// A way to spell names, in serde's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Another casing of the words: `userName`, `user_name`, `USER_NAME`, …
    Rule(ident_case::RenameRule),
    ScreamingKebab,
}

impl Case {
    /// The cases that can be asked for.
    pub(crate) const WORDS: [&'static str; 7] = [
        "camelCase",
        "PascalCase",
        "snake_case",
        "kebab-case",
        "SCREAMING_SNAKE_CASE",
        "SCREAMING-KEBAB-CASE",
        "lowercase",
    ];

    pub(crate) fn from_word(text: &str) -> Option<Self> {
        match text {
            "SCREAMING-KEBAB-CASE" => Some(Self::ScreamingKebab),
            other => other.parse().ok().map(Self::Rule),
        }
    }

    /// The name of a parameter in this case.
    pub(crate) fn apply(self, name: &str) -> String {
        match self {
            Self::Rule(rule) => rule.apply_to_field(name),
            Self::ScreamingKebab => name.to_uppercase().replace('_', "-"),
        }
    }
}

/// The name of a variant, from that of a method.
pub(crate) fn variant(method: &str) -> String {
    let name = ident_case::RenameRule::PascalCase.apply_to_field(method);
    // `_1` would come to a number, and `self_` to a keyword.
    let is_name = name.starts_with(|c: char| !c.is_ascii_digit()) && name != "Self";
    if is_name { name } else { format!("Call{name}") }
}

/// The name of a function, from that of a type.
pub(crate) fn snake(ty: &str) -> String {
    ident_case::RenameRule::SnakeCase.apply_to_variant(ty)
}
