//! The files: one for all of it, or one per trait beside the types that they share.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::options::Options;
use super::report::Report;
use super::shapes::Limits;
use super::types::{
    FROM_STR, ItemBody, ItemId, JSON_SCHEMA_CONSTANT, JSON_SCHEMA_ENUM, MACROS, NAME_RULES, Types,
};
use super::{Trait, docs, format, kept};
use crate::model::Api;

/// The traits of a description: the files, and the report.
#[derive(Clone, Debug)]
pub struct Traits {
    /// The files that `--out` writes. The first is `mod.rs`.
    pub files: Vec<File>,
    /// All of it as one file.
    pub one: String,
    /// The report: what was written, and what is not exact.
    pub report: Report,
}

/// A file of generated Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name in the directory.
    pub name: String,
    /// Its text, not laid out by `rustfmt` yet.
    pub text: String,
}

impl Traits {
    /// All of it as one file, laid out by `rustfmt`.
    pub fn formatted(&self) -> String {
        format::formatted(&self.one, Path::new("."))
    }

    /// Writes the files into a directory. Items that are marked `// kept` stay as they are. A file that
    /// does not change is not touched. Returns the names of those that did.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written.
    pub fn write(&self, directory: &Path) -> std::io::Result<Vec<PathBuf>> {
        std::fs::create_dir_all(directory)?;
        let mut changed = Vec::new();
        for (path, text) in self.stale(directory)? {
            std::fs::write(&path, text)?;
            changed.push(path);
        }
        Ok(changed)
    }

