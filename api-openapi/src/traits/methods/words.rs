//! The words of a method: its name, and its docs.

use super::super::names::{camel, ident, snake};
use super::exact;
use crate::model::Operation;

/// The docs of a method: summary and description, and its parameters come later.
pub(super) fn docs(operation: &Operation) -> String {
    let summary = operation.summary.as_deref().unwrap_or_default().trim();
    let description = operation.description.as_deref().unwrap_or_default().trim();
    let first = description.lines().next().unwrap_or_default().trim();
    let same =
        |a: &str, b: &str| a.trim_end_matches('.').eq_ignore_ascii_case(b.trim_end_matches('.'));
    match (summary, description) {
        ("", "") => format!("`{} {}`", operation.method, operation.path),
        ("", text) | (text, "") => text.to_owned(),
        (summary, description) if same(summary, first) => description.to_owned(),
        (summary, description) => format!("{summary}\n\n{description}"),
    }
}

/// The names of the trait, the method, and of the types that belong to it.
pub(crate) fn names(operation: &Operation, tag: &str, is_of_traits: bool) -> (String, String) {
    if let Some(names) = operation.id.as_deref().filter(|_| is_of_traits).map(exact::names) {
        return names;
    }
    let id = match &operation.id {
        Some(id) => own_part(id, operation).to_owned(),
        None => {
            let path = operation.path.replace(['{', '}'], " ");
            format!("{} {path}", operation.method.to_lowercase())
        }
    };
    // `repos/list-tags` of the tag `repos` is `list_tags`.
    let whole = snake(&id);
    let tag = snake(tag);
    let has_prefix = id.contains(['/', '.', ':']) || id.starts_with(&format!("{tag}_"));
    let short = whole.strip_prefix(&format!("{tag}_")).filter(|_| has_prefix);
    let name = short.unwrap_or(&whole);
    let name = match name {
        // Every client has these of its own, or every stub.
        "new" | "client" | "router" | "transport" | "calls" | "verify" => format!("{name}_"),
        other if ident(other) != other => format!("{other}_"),
        other => other.to_owned(),
    };
    let name = name.trim_start_matches('_').to_owned();
    let name = match name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        true => format!("call_{name}"),
        false => name,
    };
    (name, camel(&id))
}

/// An `operationId` without the path and the method that some frameworks put behind the name.
fn own_part<'i>(id: &'i str, operation: &Operation) -> &'i str {
    let path: String =
        operation.path.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let end = format!("{path}_{}", operation.method.to_lowercase());
    id.strip_suffix(&end).filter(|own| !own.is_empty()).unwrap_or(id)
}
