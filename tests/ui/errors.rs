//! `docs/errors.md`: every error with its cause and remedy, read from the fixtures, so that the page
//! says what the compiler says.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use expect_test::expect_file;

/// The folders of fixtures, and what they are about.
const GROUPS: [(&str, &str); 10] = [
    ("api", "The trait"),
    ("endpoint", "Endpoints"),
    ("path", "Paths"),
    ("param", "Parameters"),
    ("output", "Return types"),
    ("types", "Types of arguments and payloads"),
    ("envelope", "Envelopes"),
    ("error_code", "Codes of an API"),
    ("server", "Servers"),
    ("half_typed", "Half-typed code"),
];

const HEAD: &str = "# Errors

What the compiler says of a mistake in a declaration, and what to do. The page is made from the
fixtures in `tests/ui/fail` by `cargo test -p api-tests --test ui`, which fails if they differ.

All mistakes of a trait are told at once, each at the tokens that are wrong; the trait, the client
and the other endpoints go on compiling.
";

#[test]
fn the_page_of_errors_says_what_the_compiler_says() {
    let mut page = HEAD.to_owned();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail");
    for (folder, title) in GROUPS {
        write!(page, "\n## {title}\n\n| cause | error | remedy |\n| --- | --- | --- |\n").unwrap();
        let entries = fs::read_dir(root.join(folder)).expect("a folder for each group");
        let mut fixtures: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        fixtures.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
        fixtures.sort();
        for fixture in fixtures {
            let source = fs::read_to_string(&fixture).unwrap();
            let cause = source.lines().next().and_then(|line| line.strip_prefix("//! "));
            let cause = cause.unwrap_or_else(|| panic!("{} says no cause", fixture.display()));
            let stderr = fs::read_to_string(fixture.with_extension("stderr")).unwrap();
            for (error, remedy) in errors(&stderr) {
                writeln!(page, "| {cause} | {} | {} |", cell(&error), cell(&remedy)).unwrap();
            }
        }
    }
    expect_file!["../../docs/errors.md"].assert_eq(&page);
}

/// Every folder of fixtures is on the page.
#[test]
fn no_group_is_forgotten() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail");
    for entry in fs::read_dir(root).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(GROUPS.iter().any(|(folder, _)| *folder == name), "{name}");
    }
}

/// The errors of a compilation, each with its first note or help.
fn errors(stderr: &str) -> Vec<(String, String)> {
    let mut errors: Vec<(String, String)> = Vec::new();
    for line in stderr.lines() {
        if let Some(rest) = line.strip_prefix("error") {
            let message = rest.split_once(": ").map_or(rest, |(_, message)| message);
            // A short remedy stands behind a semicolon in the message itself.
            let says = if message.contains("expected") { "write what is expected" } else { "" };
            let (message, remedy) = message.split_once("; ").unwrap_or((message, says));
            errors.push((message.to_owned(), remedy.to_owned()));
        } else if let Some((_, note)) = line.split_once("= note: ")
            && let Some((_, remedy)) = errors.last_mut()
            && (remedy.is_empty() || remedy == "write what is expected")
            && !note.starts_with("this error originates")
        {
            *remedy = note.to_owned();
        }
    }
    errors
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
