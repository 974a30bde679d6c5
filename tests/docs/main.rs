//! What the documents name is there: the files behind their links, and the paths in their tables.

use std::fs;
use std::path::{Path, PathBuf};

/// The documents of the repository.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Fixtures quote documents of others.
            let is_elsewhere = ["target", "fixtures"].contains(&&*name) || name.starts_with('.');
            if path.is_dir() && !is_elsewhere {
                folders.push(path);
            } else if name.ends_with(".md") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 10, "{found:?}");
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The texts between `open` and the next `close`, line by line.
fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    text.lines().flat_map(move |line| {
        line.split(open).skip(1).filter_map(move |rest| rest.split(close).next())
    })
}

#[test]
fn every_link_leads_to_a_file() {
    let mut dead = Vec::new();
    // The documentation of the macros names items, and rustdoc checks its links.
    let of_macros = root().join("api-core/src/macros");
    for document in documents().into_iter().filter(|document| !document.starts_with(&of_macros)) {
        let text = fs::read_to_string(&document).unwrap();
        for link in between(&text, "](", ')') {
            let file = link.split('#').next().unwrap();
            let elsewhere = file.is_empty() || file.contains("://") || file.contains(' ');
            if !elsewhere && !document.parent().unwrap().join(file).exists() {
                dead.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// A path in backticks that begins with a folder of the repository names something in it.
#[test]
fn every_path_is_there() {
    const FOLDERS: [&str; 5] = ["api-core/", "api-macros/", "tests/", "examples/", "docs/"];
    let mut gone = Vec::new();
    for document in documents() {
        // It tells of former versions.
        if document.ends_with("CHANGELOG.md") {
            continue;
        }
        let text = fs::read_to_string(&document).unwrap();
        // The paths of the table in `tests/README.md` are seen from there.
        let base = if document.ends_with("tests/README.md") { "tests/" } else { "" };
        for path in text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)) {
            let Some(word) = path.split_whitespace().next() else { continue };
            let is_path = |word: &str| FOLDERS.iter().any(|folder| word.starts_with(folder));
            let in_tests = !base.is_empty()
                && ["it/", "faults/", "server/", "stub/", "ui/", "load/", "fuzz/"]
                    .iter()
                    .any(|folder| word.starts_with(folder));
            let word = if in_tests { format!("{base}{word}") } else { word.to_owned() };
            if !is_path(&word) || word.contains(['<', '…', '*']) {
                continue;
            }
            for path in alternatives(&word) {
                if !root().join(&path).exists() {
                    gone.push(format!("{}: {path}", document.display()));
                }
            }
        }
    }
    assert!(gone.is_empty(), "{}", gone.join("\n"));
}

/// `a/{b,c}.rs` stands for `a/b.rs` and `a/c.rs`.
fn alternatives(path: &str) -> Vec<String> {
    let Some((head, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let Some((words, tail)) = rest.split_once('}') else { return vec![path.to_owned()] };
    words.split(',').flat_map(|word| alternatives(&format!("{head}{word}{tail}"))).collect()
}
