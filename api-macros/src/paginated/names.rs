//! The names of fields in a response.

use syn::{Attribute, Member};

use crate::names::{self, Case};
use crate::syntax::serde;

/// The names that a field may have in the response, as serde reads them. None if its own fields are in its
/// place.
pub(super) fn wire_names(
    member: &Member,
    attrs: &[Attribute],
    of_struct: &[Attribute],
) -> Vec<String> {
    let Member::Named(ident) = member else { return vec![String::new()] };
    if serde::options(attrs).any(|(word, _)| word == "flatten") {
        return Vec::new();
    }
    if serde::options(of_struct).any(|(word, _)| word == "transparent") {
        return vec![String::new()];
    }
    let renamed =
        |attrs| serde::options(attrs).find(|(word, _)| word == "rename").and_then(|(_, it)| it);
    let case =
        serde::options(of_struct).find(|(word, _)| word == "rename_all").and_then(|(_, case)| case);
    let case = case.and_then(|case| Case::from_word(&case));
    let plain = names::plain(ident);
    let own =
        renamed(attrs).unwrap_or_else(|| case.map_or(plain.clone(), |case| case.apply(&plain)));
    let aliases =
        serde::options(attrs).filter(|(word, _)| word == "alias").filter_map(|(_, name)| name);
    std::iter::once(own).chain(aliases).collect()
}