    /// The files of a directory that are not as they would be written.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn check(&self, directory: &Path) -> std::io::Result<Vec<PathBuf>> {
        Ok(self.stale(directory)?.into_iter().map(|(path, _)| path).collect())
    }

    fn stale(&self, directory: &Path) -> std::io::Result<Vec<(PathBuf, String)>> {
        let mut stale = Vec::new();
        for file in &self.files {
            let path = directory.join(&file.name);
            let before = match std::fs::read_to_string(&path) {
                Ok(text) => Some(text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            let text = match &before {
                Some(before) => kept::merged(before, &file.text),
                None => file.text.clone(),
            };
            let text = format::formatted(&text, directory);
            if before.as_ref() != Some(&text) {
                stale.push((path, text));
            }
        }
        Ok(stale)
    }
}

/// The items that the files are made of.
pub(super) struct Sources<'s, 'a> {
    pub(super) api: &'s Api,
    pub(super) types: &'s Types<'a>,
    pub(super) traits: &'s [Trait],
    pub(super) options: &'s Options,
}

/// The message about a webhook.
pub(super) const WEBHOOK: &str = "a webhook is a request that the API makes; serve it yourself";

/// Lints that say nothing about code that follows a description: a program may use a part of it, a
/// variant may be large, a map may hold maps, and names are the API's.
const ALLOW: &str = "#![allow(\n    dead_code,\n    unused_imports,\n    clippy::disallowed_names,\n    \
                     clippy::enum_variant_names,\n    clippy::large_enum_variant,\n    clippy::module_inception,\n    \
                     clippy::should_implement_trait,\n    clippy::type_complexity,\n    \
                     clippy::upper_case_acronyms,\n    clippy::wrong_self_convention\n)]\n";

impl<'s, 'a> Sources<'s, 'a> {
    pub(super) fn write(&self, report: Report) -> Traits {
        let shared: String = self.items(None);
        let homes: Vec<(String, String)> = (0..self.traits.len())
            .map(|home| (self.one_trait(home), self.items(Some(home))))
            .collect();
        let bodies: String = homes.iter().fold(String::new(), |mut all, (one, items)| {
            all.push_str(one);
            all.push_str(items);
            all
        });
        let notes: String = self.api.webhooks.iter().fold(String::new(), |mut notes, (name, _)| {
            notes.push_str(&docs::remark(&format!("Not exact: `{name}`: {WEBHOOK}."), 0));
            notes
        });
        let notes = if notes.is_empty() { notes } else { format!("{notes}\n") };
        let head = format!("{}\n{notes}", self.head());
        let limits = self.types.limits.as_ref().map(Limits::render).unwrap_or_default();
        let one = format!("{bodies}{shared}{limits}");
        let macros = self.macros(&one);
        let one = format!("{head}{ALLOW}\n{}{macros}{one}", self.uses(&one, None, &HashSet::new()));

        let mut files = Vec::new();
        let mut modules: Vec<&str> =
            self.traits.iter().map(|one| one.module.as_str()).chain(["types"]).collect();
        modules.sort_unstable();
        let mods: String = modules.iter().fold(String::new(), |mut mods, module| {
            let _ = writeln!(mods, "pub mod {module};");
            mods
        });
        let exported: BTreeMap<&str, &str> =
            self.traits.iter().map(|one| (one.module.as_str(), one.name.as_str())).collect();
        let exports: String = exported.iter().fold(String::new(), |mut exports, (module, name)| {
            let _ = writeln!(exports, "pub use self::{module}::{{{name}, {name}Client}};");
            exports
        });
        files.push(File {
            name: "mod.rs".to_owned(),
            text: format!("{head}{ALLOW}\n{macros}{mods}\n{exports}\n{limits}"),
        });
        for (one, (text, items)) in self.traits.iter().zip(&homes) {
            let text = format!("{text}{items}");
            let home = self.traits.iter().position(|other| other.name == one.name);
            let own = self.names_of(home);
            let head = format!("{}\n", docs::comment(docs::first_sentence(&one.docs), 0, "//!"));
            files.push(File {
                name: format!("{}.rs", one.module),
                text: format!("{head}{}{text}", self.uses(&text, Some(()), &own)),
            });
        }
        let own = self.names_of(None);
        let text = format!(
            "//! The types that the traits share.\n\n{}{shared}",
            self.uses(&shared, Some(()), &own)
        );
        files.push(File { name: "types.rs".to_owned(), text });
        Traits { files, one, report }
    }

    fn head(&self) -> String {
        let mut head = String::new();
        let title = self.api.title.trim();
        let title = if title.is_empty() { "An API." } else { title };
        head.push_str(&docs::comment(title, 0, "//!"));
        let mut text = String::new();
        if let Some(about) =
            self.api.description.as_deref().map(str::trim).filter(|t| !t.is_empty())
        {
            // The rest is for a web page.
            let first = about.split("\n\n").next().unwrap_or_default();
            let _ = write!(text, "{first}\n\n");
        }
        if let Some(server) = self.api.servers.first() {
            let _ = write!(text, "The base URL is `{server}`.\n\n");
        }
        text.push_str(
            "Written by `api-openapi traits`. An item with a line `// kept` above it stays as it is when \
             the file is written again.",
        );
        let _ = write!(head, "//!\n{}", docs::comment(&text, 0, "//!"));
        head
    }

    fn one_trait(&self, home: usize) -> String {
        let Some(one) = self.traits.get(home) else { return String::new() };
        let mut out = match self.api.is_of_traits {
            true => docs::verbatim(&one.docs, 0, "///"),
            false => docs::comment(&one.docs, 0, "///"),
        };
        let mut words = Vec::new();
        if let Some(envelope) = &one.envelope {
            words.push(format!("envelope = {envelope}"));
        }
        if let Some(credentials) = &one.credentials {
            words.push(format!("credentials = {credentials}"));
        }
        if self.options.openapi {
            words.push("openapi".to_owned());
        }
        if self.options.server && one.unserved.is_none() {
            words.push("server".to_owned());
        }
        if let Some(message) = &one.unserved {
            out.push_str(&docs::remark(&format!("Not exact: {message}."), 0));
        }
        let _ = match words.is_empty() {
            true => writeln!(out, "#[api]"),
            false => writeln!(out, "#[api({})]", words.join(", ")),
        };
        let _ = writeln!(out, "pub trait {} {{", one.name);
        let methods: Vec<String> = one.methods.iter().map(|method| method.render()).collect();
        out.push_str(&methods.join("\n"));
        out.push_str("}\n\n");
        out
    }

    /// The items of a trait, or the shared ones.
    fn items(&self, home: Option<usize>) -> String {
        let mut out = String::new();
        if let Some(wrapper) = self.types.wrapper.as_ref().filter(|_| home.is_none()) {
            out.push_str(&wrapper.render());
        }
        for declared in self.types.declared.iter().filter(|_| home.is_none()) {
            out.push_str(&declared.render());
        }
        for (index, item) in self.types.items.iter().enumerate() {
            let is_used = item.sent || item.received;
            if item.home == home && is_used && !matches!(item.body, ItemBody::Pending) {
                out.push_str(&self.types.render(ItemId(index)));
                out.push('\n');
            }
        }
        out
    }

    fn names_of(&self, home: Option<usize>) -> HashSet<String> {
        let items = self.types.items.iter().filter(|item| item.home == home);
        items.map(|item| item.name.clone()).collect()
    }

    /// The macros that the text calls.
    fn macros(&self, text: &str) -> String {
        let mut out = String::new();
        for (name, lines) in MACROS {
            if !text.contains(&format!("\n{name} {{")) && !text.starts_with(&format!("{name} {{")) {
                continue;
            }
            let from_str = if self.options.server { FROM_STR } else { "" };
            let (of_enum, of_constant) = match self.options.openapi {
                true => (JSON_SCHEMA_ENUM, JSON_SCHEMA_CONSTANT),
                false => ("", ""),
            };
            let (rules, named) = match self.options.openapi {
                true => (NAME_RULES, "$(as $schema:tt)? $(or $any:ident)? {"),
                false => ("", "{"),
            };
            // A schema has the docs.
            let (text, variant, fragment) = match self.options.openapi {
                true => ("doc = $text", "doc = $docs", "literal"),
                false => ("$attribute", "$docs", "meta"),
            };
            let lines = lines
                .replace("        FROM_STR\n", from_str)
                .replace("        NAME_RULES\n", rules)
                .replace("NAMED{", named)
                .replace("TEXT:PATTERN", &format!("{text}:{fragment}"))
                .replace("DOCS:PATTERN", &format!("{variant}:{fragment}"))
                .replace("TEXT", text)
                .replace("DOCS", variant)
                .replace("        JSON_SCHEMA_ENUM\n", of_enum)
                .replace("        JSON_SCHEMA_CONSTANT\n", of_constant);
            out.push_str(&lines);
            out.push('\n');
        }
        out
    }
}
