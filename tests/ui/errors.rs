//! `docs/errors.md`: every error with its cause and remedy, read from the fixtures, so that the page
//! has the compiler's own words.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use expect_test::expect_file;

/// The folders of fixtures, and what they are about.
const GROUPS: &[(&str, &str)] = &[
    ("api", "The trait"),
    ("endpoint", "Endpoints"),
    ("path", "Paths"),
    ("param", "Parameters"),
    ("output", "Return types"),
    ("types", "Types of arguments and payloads"),
    ("envelope", "Envelopes"),
    ("error_code", "Codes of an API"),
    ("status", "Enums by HTTP status"),
    ("page", "Lists in pages"),
    ("server", "Servers"),
    ("openapi", "Descriptions"),
    ("half_typed", "Half-typed code"),
];

const HEAD: &str = "# Errors

The compiler's errors about declarations, each with its cause and with what to write instead. The
page is made from the fixtures in `tests/ui/fail` by `cargo test -p api-tests-ui`, which
fails if they differ.

All errors of a trait are reported at once, each at the tokens that are wrong. The trait, the client
and the other endpoints go on compiling.
";

#[test]
fn the_page_of_errors_has_the_words_of_the_compiler() {
    let mut page = HEAD.to_owned();
    let mut helpless = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fail");
    for &(folder, title) in GROUPS {
        write!(page, "\n## {title}\n\n| cause | error | remedy |\n| --- | --- | --- |\n").unwrap();
        let entries = fs::read_dir(root.join(folder)).expect("a folder for each group");
        let mut fixtures: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        fixtures.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
        fixtures.sort();
        for fixture in fixtures {
            let source = fs::read_to_string(&fixture).unwrap();
            let (cause, own_remedy) = head(&source);
            assert!(!cause.is_empty(), "{} has no cause in its first line", fixture.display());
            let stderr = fs::read_to_string(fixture.with_extension("stderr")).unwrap();
            for (error, remedy) in errors(&stderr) {
                let remedy = remedy.as_deref().or(own_remedy);
                let Some(remedy) = remedy else {
                    helpless.push(format!("{}: {error}", fixture.display()));
                    continue;
                };
                writeln!(page, "| {cause} | {} | {} |", cell(&error), cell(remedy)).unwrap();
            }
        }
    }
    assert!(helpless.is_empty(), "neither a help nor `//! Remedy:`:\n{}", helpless.join("\n"));
    expect_file!["../../docs/errors.md"].assert_eq(&page);
}

/// Every folder of fixtures is on the page.
#[test]
fn no_group_is_forgotten() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fail");
    for entry in fs::read_dir(root).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(GROUPS.iter().any(|(folder, _)| *folder == name), "{name}");
    }
}

/// The cause in the first line of a fixture, and the remedy in the second, for an error in which
/// rustc has none.
fn head(source: &str) -> (&str, Option<&str>) {
    let mut lines = source.lines();
    let cause = lines.next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default();
    (cause, lines.next().and_then(|line| line.strip_prefix("//! Remedy: ")))
}

/// The errors of a compilation, each with its remedy: our own help, or for an error of types the
/// note of the trait that is not implemented.
fn errors(stderr: &str) -> Vec<(String, Option<String>)> {
    let mut errors: Vec<(String, Option<String>)> = Vec::new();
    let mut label = "";
    for line in stderr.lines() {
        if let Some(rest) = line.strip_prefix("error") {
            label = if rest.starts_with('[') { "= note: " } else { "= help: " };
            let message = rest.split_once(": ").map_or(rest, |(_, message)| message);
            errors.push((message.to_owned(), None));
        } else if let Some((_, text)) = line.split_once(label)
            && let Some((_, remedy @ None)) = errors.last_mut()
            && !text.starts_with("this error originates")
        {
            *remedy = Some(text.to_owned());
        }
    }
    errors
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
