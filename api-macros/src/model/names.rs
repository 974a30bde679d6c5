//! Names: those on the wire, and those of what is generated.

use syn::Ident;
use syn::ext::IdentExt as _;

/// The name on the wire of something that has no name of its own there.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
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

/// Whether a header may hold this text: visible ASCII, with spaces and tabs inside.
pub(crate) fn is_header_value(value: &str) -> bool {
    value == value.trim() && value.chars().all(|c| matches!(c, ' '..='~' | '\t'))
}
