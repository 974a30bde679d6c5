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
    assert!(text(&output.stderr).contains("3 of 3 operations written, as 1 trait and 2 types"));
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

/// Whichever command reads it, an error has file, line and pointer, and nothing else is printed on stderr
/// than what the command itself says.
#[test]
fn every_command_names_the_place_of_what_is_broken() {
    let folder = scratch("every-command");
    let head = "openapi: 3.1.0\npaths:\n  /a:\n    get:\n";
    let cases: [(&str, Vec<u8>, &str); 8] = [
        (
            "syntax.json",
            b"{\"openapi\": \"3.1.0\",\n \"paths\": {\"/a\" {}}}".to_vec(),
            "2: #/paths/~1a: not JSON",
        ),
        (
            "tag.yaml",
            format!("{head}      tags: [a, !t, b]\n").into(),
            "5: #/paths/~1a/get/tags/0: not YAML",
        ),
        (
            "alias.yaml",
            b"openapi: 3.1.0\npaths: *a\n".to_vec(),
            "2: #/paths: not YAML: there is no anchor",
        ),
        (
            "control.yaml",
            b"openapi: 3.1.0\ninfo:\n  title: a\x01\n".to_vec(),
            "3: #/info/title: not YAML: ",
        ),
        (
            "bytes.yaml",
            b"openapi: 3.1.0\ninfo:\n  title: \xff\n".to_vec(),
            "3: #/info/title: a byte that is no UTF-8",
        ),
        (
            "bytes.json",
            b"{\"openapi\": \"3.1.0\",\n\"info\": {\"title\": \"\xff\"}}".to_vec(),
            "2: #/info/title: a byte that",
        ),
        ("empty.yaml", b"\n".to_vec(), "1: the file is empty"),
        (
            "reference.yaml",
            format!("{head}      responses:\n        '200': {{$ref: '#/no'}}\n").into(),
            "6: #/paths/~1a/get/responses/200/$ref: `#/no` leads nowhere",
        ),
    ];
    let good = "../tests/descriptions/drift.yaml";
    for (name, bytes, expected) in cases {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        let expected = format!("error: {path}:{expected}");
        let commands: [&[&str]; 4] = [
            &["traits", path],
            &["verify", path, "--against", good],
            &["verify", good, "--against", path],
            &["changes", path, path],
        ];
        for arguments in commands {
            let output = run(arguments);
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
            let errors = text(&output.stderr);
            assert!(
                errors.starts_with(&expected),
                "{arguments:?}: expected {expected}\nfound {errors}"
            );
            assert!(!errors.contains("panicked"), "{errors}");
        }
    }
    let output = run(&["traits", folder.join("none.yaml").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("none.yaml:1: the file cannot be read: "));
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
