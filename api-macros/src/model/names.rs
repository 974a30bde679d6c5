//! Names: those on the wire, and those of what is generated.

use syn::Ident;
use syn::ext::IdentExt as _;

/// The name on the wire of something that has no name of its own there.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
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
    pub(crate) const ALL: &str = "\"camelCase\", \"PascalCase\", \"snake_case\", \"kebab-case\", \
                                  \"SCREAMING_SNAKE_CASE\", \"SCREAMING-KEBAB-CASE\" or \
                                  \"lowercase\"";

    pub(crate) fn parse(text: &str) -> Option<Self> {
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

/// The name of a type, from that of a method.
pub(crate) fn pascal(method: &str) -> String {
    ident_case::RenameRule::PascalCase.apply_to_field(method)
}

/// The name of a function, from that of a type.
pub(crate) fn snake(ty: &str) -> String {
    ident_case::RenameRule::SnakeCase.apply_to_variant(ty)
}

/// The constant that holds an endpoint's metadata.
pub(crate) fn constant(method: &Ident) -> Ident {
    let name = plain(method).to_uppercase();
    Ident::new(&format!("ENDPOINT_{name}"), method.span())
}

/// Whether a header may be called so (RFC 9110 §5.1: a token).
pub(crate) fn is_header_name(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}

/// Whether a header follows from the request and the connection, and is not for anyone to set.
pub(crate) fn is_reserved_header(name: &str) -> bool {
    const RESERVED: [&str; 8] = [
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// Whether a header may hold this text: visible ASCII, with spaces and tabs inside.
pub(crate) fn is_header_value(value: &str) -> bool {
    value == value.trim() && value.chars().all(|c| matches!(c, ' '..='~' | '\t'))
}

/// The one of `words` that is a slip away from what was typed.
pub(crate) fn nearest<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let score = |word: &str| strsim::jaro_winkler(typed, word);
    words.filter(|word| score(word) > 0.8).max_by(|a, b| score(a).total_cmp(&score(b)))
}

/// The usual method that is meant where a letter is missing, doubled or swapped. Another letter
/// is not taken for a slip: `READ` is one letter from `HEAD`.
pub(crate) fn meant_method(typed: &str) -> Option<&'static str> {
    const USUAL: [&str; 9] =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];
    if USUAL.contains(&typed) {
        return None;
    }
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    USUAL.into_iter().find(|usual| {
        strsim::osa_distance(typed, usual) == 1
            && (usual.len() != typed.len() || sorted(usual) == sorted(typed))
    })
}
