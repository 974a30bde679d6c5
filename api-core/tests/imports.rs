//! Imports point one way: a module of the crate names only those that come before it in [`FLOORS`].
//!
//! Read from the source, by its text: `crate::module::…`, and the names that `lib.rs` re-exports
//! (`crate::Error` counts as the module `error`). Tests within a module may name anything.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the crate, from the ground up.
const FLOORS: &[&str] = &[
    // Values that know nothing of a call.
    "bytes",
    "retry",
    "timeouts",
    "shown",
    "short_name",
    "unwinding",
    // Where parameters are sent.
    "params",
    "endpoint",
    // What went wrong.
    "envelope",
    "error",
    // What a request is made of.
    "body",
    "throughput",
    "base_url",
    "gate",
    "wire",
    "headers",
    // Who sees it.
    "observe",
    // What sends it.
    "credentials",
    "transport",
    "rate_limit",
    "client",
    // One call.
    "response",
    "request",
    "redirect",
    "pipeline",
    "streams",
    "call",
    "oauth2",
    "pages",
    // The other side.
    "context",
    "server",
    "stub",
    "openapi",
    // The statements of generated code, kind by kind. No other module can name one of these files.
    "params/*",
    // The macros' way in.
    "__private",
    "lib",
];

/// What points the other way, and why.
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

#[test]
fn a_module_names_only_those_below_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let names = names_of_the_root(&read(&source.join("lib.rs")));
    let floor = |module: &str| FLOORS.iter().position(|floor| *floor == module);
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for (module, file) in files(&source) {
        let Some(own) = floor(&module) else {
            wrong.push(format!("`{module}` has no place in FLOORS"));
            continue;
        };
        let mut text = code(&read(&file));
        // From there, the crate's root is next.
        if file == source.join(format!("{module}.rs"))
            || file == source.join(&module).join("mod.rs")
        {
            text = text.replace("super::", "crate::");
        }
        for name in named(&text) {
            let to = names.get(&name).unwrap_or(&name);
            match floor(to) {
                None => wrong.push(format!("{}: `crate::{name}` is of no module", file.display())),
                Some(other) if other <= own => {}
                Some(_) => match EXCEPTIONS.iter().position(|it| (it.0, it.1) == (&module, to)) {
                    Some(exception) => _ = used.insert(exception),
                    None => wrong.push(format!("{}: `{module}` names `{to}`", file.display())),
                },
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(used.len(), EXCEPTIONS.len(), "an exception that nothing needs");
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the source is there")
}

/// All files of the crate, each with the module of the root that it belongs to.
fn files(source: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![source.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the source is there") {
            let path = entry.expect("the source can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // The documentation of the macros is text.
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let inside = path.strip_prefix(source).expect("it was found there");
            let first = inside.iter().next().expect("a file has a name");
            let module = match inside.parent() {
                Some(folder) if folder == "params" && !inside.ends_with("mod.rs") => "params/*",
                _ => first.to_str().expect("a name in UTF-8").trim_end_matches(".rs"),
            };
            let module = module.to_owned();
            // Files of tests, and folders of them.
            let is_test = |part: &str| part.trim_end_matches(".rs").ends_with("tests");
            if !inside.iter().any(|part| is_test(&part.to_string_lossy())) {
                found.push((module, path));
            }
        }
    }
    found
}

/// The text without comments and tests.
fn code(text: &str) -> String {
    let end = text.find("\nmod tests {").unwrap_or(text.len());
    let lines = text.get(..end).unwrap_or(text).lines();
    lines.map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The names that follow `crate::`, those of a group each.
fn named(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        // Not `$crate::`, which is of a macro, nor `api_crate::`.
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        if before.is_some_and(|c| c == '$' || c == '_' || c.is_alphanumeric()) {
            continue;
        }
        let rest = code.get(at + path.len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            Some(group) => found.extend(members(group).iter().filter_map(|it| first_name(it))),
            None => found.extend(first_name(rest)),
        }
    }
    // Macros that the macros' output calls: they are of the root, wherever they are written.
    found.retain(|name| !name.starts_with("__") || name == "__private");
    found
}

/// The members of a group up to its closing brace, groups within them left out.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut members) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            c if depth == 0 => members.last_mut().into_iter().for_each(|last| last.push(c)),
            _ => {}
        }
    }
    members
}

fn first_name(path: &str) -> Option<String> {
    let path = path.trim_start();
    let end = path.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(path.len());
    path.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The names that `lib.rs` re-exports, and their modules.
fn names_of_the_root(lib: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (at, path) in lib.match_indices("use self::") {
        let rest = lib.get(at + path.len()..).unwrap_or_default();
        let Some((module, names_of_it)) = rest.split_once("::") else { continue };
        let statement = names_of_it.split(';').next().unwrap_or_default();
        for name in statement.split(|c: char| c != '_' && !c.is_alphanumeric()) {
            names.insert(name.to_owned(), module.to_owned());
        }
    }
    names
}
