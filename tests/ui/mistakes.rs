//! Compiles the fixtures that have mistakes. rustc checks each, without cargo: against the libraries
//! that this binary is linked with, so that none is built for them once more.

use std::collections::BTreeMap;
use std::fs::read_dir;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex};
use std::thread::{available_parallelism, scope};

use crate::words::words;

/// The compiler, and where it finds the dependencies of this package.
const RUSTC: &[&str] = &api_tests_macros::rustc!();

/// Paths in the compiler's words begin here.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The fixtures of a folder of `fail/`, in order.
pub(crate) fn fixtures(folder: &Path) -> Vec<PathBuf> {
    let entries = read_dir(folder).expect("a folder of fixtures");
    let mut fixtures: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    fixtures.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    fixtures.sort();
    fixtures
}

/// The folders of `fail/`.
pub(crate) fn folders() -> Vec<PathBuf> {
    let fail = Path::new(env!("CARGO_MANIFEST_DIR")).join("fail");
    read_dir(fail).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// The compiler's words for every fixture in `fail/`, which is compiled at the first call.
pub(crate) fn words_of_all() -> &'static BTreeMap<PathBuf, String> {
    static WORDS: LazyLock<BTreeMap<PathBuf, String>> = LazyLock::new(|| {
        let waiting = Mutex::new(folders().into_iter().flat_map(|folder| fixtures(&folder)));
        let next = || waiting.lock().unwrap().next();
        let words = Mutex::new(BTreeMap::new());
        scope(|scope| {
            for _ in 0..available_parallelism().map_or(1, NonZero::get) {
                scope.spawn(|| {
                    while let Some(fixture) = next() {
                        let said = compile(&fixture);
                        words.lock().unwrap().insert(fixture, said);
                    }
                });
            }
        });
        words.into_inner().unwrap()
    });
    &WORDS
}

/// The compiler's words for a fixture.
fn compile(fixture: &Path) -> String {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = Path::new("tests/ui").join(fixture.strip_prefix(package).unwrap());
    let (program, dependencies) = RUSTC.split_first().unwrap();
    let output = Command::new(program)
        .args(dependencies)
        .args(["--edition=2024", "--crate-name=fixture", "--allow=dead_code"])
        // Checked, and not linked.
        .args(["--emit=metadata", "--out-dir", env!("CARGO_TARGET_TMPDIR")])
        .arg(path)
        .current_dir(WORKSPACE)
        .output()
        .expect("the compiler runs");
    assert!(!output.status.success(), "{} compiles", fixture.display());
    words(&String::from_utf8_lossy(&output.stderr))
}
