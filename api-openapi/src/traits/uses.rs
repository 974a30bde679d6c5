//! The `use` lines of a file.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;

use super::files::Sources;

impl<'s, 'a> Sources<'s, 'a> {
    /// The `use` lines of a file. `own` are the names that it defines itself.
    pub(super) fn uses(&self, text: &str, split: Option<()>, own: &HashSet<String>) -> String {
        let words = words(text);
        let has = |word: &str| words.contains(word);
        let mut out = String::new();
        if has("BTreeMap") {
            out.push_str("use std::collections::BTreeMap;\n\n");
        }
        let mut core: Vec<&str> = CORE.iter().copied().filter(|word| has(word)).collect();
        if text.contains("#[api") {
            core.push("api");
        }
        if !core.is_empty() {
            let _ = writeln!(out, "use api_core::{{{}}};", core.join(", "));
        }
        if has("JsonSchema") {
            out.push_str("use schemars::JsonSchema;\n");
        }
        let serde: Vec<&str> =
            ["Deserialize", "Serialize"].into_iter().filter(|w| has(w)).collect();
        if !serde.is_empty() {
            let _ = writeln!(out, "use serde::{{{}}};", serde.join(", "));
        }
        if split.is_some() {
            let mut from: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for item in &self.types.items {
                if has(&item.name) && !own.contains(&item.name) {
                    let module = item.home.and_then(|home| self.traits.get(home));
                    let module = module.map_or("types", |one| one.module.as_str());
                    from.entry(module).or_default().insert(&item.name);
                }
            }
            let declared = self.types.declared.iter().map(|declared| &declared.name);
            let wrappers = self.types.wrapper.iter().map(|wrapper| &wrapper.name).chain(declared);
            for name in wrappers.filter(|name| has(name.as_str())) {
                if !text.contains(&format!("struct {name}<T>")) {
                    from.entry("types").or_default().insert(name);
                }
            }
            if !from.is_empty() {
                out.push('\n');
            }
            for (module, names) in from {
                let names: Vec<&str> = names.into_iter().collect();
                let _ = writeln!(out, "use super::{module}::{{{}}};", names.join(", "));
            }
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }
}

/// The names of `api_core` that generated code may use.
const CORE: [&str; 13] = [
    "Body",
    "ByStatus",
    "Bytes",
    "Envelope",
    "EventStream",
    "JsonLines",
    "Nullable",
    "Paginated",
    "Part",
    "Patch",
    "Result",
    "StatusError",
    "Text",
];

/// The identifiers of the code that may name a type: without comments, texts, and names of variants.
pub(super) fn words(text: &str) -> HashSet<&str> {
    let code = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    // A method may be called as a type is, in a script without capitals.
    let code = code.map(|line| match line.split_once("async fn ") {
        Some((_, rest)) => rest.find('(').and_then(|end| rest.get(end..)).unwrap_or_default(),
        None => line,
    });
    let without_names = code.filter_map(|line| {
        let name = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
        let (first, rest) = line.split_at_checked(name)?;
        let is_variant = first.starts_with(char::is_uppercase);
        match rest.chars().next() {
            // `Name(Type),`, `Name = "value",` and `Name,`
            Some('(') if is_variant => Some(rest),
            Some(' ' | ',') if is_variant => None,
            _ => Some(line),
        }
    });
    // What is between quotes is every second piece, but for the quotes that are escaped.
    let outside = without_names.flat_map(|line| {
        let mut is_outside = true;
        line.split('"').filter(move |piece| {
            let is_here = is_outside;
            is_outside ^= is_here || !piece.ends_with('\\');
            is_here
        })
    });
    // A name behind `::` belongs to another crate.
    let bare = outside.flat_map(|code| {
        let mut pieces = code.split("::");
        let first = pieces.next().into_iter();
        first.chain(pieces.filter_map(|piece| {
            let end = piece.find(|c: char| !c.is_alphanumeric() && c != '_')?;
            piece.get(end..)
        }))
    });
    bare.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).collect()
}
