//! The names of types among the components.

use std::collections::BTreeMap;

use schemars::SchemaGenerator;

use crate::{Error, Result};

/// A type that a generator has given a name to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Identity {
    /// Its path, with those of its parameters: `a::Page<b::Chat>`.
    pub(super) path: String,
    /// The name that the generator gave it: `Page`, or `Page2`.
    pub(super) given: String,
}

/// All types that a generator has given names to. Its definitions must have been taken.
///
/// A generator numbers types of one name (`Chat`, `Chat2`, and `Page`, `Page2` of `Page<T>`) in the order
/// in which it meets them, and has no method to ask which type is behind a name. Its `Debug` output has
/// both. The alternative, to take every name with a number behind it for such a type, would reject those
/// that are really called so. `a_generator_shows_its_types` fails should that output ever change.
pub(super) fn identities(generator: &SchemaGenerator) -> Vec<Identity> {
    let shown = format!("{generator:?}");
    let (_, table) = shown.rsplit_once("schema_id_to_name: {").unwrap_or_default();
    let (table, _) = table.split_once("used_schema_names: {").unwrap_or((table, ""));
    let entries = table.split("SchemaUid(\"").skip(1);
    let identity = |entry: &str| {
        let (path, rest) = entry.split_once('"')?;
        let (_, rest) = rest.split_once("): \"")?;
        let (given, _) = rest.split_once('"')?;
        Some(Identity { path: path.to_owned(), given: given.to_owned() })
    };
    entries.filter_map(identity).collect()
}

/// The names of types by their paths. They depend on the types alone, and not on the order in which they
/// are met: `Chat`, and `Page_Chat` of a `Page<Chat>`.
///
/// # Errors
///
/// If two types have one name.
pub(super) fn names<'a>(
    types: impl Iterator<Item = &'a Identity> + Clone,
) -> Result<BTreeMap<String, String>> {
    let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for Identity { path, given } in types {
        let paths = by_name.entry(name(path, given)).or_default();
        if !paths.contains(&path.as_str()) {
            paths.push(path);
        }
    }
    let mut names = BTreeMap::new();
    for (name, mut paths) in by_name {
        paths.sort_unstable();
        let head = |path: &str| path.split('<').next().unwrap_or_default().to_owned();
        match &paths[..] {
            [first, .., last] if head(first) != head(last) || !first.contains('<') => {
                return Err(same_name(&name, first, last));
            }
            [_, _, ..] => {
                // Of one generic type. Its parameters differ in their modules.
                names.extend(paths.into_iter().map(|path| (path.to_owned(), component(path))));
            }
            _ => names.extend(paths.into_iter().map(|path| (path.to_owned(), name.clone()))),
        }
    }
    Ok(names)
}

/// The error of two types of one name.
pub(super) fn same_name(name: &str, first: &str, second: &str) -> Error {
    Error::build(format!(
        "two types of the description are called `{name}`: `{first}` and `{second}`; rename one with \
         `#[schemars(rename = \"…\")]`"
    ))
}

/// The name of a type at `path`, which a generator calls `given`.
fn name(path: &str, given: &str) -> String {
    let plain = plain(path);
    let head = plain.split('<').next().unwrap_or_default();
    let number = given.strip_prefix(head).filter(|_| !head.is_empty());
    match number {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => component(&plain),
        // It has a name that is put together in a way of its own.
        _ => component(given),
    }
}

/// A name as that of a component, which may have ASCII letters, digits, `.`, `-` and `_`.
pub(super) fn component(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let words = name.split(|c: char| !allowed(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// A path of a type without its modules, and without those of its parameters: `Page<Chat>`.
fn plain(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut begin = 0;
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ':' && chars.peek() == Some(&':') {
            chars.next();
            plain.truncate(begin);
            continue;
        }
        plain.push(c);
        if !(c.is_alphanumeric() || c == '_') {
            begin = plain.len();
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Identity, identities, names, plain};

    struct Named<const PATH: u8>;

    impl<const PATH: u8> JsonSchema for Named<PATH> {
        fn schema_name() -> Cow<'static, str> {
            "Named".into()
        }

        fn schema_id() -> Cow<'static, str> {
            format!("module_{PATH}::Named").into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "description": "schema_id_to_name: {SchemaUid(\"x\"" })
        }
    }

    fn identity(path: &str, given: &str) -> Identity {
        Identity { path: path.to_owned(), given: given.to_owned() }
    }

    #[test]
    fn a_generator_shows_its_types() {
        let mut generator = SchemaGenerator::default();
        generator.subschema_for::<Named<1>>();
        generator.subschema_for::<Vec<Named<2>>>();
        generator.take_definitions(false);
        let expected =
            [identity("module_1::Named", "Named"), identity("module_2::Named", "Named2")];
        assert_eq!(identities(&generator), expected);
    }

    #[test]
    fn a_type_has_its_own_name_and_those_of_its_parameters() {
        let types = [
            identity("b::Chat", "Chat"),
            // No second `Chat`: it is called so.
            identity("b::Chat2", "Chat2"),
            identity("a::Page<b::Chat>", "Page"),
            identity("a::Page<b::Chat2>", "Page2"),
            identity("a::{T}Pages<b::Chat>", "ChatPages"),
            // Between parameters there is nothing in a path.
            identity("a::Pair<b::Xc::Y>", "Pair"),
            identity("a::Pair<b::Zc::Y>", "Pair2"),
        ];
        let Ok(names) = names(types.iter()) else { return assert_eq!(1, 2) };
        let names: Vec<_> = names.values().map(String::as_str).collect();
        let generic = ["Page_Chat2", "Page_Chat", "a_Pair_b_Xc_Y", "a_Pair_b_Zc_Y"];
        let others = ["ChatPages", "Chat", "Chat2"];
        assert_eq!(names, [&generic[..], &others[..]].concat());
    }

    #[test]
    fn types_of_one_name_are_an_error_that_names_both() {
        let types = [identity("c::d::Chat", "Chat"), identity("b::Chat", "Chat2")];
        let error = names(types.iter()).map_err(|error| error.to_string());
        let expected = "two types of the description are called `Chat`: `b::Chat` and `c::d::Chat`";
        assert!(error.is_err_and(|error| error.contains(expected)));
    }

    #[test]
    fn modules_are_left_out_of_a_path() {
        assert_eq!(plain("a::b::Page<c::Chat, (d::E,f::G)>"), "Page<Chat, (E,G)>");
    }
}
