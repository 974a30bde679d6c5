//! Descriptions of real APIs, where they are: `../shared/openapi` beside the repository.
#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)] // a test may panic

mod losses;

use std::path::{Path, PathBuf};

use api_openapi::{Description, Options, traits, verify};

/// The descriptions, and how many operations each has. The large ones come last.
const OPERATIONS: &[(&str, usize)] = &[
    ("petstore.yaml", 19),
    ("docker.yaml", 108),
    ("discord.json", 242),
    ("openai.json", 288),
    ("stripe.yaml", 402),
    ("kubernetes.json", 1123),
    ("github.json", 1223),
];

fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/openapi");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: there is no `{}`", path.display());
    None
}

#[test]
fn all_operations_are_written_and_a_second_run_is_the_same() {
    let Some(shared) = shared() else { return };
    for (name, operations) in OPERATIONS {
        let description = Description::open(shared.join(name)).unwrap();
        let written = traits(&description, &Options::default()).unwrap();
        assert_eq!(written.report.written, *operations, "{name}");
        assert_eq!(written.report.operations, *operations, "{name}");
        assert!(written.report.problems.is_empty(), "{name}: {:?}", written.report.problems);
        if *operations < 300 {
            let again = traits(&description, &Options::default()).unwrap();
            assert_eq!(written.one, again.one, "{name}");
        }
        eprintln!(
            "{name}: {} lines, {} losses",
            written.one.lines().count(),
            written.report.losses.len()
        );
    }
}

#[test]
fn no_description_differs_from_itself() {
    let Some(shared) = shared() else { return };
    for (name, _) in OPERATIONS {
        let description = Description::open(shared.join(name)).unwrap();
        let found = verify(&description, &description).unwrap();
        assert!(found.is_empty(), "{name}: {found}");
    }
}
