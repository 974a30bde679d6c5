//! The stages keep their promises: each names only the modules of its row. Read from the source, by
//! its text.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

/// The modules, and those that each may name.
const ROWS: [(&str, &[&str]); 21] = [
    // Errors.
    ("diagnostic", &[]),
    ("ctxt", &["diagnostic"]),
    // Words.
    ("symbol", &[]),
    ("vocab", &[]),
    ("names", &[]),
    ("suggest", &[]),
    ("header", &[]),
    ("krate", &[]),
    // Readers.
    ("options", &["ctxt", "diagnostic", "names", "suggest", "symbol", "vocab"]),
    ("syntax", &["ctxt", "diagnostic", "symbol"]),
    // The kinds of parameters: a file has what all stages know of a kind.
    ("params", &["ctxt", "header", "krate", "options", "suggest", "syntax", "vocab"]),
    // The stages. What was typed is read by the model alone.
    (
        "attr",
        &[
            "ctxt",
            "diagnostic",
            "header",
            "names",
            "options",
            "params",
            "suggest",
            "symbol",
            "vocab",
        ],
    ),
    (
        "model",
        &[
            "attr", "ctxt", "header", "krate", "names", "options", "params", "suggest", "symbol",
            "syntax", "vocab",
        ],
    ),
    (
        "check",
        &["ctxt", "header", "model", "names", "params", "suggest", "symbol", "syntax", "vocab"],
    ),
    ("expand", &["krate", "model", "names", "params", "symbol", "syntax", "vocab"]),
    ("driver", &["attr", "check", "ctxt", "expand", "model", "syntax"]),
    // The derives have the same stages inside.
    ("envelope", &["ctxt", "diagnostic", "krate", "options", "suggest", "symbol", "syntax"]),
    ("error_code", &["ctxt", "diagnostic", "krate", "options", "suggest", "symbol", "syntax"]),
    ("status", &["ctxt", "diagnostic", "krate", "options", "suggest", "symbol", "syntax"]),
    (
        "paginated",
        &["ctxt", "diagnostic", "krate", "names", "options", "suggest", "symbol", "syntax"],
    ),
    ("lib", &["driver", "envelope", "error_code", "paginated", "status"]),
];

/// The stages of the derives, each with the stages beside it that it may name. All other files are
/// expansions, which read the model.
const DERIVES: [(&str, &[&str]); 5] = [
    ("attr", &[]),
    ("names", &[]),
    ("success", &[]),
    ("model", &["attr", "names", "success"]),
    ("mod", &["attr", "model"]),
];

#[test]
fn a_module_names_only_those_of_its_row() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in files(&source) {
        let inside = path.strip_prefix(&source).expect("it was found there").to_string_lossy();
        let module = inside.split(['/', '.']).next().unwrap_or_default();
        if ["tests", "mutations"].contains(&module) {
            continue;
        }
        let Some((_, row)) = ROWS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("`{module}` has no row"));
            continue;
        };
        for name in behind(&path, "crate::") {
            if name != module && !row.contains(&name.as_str()) {
                wrong.push(format!("{inside} names `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_derives_have_the_same_stages() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for derive in ["envelope", "error_code", "paginated", "status"] {
        for path in files(&source.join(derive)) {
            let stage = path.file_stem().expect("a file has a name").to_string_lossy();
            let row = DERIVES.iter().find(|(name, _)| *name == stage);
            let row = row.map_or(&["model"][..], |(_, row)| row);
            for name in behind(&path, "super::") {
                assert!(row.contains(&name.as_str()), "{derive}/{stage}.rs names `{name}`");
            }
        }
    }
}

/// A model holds no tokens, and a check reads none.
#[test]
fn only_expansion_quotes() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in files(&source) {
        let inside = path.strip_prefix(&source).expect("it was found there").to_string_lossy();
        let stage = inside.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_model = stage == "model" || stage == "check" || inside.ends_with("/model.rs");
        let text = fs::read_to_string(&path).expect("the source is there");
        assert!(!is_model || !text.contains("use quote"), "{inside} quotes");
    }
}

/// The names that follow a prefix in the code of a file, those of a group each.
fn behind(path: &Path, prefix: &str) -> Vec<String> {
    let text = fs::read_to_string(path).expect("the source is there");
    let code: Vec<&str> =
        text.lines().map(|line| line.split("//").next().unwrap_or(line)).collect();
    let code = code.join("\n");
    let mut names = Vec::new();
    for rest in code.split(prefix).skip(1) {
        let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let paths = group.map_or_else(|| vec![rest], |group| group.split(',').collect());
        names.extend(paths.into_iter().map(|path| {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            path.trim().chars().take_while(|c| word(*c)).collect::<String>()
        }));
    }
    names.retain(|name| !name.is_empty());
    names
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("the source is there");
    let paths = entries.map(|entry| entry.expect("the source can be read").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A macro cannot export a list, nor `api-core` the list of one to it, and `api-openapi` depends on neither.
#[test]
fn the_headers_of_the_transport_are_the_same_in_all_packages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let lists = [
        ("api-core/src/headers.rs", "WRITTEN_BY_TRANSPORT: [&str; 9] = ["),
        ("api-macros/src/header.rs", "RESERVED: [&str; 9] = ["),
        ("api-openapi/src/traits/methods/parameters.rs", "TRANSPORTS: [&str; 9] = ["),
    ];
    let names = lists.map(|(file, begin)| {
        let source = fs::read_to_string(root.join(file)).expect("a file of the source");
        let (_, list) = source.split_once(begin).expect("the list");
        let (list, _) = list.split_once(']').expect("its end");
        list.split_whitespace().collect::<String>()
    });
    let [core, macros, openapi] = names;
    assert_eq!((&macros, &openapi), (&core, &core));
}
