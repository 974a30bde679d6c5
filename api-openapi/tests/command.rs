//! The command line.
#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)] // a test may panic

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_api-openapi"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn scratch(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn traits_are_printed_with_a_report() {
    let output = run(&["traits", "../tests/descriptions/chats.yaml"]);
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("#[api(envelope = ChatsEnvelope)]"));
    assert!(text(&output.stderr).contains("3 of 3 operations written, as 1 traits and 2 types"));
}

#[test]
fn check_fails_where_files_are_stale() {
    let out = scratch("stale");
    let out = out.to_str().unwrap();
    let file = "../tests/descriptions/chats.yaml";
    assert!(!run(&["traits", file, "--out", out, "--check"]).status.success());
    assert!(run(&["traits", file, "--out", out]).status.success());
    assert!(run(&["traits", file, "--out", out, "--check"]).status.success());
    std::fs::write(Path::new(out).join("mod.rs"), "//! Another.\n").unwrap();
    let output = run(&["traits", file, "--out", out, "--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("mod.rs"));
}

#[test]
fn a_broken_description_fails_with_its_place() {
    let path = scratch("broken").join("a.yaml");
    std::fs::write(&path, "openapi: 3.0.0\npaths: 7\n").unwrap();
    let output = run(&["traits", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("a.yaml:2: #/paths: "));
}

/// Of a description that is broken, files can be as they would be written.
#[test]
fn check_looks_at_the_files_alone() {
    let path = scratch("missing").join("a.yaml");
    std::fs::write(&path, "openapi: 3.0.0\npaths:\n  /a/{b}: {get: {}}\n").unwrap();
    let out = scratch("missing-out");
    let arguments = ["traits", path.to_str().unwrap(), "--out", out.to_str().unwrap()];
    assert_eq!(run(&arguments).status.code(), Some(1));
    let checked = run(&[arguments.as_slice(), &["--check"]].concat());
    assert!(checked.status.success());
    assert!(text(&checked.stderr).contains("no parameter describes `{b}`"));
}

#[test]
fn verify_and_changes_tell_what_breaks_calls() {
    let before = "../tests/descriptions/drift.yaml";
    let after = scratch("drift").join("after.yaml");
    let now = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(before)).unwrap();
    std::fs::write(&after, now.replace("enum: [name, age]", "enum: [name]")).unwrap();
    let after = after.to_str().unwrap();
    for arguments in
        [["verify", after, "--against", before].as_slice(), &["changes", before, after]]
    {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1));
        let expected = "breaks calls: `Users::list`, query `sort`: the value `age` is gone\n";
        assert_eq!(text(&output.stdout), expected);
    }
    let output = run(&["changes", after, before]);
    assert!(output.status.success());
    assert_eq!(
        text(&output.stdout),
        "compatible: `Users::list`, query `sort`: the value `age` is new\n"
    );
    assert_eq!(text(&run(&["changes", before, before]).stdout), "no differences\n");
}
