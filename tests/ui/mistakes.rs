//! Compiles the files of `fail/`, and compares what the compiler says with the `.stderr` beside each.
//!
//! rustc is called without cargo, once per file, with the dependencies that cargo has just built for the
//! tests. A crate that has the files as targets would have to be checked by a cargo of its own, which
//! checks all dependencies once more: that took a minute and a half of a processor.

use std::env;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use expect_test::expect_file;

use crate::normal::normal;

/// The crates that a file may name.
const CRATES: [&str; 6] = ["api_core", "futures_util", "http", "reqwest", "serde", "serde_json"];

#[test]
fn mistakes_are_reported_at_their_own_tokens() {
    let compiler = Compiler::new();
    let only = env::args().find_map(|argument| argument.strip_prefix("only=").map(str::to_owned));
    let mut fixtures = fixtures(&compiler.root);
    if let Some(only) = &only {
        fixtures.retain(|fixture| fixture.to_string_lossy().contains(&**only));
        assert!(!fixtures.is_empty(), "no file in `fail` has `{only}` in its path");
    }
    let count = fixtures.len();
    let (left, wrong) = (Mutex::new(fixtures), Mutex::new(Vec::new()));
    let check_all = || {
        loop {
            let next = left.lock().unwrap().pop();
            let Some(fixture) = next else { break };
            let said = compiler.says(&fixture);
            let kept = compiler.root.join(&fixture).with_extension("stderr");
            if catch_unwind(|| expect_file![kept].assert_eq(&said)).is_err() {
                wrong.lock().unwrap().push(fixture);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(check_all);
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {count} are reported otherwise: {wrong:#?}", wrong.len());
}

/// All files of `fail/`, as paths from the root of the workspace.
fn fixtures(root: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.collect::<Vec<_>>()
    };
    let folders = entries(&root.join("tests/ui/fail"));
    let mut files: Vec<_> = folders.iter().flat_map(|folder| entries(folder)).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.iter().map(|file| file.strip_prefix(root).unwrap().to_owned()).collect()
}

/// rustc, with the dependencies of this package.
struct Compiler {
    /// The folder of the workspace. The compiler works there, so that the paths in what it says begin there.
    root: PathBuf,
    /// The options that are the same for all files.
    options: Vec<String>,
}

impl Compiler {
    fn new() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.ancestors().nth(2).expect("`tests/ui` is in the workspace").to_owned();
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let built = built(&root, scratch.parent().expect("`tmp` is in `target`"));
        let mut options = vec![
            "--edition=2024".to_owned(),
            "--emit=metadata".to_owned(),
            format!("--out-dir={}", scratch.display()),
            // Wide enough for most lines, and the same on all terminals.
            "--diagnostic-width=140".to_owned(),
            "--color=never".to_owned(),
            "-Adead_code".to_owned(),
        ];
        for name in CRATES {
            let of_this_name: Vec<_> = built.iter().filter(|(built, _)| built == name).collect();
            let [(_, library)] = of_this_name[..] else {
                panic!("not one build of `{name}` but {of_this_name:?}");
            };
            let folder = library.parent().expect("a library is in a folder");
            options.push(format!("--extern={name}={}", library.display()));
            options.push(format!("-Ldependency={}", folder.display()));
        }
        Self { root, options }
    }

    /// What the compiler says of a file that must not compile.
    fn says(&self, fixture: &Path) -> String {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let name = fixture.with_extension("").to_string_lossy().replace(['/', '\\', '-'], "_");
        let output = Command::new(rustc)
            .args(&self.options)
            .arg(format!("--crate-name={name}"))
            .arg(fixture)
            .env("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"))
            .current_dir(&self.root)
            .output()
            .expect("rustc runs");
        assert!(!output.status.success(), "{} compiles", fixture.display());
        normal(&String::from_utf8_lossy(&output.stderr))
    }
}

/// The libraries that cargo builds for this test as one of the whole workspace: after `cargo test` nothing
/// is left to build, since features are the same then. After `cargo test -p api-tests-ui` they are others.
fn built(root: &Path, target: &Path) -> Vec<(String, PathBuf)> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--workspace", "--test=ui", "--message-format=json", "--target-dir"])
        .arg(target)
        .current_dir(root)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = serde_json::Deserializer::from_slice(&output.stdout).into_iter();
    messages.filter_map(|message| library(&message.expect("cargo writes JSON"))).collect()
}

/// The name of a library, and its file, if a message of cargo tells of one.
fn library(message: &serde_json::Value) -> Option<(String, PathBuf)> {
    let files = message["filenames"].as_array()?;
    let file = files.iter().find_map(|file| file.as_str().filter(|it| it.ends_with(".rlib")))?;
    Some((message["target"]["name"].as_str()?.to_owned(), file.into()))
}
